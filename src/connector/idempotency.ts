import { createHash } from 'node:crypto';
import { ConnectorError } from './connector-error.js';
import { keepable } from './keepable-outcome.js';
import type { Outcome } from './outcome.js';
import type { IdempotencyState, IdempotencyStore, IdempotentWrite, InvocationFacts } from './ports.js';

/** Failures before anything was sent, beside those that say themselves that they may be tried again. */
const UNSENT: ReadonlySet<string> = new Set(['credential_missing', 'credential_rejected']);

/** Told of failures of the store, which a caller cannot mend. */
type Report = (error: unknown) => void;

/** Runs a write once for its idempotency key; reads, and writes without a key, just run. */
export async function once(
  store: IdempotencyStore | undefined,
  facts: InvocationFacts,
  run: () => Promise<Outcome>,
  report: Report = () => {},
): Promise<Outcome> {
  const key = facts.context.idempotencyKey;
  if (!store || key === undefined || facts.action.effect.kind === 'read') return run();

  const write = { tenantId: facts.context.tenantId, key, fingerprint: fingerprintOf(facts) };
  const known = await begin(store, write, report);
  switch (known.state) {
    case 'done':
      return { ...known.outcome, meta: { ...known.outcome.meta, replayed: true } };
    case 'running':
      throw new ConnectorError('idempotency_conflict', {
        message: 'An invocation with this idempotency key is still running.',
        fix: 'Wait, then repeat it with the same key to get its outcome.',
        retryable: true,
        afterMs: 1000,
      });
    case 'other_input':
      throw new ConnectorError('idempotency_conflict', {
        message: 'This idempotency key was used for another action or input.',
        fix: 'Take a new key for a new write; the same key only repeats the same write.',
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
    throw new ConnectorError('internal', {
      message: 'The idempotency key could not be looked up, so that nothing was sent.',
      fix: 'An operator has to look at the store of idempotency keys; then invoke again with the same key.',
      retryable: true,
    });
  }
}

async function settle(
  store: IdempotencyStore,
  write: IdempotentWrite,
  { action }: InvocationFacts,
  outcome: Outcome,
  report: Report,
): Promise<Outcome> {
  const undone = !outcome.ok && (outcome.error.retry.allowed || UNSENT.has(outcome.error.code));
  try {
    if (undone) await store.release(write);
    else await store.finish(write, keepable(action, outcome));
    return outcome;
  } catch (error) {
    // The write is over, and a caller who were told of a failure would repeat it.
    report(error);
    const warnings = [...(outcome.meta.warnings ?? []), NOT_KEPT];
    return { ...outcome, meta: { ...outcome.meta, warnings } };
  }
}

const NOT_KEPT =
  'The outcome could not be kept: a repeat with this idempotency key will not be sent, nor give it again.';

function lost({ action, input }: InvocationFacts): ConnectorError {
  const next = 'verify' in action ? action.verify?.(input) : undefined;
  return new ConnectorError('outcome_unknown', {
    message:
      'An earlier invocation with this key was interrupted; whether it took effect is unknown. It was not sent again.',
    ...(next ? { fix: `Run ${next.actionId} to see whether it took effect.`, next } : {}),
  });
}

function fingerprintOf({ action, input, context }: InvocationFacts): string {
  const text = JSON.stringify([context.connection ?? 'default', action.id, input], sortKeys);
  return createHash('sha256').update(text).digest('base64url');
}

function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
