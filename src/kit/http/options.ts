import type { EventSink } from './events.js';
import type { RateLimiter } from './rate-limiter.js';
import type { Runtime } from './runtime.js';
import type { WireProfile } from './wire-profile.js';

/** What an `ApiClient` needs once. The defaults of the numbers are in `HTTP_NUMBERS`. */
export interface ApiClientOptions {
  /** The vendor's headers, error envelope and retry codes. */
  readonly profile: WireProfile;
  /** The API, or a gateway in front of it. `http://` only for loopback. Default: the profile's. */
  readonly baseUrl?: string;
  /** Milliseconds for one attempt, including connecting and reading the response. */
  readonly requestTimeoutMs?: number;
  /** Attempts after the first. */
  readonly maxRetries?: number;
  /** Requests per 60 s and limiter key. Has no effect if `limiter` is given. */
  readonly requestsPerMinute?: number;
  /**
   * Requests that may wait for the limiter at once, per limiter key. Default: `requestsPerMinute`, at least 100. Has no effect
   * if `limiter` is given.
   */
  readonly maxWaiting?: number;
  /** The percentage of those places, and of the connections of a tenant, that one subject may have. */
  readonly subjectShare?: number;
  /** Size limit of a response body, in bytes. */
  readonly maxAnswerBytes?: number;
  /** Size limit of all responses in memory, in bytes; a parsed one counts twice its text. */
  readonly maxHeldBytes?: number;
  /** Connections kept open, and thereby the number of requests in progress at once. */
  readonly connections?: number;
  /** The `user-agent` header. Default: `connector-kit`. */
  readonly userAgent?: string;
  /** Clock, random source and timer. Default: the system's. */
  readonly runtime?: Runtime;
  /** Replaces the limiter of this process, for example by one that several processes share. */
  readonly limiter?: RateLimiter;
  /** Receives an event for each step of a call. */
  readonly onEvent?: EventSink | undefined;
  /** Receives what `onEvent` throws; it changes nothing. */
  readonly onObserverError?: (error: unknown, requestId: string | undefined) => void;
}

/** The default and the bounds of a number. */
export interface NumberSetting {
  readonly default: number;
  /** The smallest value that the client accepts. */
  readonly min: number;
  /** The largest; that of any number if omitted. */
  readonly max?: number;
  /** What an operator can configure, for example by an environment variable; within the client's bounds. */
  readonly configurable: readonly [min: number, max: number];
}

/** The largest value that the client accepts for any number: the longest delay of Node's timers, in milliseconds. */
const LARGEST = 2 ** 31 - 1;

/** The numbers of an `ApiClient`: their defaults and bounds. */
export const HTTP_NUMBERS = {
  requestTimeoutMs: { default: 20_000, min: 1, configurable: [100, 600_000] },
  maxRetries: { default: 2, min: 0, configurable: [0, 10] },
  requestsPerMinute: { default: 100, min: 1, configurable: [1, 100_000] },
  maxWaiting: { default: 100, min: 1, configurable: [1, 100_000] },
  subjectShare: { default: 50, min: 1, max: 100, configurable: [1, 100] },
  maxAnswerBytes: { default: 32 * 1024 * 1024, min: 1, configurable: [1024, 1024 ** 3] },
  maxHeldBytes: { default: 256 * 1024 * 1024, min: 1, configurable: [1024, LARGEST] },
  connections: { default: 64, min: 1, configurable: [1, 1024] },
} as const satisfies Readonly<Record<string, NumberSetting>>;

/** The name of an option that is a number. */
export type HttpNumber = keyof typeof HTTP_NUMBERS;

/** The default of `maxWaiting`: no request waits for longer than one window behind earlier ones. */
export const mostWaiting = (requestsPerMinute: number): number =>
  Math.max(HTTP_NUMBERS.maxWaiting.default, requestsPerMinute);

/**
 * The numbers of a client, with defaults for those not given.
 * @throws RangeError if one is not a whole number within its bounds.
 */
export function httpNumbers(options: Partial<Record<HttpNumber, number>>): Record<HttpNumber, number> {
  const read = (name: HttpNumber): number => {
    const { default: standard, min, max = LARGEST }: NumberSetting = HTTP_NUMBERS[name];
    const value = options[name] ?? standard;
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new RangeError(`${name} must be a whole number from ${min} to ${max}; example: ${standard}`);
  };
  const requestsPerMinute = read('requestsPerMinute');
  return {
    requestTimeoutMs: read('requestTimeoutMs'),
    maxRetries: read('maxRetries'),
    requestsPerMinute,
    maxWaiting: options.maxWaiting === undefined ? mostWaiting(requestsPerMinute) : read('maxWaiting'),
    subjectShare: read('subjectShare'),
    maxAnswerBytes: read('maxAnswerBytes'),
    maxHeldBytes: read('maxHeldBytes'),
    connections: read('connections'),
  };
}
