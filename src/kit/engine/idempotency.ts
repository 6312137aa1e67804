import { createHash } from 'node:crypto';
import { msg } from '../catalog/message.js';
import type { ConnectorError } from './connector-error.js';
import { failure } from './connector-error.js';
import type { Outcome } from './outcome.js';
import type { IdempotencyState, IdempotencyStore, IdempotentWrite, InvocationFacts } from './ports.js';

/** Replaces a value that the API shows once. */
export const REMOVED_SECRET = '[shown once, not stored]';

/** Failures before anything was sent, in addition to those that may be retried. */
const UNSENT: ReadonlySet<string> = new Set(['credential_missing', 'credential_rejected']);

type Report = (error: unknown) => void;

/**
 * Runs a write once per idempotency key.
 * @throws ConnectorError idempotency_conflict, outcome_unknown where an earlier run was interrupted, or internal where
 * the store fails before anything is sent.
 */
export async function onceForKey(
  store: IdempotencyStore,
  facts: InvocationFacts,
  key: string,
  run: () => Promise<Outcome>,
  report: Report,
): Promise<Outcome> {
  const { connector, context } = facts;
  const write = { connector, tenantId: context.tenantId, key, fingerprint: fingerprintOf(facts) };
  const known = await begin(store, write, report);
  switch (known.state) {
    case 'done':
      return { ...known.outcome, meta: { ...known.outcome.meta, replayed: true } };
    case 'running':
      throw failure('idempotency_conflict', {
        message: 'An invocation with this idempotency key is still running.',
        fix: 'Wait, then repeat it with the same key to get its outcome.',
        retryable: true,
        afterMs: 1000,
      });
    case 'other_input':
      throw failure('idempotency_conflict', {
        message: 'This idempotency key was used for another action or input.',
        fix: 'Use a new key for a new write; the same key only repeats the same write.',
      });
    case 'lost':
      throw lost(facts);
    case 'new':
      return settle(store, write, facts, await run(), report);
  }
}

async function begin(
  store: IdempotencyStore,
  write: IdempotentWrite,
  report: Report,
): Promise<IdempotencyState> {
  try {
    return await store.begin(write);
  } catch (error) {
    report(error);
    throw failure('internal', {
      message: 'The idempotency key could not be looked up, so the request was not sent.',
      fix: 'An operator has to check the idempotency store; then invoke again with the same key.',
      retryable: true,
    });
  }
}

async function settle(
  store: IdempotencyStore,
  write: IdempotentWrite,
  facts: InvocationFacts,
  outcome: Outcome,
  report: Report,
): Promise<Outcome> {
  const undone = !outcome.ok && (outcome.error.retry.allowed || UNSENT.has(outcome.error.code));
  try {
    if (undone) await store.release(write);
    else await store.finish(write, withoutSecrets(outcome, facts.secrets.output));
    return outcome;
  } catch (error) {
    // The write is done: a failure here would make the caller repeat it.
    report(error);
    return withWarning(outcome, NOT_STORED);
  }
}

const NOT_STORED =
  'The outcome could not be stored: a repeat with this idempotency key will neither be sent nor return it.';

function lost({ action, input }: InvocationFacts): ConnectorError {
  const next = 'verify' in action ? action.verify?.(input) : undefined;
  return failure('outcome_unknown', {
    message:
      'An earlier invocation with this key was interrupted; whether it took effect is unknown. It was not sent again.',
    ...(next ? { fix: msg`Run ${{ action: next.actionId }} to see whether it took effect.`, next } : {}),
  });
}

/** An outcome as it may be stored: values that the API shows once are removed, and a warning says so. */
function withoutSecrets(outcome: Outcome, fields: readonly string[]): Outcome {
  if (!outcome.ok || fields.length === 0) return outcome;
  const warning = `${fields.join(' and ')}: shown only in the first response to this idempotency key, and stored nowhere.`;
  return { ...withWarning(outcome, warning), data: masked(outcome.data, fields) } as Outcome;
}

function masked(data: unknown, fields: readonly string[]): unknown {
  if (typeof data !== 'object' || data === null) return REMOVED_SECRET;
  const present = fields.filter((field) => Object.hasOwn(data, field));
  return { ...data, ...Object.fromEntries(present.map((field) => [field, REMOVED_SECRET])) };
}

const withWarning = (outcome: Outcome, warning: string): Outcome => ({
  ...outcome,
  meta: { ...outcome.meta, warnings: [...(outcome.meta.warnings ?? []), warning] },
});

function fingerprintOf({ action, input, context }: InvocationFacts): string {
  const text = JSON.stringify([context.connection ?? 'default', action.id, input], sortKeys);
  return createHash('sha256').update(text).digest('base64url');
}

function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
