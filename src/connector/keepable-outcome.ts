import type { Action } from '../actions/define-action.js';
import type { Outcome } from './outcome.js';

/** What stands where a secret was. */
export const LEFT_OUT = '[shown once, not kept]';

/** An outcome as it may be kept for repeats: what the API shows once is left out, and a warning says so. */
export function keepable(action: Action, outcome: Outcome): Outcome {
  const secrets = 'secretOutput' in action ? (action.secretOutput ?? []) : [];
  if (!outcome.ok || secrets.length === 0) return outcome;
  const warnings = [
    ...(outcome.meta.warnings ?? []),
    `${secrets.join(' and ')}: shown only in the first answer to this idempotency key, and kept nowhere.`,
  ];
  return { ...outcome, data: without(outcome.data, secrets), meta: { ...outcome.meta, warnings } };
}

function without(data: unknown, fields: readonly string[]): unknown {
  if (typeof data !== 'object' || data === null) return LEFT_OUT;
  const present = fields.filter((field) => Object.hasOwn(data, field));
  return { ...data, ...Object.fromEntries(present.map((field) => [field, LEFT_OUT])) };
}
