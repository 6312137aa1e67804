import type { HostPort } from '../host-port.js';
import type { SecretString } from '../vault/secret-string.js';
import { RateLimitExceeded } from './rate-limiter.js';
import { redactKeys } from './redact.js';
import { hintedDelay } from './retry.js';
import type { ResponseHeaders, WireProfile } from './wire-profile.js';

/** What went wrong, by what a caller can do about it. */
export type ApiErrorKind =
  /** The API returned a 4xx or 5xx, with an error envelope or without. */
  | 'answered'
  /** A 429, or the rate limiter has no slot before the deadline. */
  | 'rate_limited'
  /** There was no connection: the request provably was not sent. */
  | 'unreachable'
  /** The connection broke after the request was sent. */
  | 'interrupted'
  | 'timeout'
  | 'cancelled'
  /** An unusable response: not JSON, incomplete, too deep, or a redirect. */
  | 'protocol'
  /** The response is larger than one may be. */
  | 'too_large'
  /** The response of a read had no room beside those in memory. */
  | 'no_room'
  /** An interceptor or the rate limiter of the host failed. */
  | 'host'
  /** Refused before sending: an unsafe path, or a body that is not serializable as JSON. */
  | 'invalid_request';

/** What a port of the host threw. It may hold anything, so it is out of reach of any code that logs the failure. */
export class HostCause {
  readonly #thrown: unknown;

  constructor(
    readonly port: HostPort,
    thrown: unknown,
  ) {
    this.#thrown = thrown;
  }

  /** What was thrown, for the host's own log and nothing else. */
  thrown(): unknown {
    return this.#thrown;
  }
}

/** The cause of a failure, as plain data. */
export interface FailureCause {
  readonly kind: ApiErrorKind;
  /** A short description, for failures that the API did not describe. Never taken from a header or a body. */
  readonly reason?: string;
  readonly status?: number;
  /** The vendor's error type. */
  readonly type?: string;
  /** The vendor's error code. */
  readonly code?: string;
  /** The vendor's details, with keys redacted, and bounded. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** The value of the profile's `shouldRetryHeader`. */
  readonly shouldRetry?: boolean;
  /** The vendor's message, with keys redacted. */
  readonly upstreamMessage?: string;
  readonly requestId?: string;
  readonly organizationId?: string;
  /** Of the kind `host`. */
  readonly host?: HostCause;
}

/** What a failed attempt knows: the cause, and what decides on a retry. */
interface AttemptFacts extends FailureCause {
  /** True if the request, or a part of it, may have reached the API. */
  readonly sent: boolean;
  /** Milliseconds that the API, or the rate limiter, asks to wait. */
  readonly hintMs?: number;
}

/** How one attempt failed. Does not leave this folder: a call ends with an `ApiError`. */
export class AttemptFailure extends Error {
  static {
    // On the prototype: a spread of a failure is its facts and nothing else.
    this.prototype.name = 'AttemptFailure';
  }

  constructor(facts: AttemptFacts) {
    super(facts.reason ?? facts.kind);
    Object.assign(this, facts);
  }
}

/** The constructor assigns these. */
export interface AttemptFailure extends AttemptFacts {}

/** The cause of an attempt's failure, without what only decides on a retry. */
export function causeOf(failure: AttemptFailure): FailureCause {
  const { sent: _sent, hintMs: _hintMs, ...cause } = failure;
  return cause;
}

/** The name of an error: its other fields can hold the request, and with it the key. */
export const nameOfError = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** Errors of the connection pool that are not a broken or missing connection. */
const POOL_ERRORS: Readonly<Record<string, ApiErrorKind>> = {
  UND_ERR_INVALID_ARG: 'invalid_request',
  UND_ERR_DESTROYED: 'cancelled',
  UND_ERR_CLOSED: 'cancelled',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'protocol',
  HTTPParserError: 'protocol',
  // The parser's name for a connection that was closed within a response.
  HPE_INVALID_EOF_STATE: 'interrupted',
};

/** The failure for an error of the connection pool. Keeps its code or name only. */
export function failureOfPoolError(error: unknown, sent: boolean, status?: number): AttemptFailure {
  const { code, name } = error as { code?: unknown; name?: unknown };
  const known = POOL_ERRORS[String(code)] ?? POOL_ERRORS[String(name)];
  const kind = known ?? (sent ? 'interrupted' : 'unreachable');
  // The pool aborts nothing that it has not sent, but a proxy can refuse to connect.
  const reason =
    code === 'UND_ERR_ABORTED' && !sent ? 'the proxy of HTTPS_PROXY refused' : String(code ?? name);
  return new AttemptFailure({ kind, reason, sent, status });
}

