import type { AttemptFailure } from './attempt-failure.js';
import { WINDOW_MS } from './sliding-window-limiter.js';
import type { ResponseHeaders, WireProfile } from './wire-profile.js';

/** What can be sent again. */
interface RetryPolicy {
  readonly statuses: readonly number[];
  /** Every status from here on, too. */
  readonly statusesFrom: number;
  /** Error codes of a 409 that can succeed on a second try. */
  readonly conflicts: readonly string[];
  /** Failures without a response. */
  readonly kinds: readonly AttemptFailure['kind'][];
}

/** A read can be sent again whenever that may help, a write only if the first one provably had no effect. */
const policyOf = (effect: 'read' | 'write', { transientConflicts }: WireProfile): RetryPolicy =>
  effect === 'read'
    ? {
        statuses: [408, 429],
        statusesFrom: 500,
        conflicts: [],
        kinds: ['unreachable', 'interrupted', 'timeout'],
      }
    : { statuses: [429], statusesFrom: Infinity, conflicts: transientConflicts, kinds: ['unreachable'] };

/** Whether the same request may be sent again. The vendor's `shouldRetryHeader` overrules the policy. */
export function mayRetry(
  effect: 'read' | 'write',
  { kind, status = 0, code = '', shouldRetry }: AttemptFailure,
  profile: WireProfile,
): boolean {
  const { statuses, statusesFrom, conflicts, kinds } = policyOf(effect, profile);
  if (shouldRetry !== undefined) return shouldRetry;
  if (kind !== 'answered' && kind !== 'rate_limited') return kinds.includes(kind);
  return statuses.includes(status) || status >= statusesFrom || (status === 409 && conflicts.includes(code));
}

/** Whether a write may have taken effect although its attempt failed. */
export function leavesDoubt({ kind, status, sent }: AttemptFailure): boolean {
  if (!sent) return false;
  if (status === undefined || kind === 'timeout' || kind === 'interrupted' || kind === 'cancelled')
    return true;
  return status < 400 || status === 408 || status >= 500;
}

/** Whether the rate limiter of this process refused the attempt, not the API. */
export const isOwnLimit = ({ kind, status }: Pick<AttemptFailure, 'kind' | 'status'>): boolean =>
  kind === 'rate_limited' && status === undefined;

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;

/** Milliseconds until the next attempt: as the API asked, else exponential backoff. `random` is in [0, 1). */
export function delayAfter(
  { status, hintMs }: AttemptFailure,
  { slowWindow }: { readonly slowWindow?: boolean },
  retries: number,
  random: number,
): number {
  if (hintMs !== undefined) return hintMs;
  if (status === 429 && slowWindow) return WINDOW_MS;
  return random * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** retries);
}

/** The API's windows last a minute; whatever a header says, no organization is silent for longer than this. */
const LONGEST_HINT_MS = 10 * WINDOW_MS;

const usable = (ms: number): number | undefined =>
  Number.isFinite(ms) && ms > 0 ? Math.min(Math.ceil(ms), LONGEST_HINT_MS) : undefined;

const number = (value: unknown): number => (typeof value === 'string' && value !== '' ? Number(value) : NaN);

const untilDate = (value: unknown, now: number): number =>
  typeof value === 'string' ? Date.parse(value) - now : NaN;

/**
 * Milliseconds that the headers `retry-after-ms` and `retry-after` ask to wait, or until `resetHeader`, if its name is
 * given; 10 minutes at most. Undefined if they are absent, zero, in the past or malformed.
 */
export function hintedDelay(headers: ResponseHeaders, now: number, resetHeader?: string): number | undefined {
  const after = headers['retry-after'];
  return (
    usable(number(headers['retry-after-ms'])) ??
    usable(number(after) * 1000) ??
    (Number.isNaN(number(after)) ? usable(untilDate(after, now)) : undefined) ??
    (resetHeader === undefined ? undefined : usable(untilDate(headers[resetHeader], now)))
  );
}
