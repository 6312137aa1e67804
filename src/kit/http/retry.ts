import type { ApiErrorKind, AttemptFailure } from './attempt-failure.js';
import { consequenceOf, mayResend, type FailedRequest } from './effects.js';
import { WINDOW_MS } from './sliding-window-limiter.js';
import type { ResponseHeaders, WireProfile } from './wire-profile.js';

/** Reads that may be sent again at once, by failure without a response. */
const REPEATED_READS: ReadonlySet<ApiErrorKind> = new Set([
  'unreachable',
  'interrupted',
  'timeout',
  'no_room',
]);

/**
 * Whether the client sends the same request again by itself: a read whenever that may help, a write only if the first one
 * provably had no effect, or if the API asks for it by its `shouldRetryHeader`.
 */
export function mayRetry(
  request: FailedRequest,
  failure: AttemptFailure,
  { errorEffects = {} }: WireProfile,
): boolean {
  const { kind, status, code = '', shouldRetry } = failure;
  const { effect, resend } = consequenceOf(failure, request, errorEffects);
  // A code that says that something was done is more than a header that says the same of every failure.
  if (Object.hasOwn(errorEffects, code) && effect !== 'none') return false;
  if (shouldRetry !== undefined) return shouldRetry;
  if (effect !== 'none' || !mayResend(resend)) return false;
  if (kind === 'answered' || kind === 'rate_limited') return status !== undefined;
  return request.effect === 'read' ? REPEATED_READS.has(kind) : kind === 'unreachable';
}

/** Whether the API has refused a request. A refusal is a response, also one that says that something may have begun. */
export const isRefusal = ({ kind, status = 0 }: Pick<AttemptFailure, 'kind' | 'status'>): boolean =>
  status >= 400 && status < 500 && status !== 408 && kind !== 'interrupted' && kind !== 'timeout';

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
