import type { Action } from '../catalog/define-action.js';
import type { Limitation } from '../catalog/define-limitation.js';
import type { ActionGroup } from '../catalog/define-resource.js';
import type { Effect } from '../catalog/effects.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import { render, type NameOf } from '../catalog/message.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import { renderSchema } from '../compile/input-schema.js';
import type { RequestForm } from '../compile/request.js';

/** A limitation as the catalogue shows it. */
export interface DescribedLimitation extends Pick<
  Limitation,
  'id' | 'kind' | 'fields' | 'title' | 'reason' | 'reference' | 'checked' | 'credential'
> {
  readonly workaround: string;
}

/** An action in a listing. */
export interface ActionSummary {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly group: ActionGroup;
  /** Tool packs that offer the action to agents. */
  readonly packs: readonly string[];
  readonly effect: Effect;
  /** False where the API has no such operation: running it returns the workaround. */
  readonly available: boolean;
  readonly beta: boolean;
}

/** Everything about one action. */
export interface ActionDescription extends ActionSummary {
  /** Method and path template of the operation; absent where the API has none. */
  readonly route?: string;
  /** Where the API has no such operation, or none for this credential: the request that would ask for it. */
  readonly askedAs?: string;
  /** Method, path and the place of each input field; absent for an action made of several operations. */
  readonly request?: RequestForm;
  readonly operation?: string;
  readonly paging?: string;
  readonly betas?: readonly string[];
  readonly example: object;
  readonly inputSchema: JsonSchema;
  readonly outputSchema?: JsonSchema;
  /** Fields of the input that hold secrets: mask them, and keep them out of logs. */
  readonly secretInput?: readonly string[];
  /** Fields of the response that the API shows once. */
  readonly secretOutput?: readonly string[];
  readonly limitations: readonly DescribedLimitation[];
}

const itself: NameOf = (id) => id;

/** The action in a listing; texts mention actions in the names of the surface. */
export function summarize({ action, group, packs }: CompiledAction, nameOf = itself): ActionSummary {
  const { id, title, description, effect } = action;
  return {
    id,
    title,
    description: render(description, nameOf),
    group,
    packs,
    effect,
    available: !('limitation' in action),
    beta: 'betas' in action && action.betas !== undefined,
  };
}

/** The action with its schemas and limitations; texts mention actions in the names of the surface. */
export function describeAction(compiled: CompiledAction, nameOf = itself): ActionDescription {
  const { action, form, inputSchema, outputSchema, secrets, limitations } = compiled;
  return {
    ...summarize(compiled, nameOf),
    ...routeOf(action),
    ...(form ? { request: form } : {}),
    example: action.example,
    inputSchema: renderSchema(inputSchema, nameOf),
    ...(outputSchema ? { outputSchema } : {}),
    ...(secrets.input.length > 0 ? { secretInput: secrets.input } : {}),
    ...(secrets.output.length > 0 ? { secretOutput: secrets.output } : {}),
    limitations: limitations.map((limitation) => describeLimitation(limitation, nameOf)),
  };
}

function routeOf(action: Action): Partial<ActionDescription> {
  if ('askedAs' in action) return { askedAs: action.askedAs };
  if (!('route' in action)) return {};
  const { route, operation, paging, betas } = action;
  return { route, operation, ...(paging ? { paging } : {}), ...(betas ? { betas } : {}) };
}

function describeLimitation(limitation: Limitation, nameOf: NameOf): DescribedLimitation {
  const { id, kind, fields, title, reason, workaround, reference, checked, credential } = limitation;
  return {
    id,
    kind,
    ...(fields ? { fields } : {}),
    title,
    reason,
    workaround: render(workaround, nameOf),
    reference,
    checked,
    ...(credential ? { credential } : {}),
  };
}
