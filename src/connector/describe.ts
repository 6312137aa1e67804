import type { Action, Paging } from '../actions/define-action.js';
import type { Effect } from '../actions/effects.js';
import { groupOf, type ActionGroup } from '../actions/groups.js';
import type { JsonSchema } from '../actions/json-schema.types.js';
import type { Limitation, LimitationKind, WantedCredential } from '../limitations/limitation.js';
import { jsonSchemaOf } from './json-schema.js';
import { outputSchemaOf } from './output-schema.js';

/** A limitation as the catalogue tells of it. */
export interface DescribedLimitation {
  readonly id: string;
  readonly kind: LimitationKind;
  readonly fields?: readonly string[];
  readonly title: string;
  readonly reason: string;
  readonly workaround: string;
  readonly reference: string;
  readonly checked: string;
  readonly credential?: WantedCredential;
}

/** An action in a listing. */
export interface ActionSummary {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly group: ActionGroup;
  readonly effect: Effect;
  /** False where the Admin API has no such operation: invoking it answers with the way around. */
  readonly available: boolean;
  readonly beta: boolean;
}

/** Everything about one action. */
export interface ActionDescription extends ActionSummary {
  readonly route?: string;
  /** Where the API has no such operation, or none for an Admin key: the request that would ask for it. */
  readonly askedAs?: string;
  readonly operation?: string;
  readonly paging?: Paging;
  readonly betas?: readonly string[];
  readonly example: object;
  readonly inputSchema: JsonSchema;
  readonly outputSchema?: JsonSchema;
  /** Fields of the input that hold secrets: mask them, and keep them out of logs. */
  readonly secretInput?: readonly string[];
  /** Fields of the answer that are shown once. */
  readonly secretOutput?: readonly string[];
  readonly limitations: readonly DescribedLimitation[];
}

/** The action in a listing. */
export function summarize(action: Action): ActionSummary {
  const { id, title, description, effect } = action;
  return {
    id,
    title,
    description,
    group: groupOf(id),
    effect,
    available: !('limitation' in action),
    beta: 'betas' in action && action.betas !== undefined,
  };
}

/** The action with its schemas and limitations. */
export function describeAction(action: Action, limitations: readonly Limitation[]): ActionDescription {
  return {
    ...summarize(action),
    ...('route' in action ? httpFacts(action) : {}),
    ...('askedAs' in action ? { askedAs: action.askedAs } : {}),
    example: action.example,
    inputSchema: jsonSchemaOf(action.input),
    ...('output' in action ? { outputSchema: outputSchemaOf(action.output) } : {}),
    ...(action.secretInput ? { secretInput: action.secretInput } : {}),
    limitations: limitations.map(describeLimitation),
  };
}

function httpFacts(action: Extract<Action, { route: string }>): Partial<ActionDescription> {
  const { route, operation, paging, betas, secretOutput } = action;
  return {
    route,
    operation,
    ...(paging ? { paging } : {}),
    ...(betas ? { betas } : {}),
    ...(secretOutput ? { secretOutput } : {}),
  };
}

function describeLimitation(limitation: Limitation): DescribedLimitation {
  const { id, kind, fields, title, reason, workaround, reference, checked, credential } = limitation;
  return {
    id,
    kind,
    ...(fields ? { fields } : {}),
    title,
    reason,
    workaround,
    reference,
    checked,
    ...(credential ? { credential } : {}),
  };
}
