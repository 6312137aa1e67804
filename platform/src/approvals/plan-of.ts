import {
  maskSecrets,
  type InvocationContext,
  type InvocationFacts,
  type OutcomeError,
} from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import type { Json } from '../audit/entry.js';
import { maskKeys } from '../security/text.js';
import type { ApprovalPlan } from './approval.js';

/** A plan, or why the call cannot be planned. */
export type Planned =
  { readonly plan: ApprovalPlan; readonly digest: string } | { readonly error: OutcomeError };

/** A call as it can be planned. */
export interface PlannableCall {
  readonly action: string;
  readonly input: unknown;
  readonly context: InvocationContext;
  /** Fields of the input that hold secrets. */
  readonly secrets: readonly string[];
}

/** The call that a policy decides about. */
export const callOf = ({ action, unmasked, context, secrets }: InvocationFacts): PlannableCall => ({
  action: action.id,
  input: unmasked(),
  context,
  secrets: secrets.input,
});

const LONGEST_PLAN = 64 * 1024;

/** What a call would do, from live data, and the digest that an approval of it binds. */
export async function planOf(
  connector: MountedConnector,
  { action, input, context, secrets }: PlannableCall,
  binding: string,
): Promise<Planned> {
  const { idempotencyKey: _key, all: _all, maxPages: _pages, onProgress: _progress, ...rest } = context;
  const outcome = await connector.planById(action, input, { ...rest, consequences: true, binding });
  if (!outcome.ok) return { error: outcome.error };
  const { before, consequences, final, inverse, unknown, digest, facts: _facts, ...request } = outcome.data;
  const shown = { request, before, consequences, final, inverse, unknown };
  const plan = maskSecrets(asJson(shown), { fields: secrets, redact: maskKeys }) as unknown as ApprovalPlan;
  return { plan: bounded(plan), digest };
}

/** Without what is there now, where it is as large as no person reads. */
function bounded({ before, ...plan }: ApprovalPlan): ApprovalPlan {
  const whole = { ...plan, ...(before === undefined ? {} : { before }) };
  if (JSON.stringify(whole).length <= LONGEST_PLAN) return whole;
  const unknown = [...plan.unknown, 'What is there now is too large to be shown.'];
  const short = { ...plan, unknown };
  return JSON.stringify(short).length <= LONGEST_PLAN
    ? short
    : {
        request: null,
        consequences: [],
        final: plan.final,
        unknown: [...unknown, 'The plan is too large to be shown.'],
      };
}

const asJson = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;
