import type { EventSink } from './events.js';
import type { RateLimiter } from './pacing/rate-limiter.js';
import type { Runtime } from './runtime.js';

/** What an `AdminApi` needs to know once. */
export interface AdminApiOptions {
  /** The operator's: `https://api.anthropic.com`, or a gateway in front of it. Clear text only to loopback. */
  readonly baseUrl: string;
  /** Milliseconds for one attempt, connecting and reading included. Default 30 000. */
  readonly requestTimeoutMs?: number;
  /** Attempts after the first. Default 2. */
  readonly maxRetries?: number;
  /** For each limiter key. Default 100. */
  readonly requestsPerMinute?: number;
  /** Default 32 MiB. */
  readonly maxAnswerBytes?: number;
  /** Connections kept open, and with them the requests on the wire at once. Default 32. */
  readonly connections?: number;
  readonly userAgent?: string;
  readonly runtime?: Runtime;
  /** In place of the limiter of this process, which `requestsPerMinute` configures. */
  readonly limiter?: RateLimiter;
  readonly onEvent?: EventSink;
}

/** The options that are numbers, with their defaults and the least that makes sense. */
const NUMBERS = {
  requestTimeoutMs: { standard: 30_000, least: 1 },
  maxRetries: { standard: 2, least: 0 },
  requestsPerMinute: { standard: 100, least: 1 },
  maxAnswerBytes: { standard: 32 * 1024 * 1024, least: 1 },
  connections: { standard: 32, least: 1 },
} as const;

type NumberName = keyof typeof NUMBERS;

const LARGEST = 2 ** 31 - 1;

/**
 * Fills in the numbers that are not given.
 * @throws RangeError for one that is no whole number or too small.
 */
export function numbersOf(options: AdminApiOptions): Record<NumberName, number> {
  const entries = Object.entries(NUMBERS).map(([name, { standard, least }]) => {
    const value = options[name as NumberName] ?? standard;
    if (!Number.isInteger(value) || value < least || value > LARGEST) {
      throw new RangeError(`${name} must be a whole number from ${least} to ${LARGEST}, such as ${standard}`);
    }
    return [name, value];
  });
  return Object.fromEntries(entries) as Record<NumberName, number>;
}