/**
 * Converts what a rate limiter threw, the host's included.
 * @throws AttemptFailure, always.
 */
export function throwLimiterFailure(error: unknown): never {
  if (error instanceof RateLimitExceeded) {
    const { retryAfterMs: hintMs, reason } = error;
    throw new AttemptFailure({ kind: 'rate_limited', sent: false, hintMs, reason });
  }
  const reason = `the rate limiter threw ${nameOfError(error)}`;
  throw new AttemptFailure({ kind: 'host', sent: false, reason, host: new HostCause('limiter', error) });
}

/** The failure for anything that was thrown while an attempt was made. */
export function failureOfError(error: unknown, sent: boolean): AttemptFailure {
  if (error instanceof AttemptFailure) return error;
  const kind = sent ? 'protocol' : 'invalid_request';
  return new AttemptFailure({ kind, sent, reason: `unexpected ${nameOfError(error)}` });
}

/** A response whose status is not 2xx. */
interface FailedResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** The body as text. */
  readonly data: string;
}

/** The failure for a 3xx, 4xx or 5xx response, with the vendor's error envelope or without. */
export function failureOfResponse(
  { status, headers, data }: FailedResponse,
  key: SecretString,
  profile: WireProfile,
  now: number,
): AttemptFailure {
  const clean = (value: unknown): string | undefined => printable(value, key, profile.keyPattern);
  const given = profile.readIds(headers);
  const ids = { requestId: clean(given.requestId), organizationId: clean(given.organizationId) };
  if (status < 400) {
    const reason = 'the response is a redirect, which is not followed';
    return new AttemptFailure({ kind: 'protocol', sent: true, status, reason, ...ids });
  }
  const { type, code, message, requestId, details } = profile.readError(parsed(data));
  const shouldRetry = flag(headers[profile.shouldRetryHeader ?? '']);
  // A proxy or a page in front of the API says nothing of the key, the id or the input.
  const foreign = [type, code, message].every((one) => typeof one !== 'string');
  if (foreign && status < 500 && status !== 408 && status !== 429) {
    const reason = `the response with status ${status} does not come from the API`;
    return new AttemptFailure({ kind: 'protocol', sent: true, status, reason, shouldRetry, ...ids });
  }
  const limited = status === 429;
  return new AttemptFailure({
    kind: limited ? 'rate_limited' : 'answered',
    sent: true,
    status,
    requestId: ids.requestId ?? clean(requestId),
    organizationId: ids.organizationId,
    type: clean(type),
    code: clean(code),
    upstreamMessage: clean(message),
    details: boundedDetails(details, clean),
    ...(foreign ? { reason: `the response with status ${status} does not come from the API` } : {}),
    shouldRetry,
    hintMs: hintedDelay(headers, now, limited ? profile.resetHeader : undefined),
  });
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const flag = (value: unknown): boolean | undefined =>
  value === 'true' ? true : value === 'false' ? false : undefined;

const LONGEST_TEXT = 2_000;
// eslint-disable-next-line no-control-regex -- a line break or an escape code in a message could forge a log line
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

/** A text of the API as it can stand in messages and logs: without keys and control characters, and of limited length. */
function printable(value: unknown, secret: SecretString, pattern: RegExp): string | undefined {
  if (typeof value !== 'string') return undefined;
  const shown = redactKeys(value, { pattern, secret }).replace(CONTROL, ' ').slice(0, LONGEST_TEXT);
  // A cut may leave half a character.
  return shown.replace(/\p{Surrogate}/gu, '\ufffd');
}

const MOST_DETAILS = 20;
const LONGEST_DETAILS = 4_000;
const DEEPEST_DETAILS = 3;

/** The details of an error as they can stand in an outcome; undefined for none. */
function boundedDetails(
  details: unknown,
  clean: (text: unknown) => string | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return undefined;
  let left = LONGEST_DETAILS;
  const briefly = (text: unknown): string | undefined => {
    const cleaned = left > 0 ? clean(text)?.slice(0, left) : undefined;
    left -= cleaned?.length ?? 0;
    return cleaned;
  };
  return bounded(details, briefly, DEEPEST_DETAILS) as Readonly<Record<string, unknown>>;
}

function bounded(value: unknown, clean: (text: unknown) => string | undefined, depth: number): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return undefined;
  if (Array.isArray(value)) return value.slice(0, MOST_DETAILS).map((one) => bounded(one, clean, depth - 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_DETAILS)
      .map(([name, one]) => [clean(name), bounded(one, clean, depth - 1)] as const)
      .filter(([name]) => name !== undefined),
  );
}
