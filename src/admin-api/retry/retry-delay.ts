import type { AdminRequest } from '../admin-request.js';
import type { Mishap } from './mishap.js';

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;

/** The Admin API counts requests by the minute. */
export const WINDOW_MS = 60_000;

type HeaderBag = Readonly<Record<string, unknown>>;

const usable = (ms: number): number | undefined => (Number.isFinite(ms) && ms > 0 ? ms : undefined);

const number = (value: unknown): number => (typeof value === 'string' && value !== '' ? Number(value) : NaN);

const untilDate = (value: unknown, now: number): number =>
  typeof value === 'string' ? Date.parse(value) - now : NaN;

/** Milliseconds that a `retry-after` kind of header asks for; undefined when it is absent, zero, past or nonsense. */
export function hintedDelay(headers: HeaderBag, now: number): number | undefined {
  const after = headers['retry-after'];
  return (
    usable(number(headers['retry-after-ms'])) ??
    usable(number(after) * 1000) ??
    (Number.isNaN(number(after)) ? usable(untilDate(after, now)) : undefined)
  );
}

/** Milliseconds until the rate limit's window ends; undefined when that is absent or past, as it often is. */
export const delayUntilReset = (headers: HeaderBag, now: number): number | undefined =>
  usable(untilDate(headers['anthropic-ratelimit-requests-reset'], now));

/** Milliseconds to wait before the next attempt: as asked, else a guess. `random` is at least 0 and below 1. */
export function delayAfter(
  mishap: Pick<Mishap, 'status' | 'hintMs'>,
  request: Pick<AdminRequest, 'slowWindow'>,
  retries: number,
  random: number,
): number {
  if (mishap.hintMs !== undefined) return mishap.hintMs;
  if (mishap.status === 429 && request.slowWindow) return WINDOW_MS;
  return random * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** retries);
}
