import { createHash } from 'node:crypto';
import { msg } from '../catalog/message.js';
import type { Connection } from '../connections/connection.js';
import { fromHost, HostPortError } from '../host-port.js';
import { failure, type ConnectorError } from './connector-error.js';
import { outcomeWithoutSecrets } from './mask.js';
import type { Failure, Outcome } from './outcome.js';
import type { IdempotencyState, IdempotencyStore, IdempotentWrite, InvocationFacts } from './ports.js';

const STATES: ReadonlySet<unknown> = new Set<IdempotencyState['state']>([
  'new',
  'done',
  'running',
  'lost',
  'other_input',
  'full',
]);

/** Replaces a value that the API shows once. */
export const REMOVED_SECRET = '[shown once, not stored]';

/** Codes of failures that leave the write undone although a request may have been sent. */
const UNDONE: ReadonlySet<string> = new Set(['credential_missing', 'credential_rejected']);

/** Nothing was sent: what stopped the write may be gone when it is repeated. */
const isUnsent = ({ error, meta }: Failure): boolean =>
  error.effect === 'none' && (meta.attempts === 0 || UNDONE.has(error.code));

/** What a run under an idempotency key needs. */
export interface OnceOptions {
  readonly store: IdempotencyStore;
  readonly facts: InvocationFacts;
  readonly key: string;
  /** The connection that the write is for; an outcome is repeated for this revision of it only. */
  readonly connection: Connection;
  /** Masks what looks like a key in a text. */
  readonly redact: (text: string) => string;
  readonly report: (error: unknown) => void;
}

/**
 * Runs a write once per idempotency key.
 * @throws ConnectorError idempotency_conflict, outcome_unknown where an earlier run was interrupted, or rate_limited where no further
 * outcome can be stored.
 * @throws HostPortError where the store fails before anything is sent.
 */
export async function onceForKey(options: OnceOptions, run: () => Promise<Outcome>): Promise<Outcome> {
  const { store, facts, key } = options;
  const { connector, context, requestId } = facts;
  const write = {
    connector,
    tenantId: context.tenantId,
    subject: context.actor?.id,
    key,
    fingerprint: fingerprintOf(facts, options.connection),
  };
  const known = await fromHost('idempotency', () => store.begin(write));
  if (!STATES.has((known as IdempotencyState | undefined)?.state))
    throw new HostPortError(
      'idempotency',
      new TypeError('begin of the idempotency port must return a state.'),
    );
  switch (known.state) {
    case 'done': {
      const { requestId: originalRequestId, ...meta } = known.outcome.meta;
      return { ...known.outcome, meta: { ...meta, requestId, originalRequestId, replayed: true } };
    }
    case 'running':
      throw failure('idempotency_conflict', {
        message: 'An invocation with this idempotency key is still running.',
        fix: 'Wait, then repeat it with the same key to get its outcome.',
        resend: 'after_wait',
        afterMs: 1000,
      });
    case 'other_input':
      throw failure('idempotency_conflict', {
        message:
          'This idempotency key was used for another action or input, or before the key of the connection was replaced.',
        fix: 'Use a new key for a new write; the same key only repeats the same write with the same credential.',
      });
    case 'lost':
      throw lost(facts);
    case 'full':
      throw failure('rate_limited', {
        message:
          'As many outcomes are stored for idempotency keys of this tenant, or of this actor, as the host allows. Nothing was sent.',
        fix: 'Wait until earlier ones expire, or invoke without an idempotency key: then nothing is stored, and a repeat is sent again.',
        afterMs: known.afterMs,
        blame: 'caller',
      });
    case 'new':
      return settle(options, write, await run());
  }
}

async function settle(
  { store, facts, redact, report }: OnceOptions,
  write: IdempotentWrite,
  outcome: Outcome,
): Promise<Outcome> {
  const undone = !outcome.ok && (outcome.error.retry.allowed || isUnsent(outcome));
  try {
    if (undone) await store.release(write);
    else await store.finish(write, withoutSecrets(outcome, facts, redact));
    return outcome;
  } catch (error) {
    // The write is done: a failure here would make the caller repeat it.
    report(error);
    return withWarning(outcome, NOT_STORED);
  }
}

const NOT_STORED =
  'The outcome could not be stored: a repeat with this idempotency key will neither be sent nor return it.';

function lost({ action, unmasked }: InvocationFacts): ConnectorError {
  const next = 'verify' in action ? action.verify?.(unmasked()) : undefined;
  return failure('outcome_unknown', {
    message:
      'An earlier invocation with this key was interrupted; whether it took effect is unknown. It was not sent again.',
    ...(next ? { fix: msg`Run ${{ action: next.actionId }} to see whether it took effect.`, next } : {}),
  });
}

/** Characters of a response as JSON; the documented ones to writes have some thousand. */
const LARGEST_STORED = 256 * 1024;

const TOO_LARGE = 'The response was too large to be stored with this idempotency key; the change was made.';

/** An outcome as it may be stored: secrets are removed, and a warning names those that the API shows once. */
function withoutSecrets(outcome: Outcome, facts: InvocationFacts, redact: (text: string) => string): Outcome {
  const { output } = facts.secrets;
  const stored = outcomeWithoutSecrets(outcome, facts.unmasked(), facts.secrets, redact, REMOVED_SECRET);
  if (!stored.ok) return stored;
  const plain = { ...stored, data: stored.data };
  if ((JSON.stringify(plain.data) ?? '').length > LARGEST_STORED)
    return withWarning({ ...plain, data: null }, TOO_LARGE);
  if (output.length === 0) return plain;
  const warning = `${output.join(' and ')}: shown only in the first response to this idempotency key, and stored nowhere.`;
  return withWarning(plain, warning);
}

const withWarning = (outcome: Outcome, warning: string): Outcome => ({
  ...outcome,
  meta: { ...outcome.meta, warnings: [...(outcome.meta.warnings ?? []), warning] },
});

function fingerprintOf(
  { action, unmasked }: InvocationFacts,
  { name, organization, revision }: Connection,
): string {
  const text = JSON.stringify([name, organization?.id ?? null, revision, action.id, unmasked()], sortKeys);
  return createHash('sha256').update(text).digest('base64url');
}

function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
