/** What went wrong, in the one word that decides what a caller can do about it. */
export type AdminApiErrorKind =
  /** The API said no: a 4xx or 5xx, with its envelope or without. */
  | 'answered'
  /** A 429, or the limiter cannot serve the call before its deadline. */
  | 'rate_limited'
  /** No connection: the request provably never left. */
  | 'unreachable'
  /** The connection broke after the request was sent. */
  | 'interrupted'
  | 'timeout'
  | 'cancelled'
  /** An answer that cannot be used: not JSON, cut off, too large, a redirect. */
  | 'protocol'
  /** Refused before sending: an unsafe path or a body that is no JSON. */
  | 'invalid_request';

/** Everything that an `AdminApiError` knows, as plain data. */
export interface AdminApiFailure {
  readonly kind: AdminApiErrorKind;
  readonly method: string;
  /** Without the query string, which may hold personal data. */
  readonly path: string;
  /** A few words of ours, for failures that the API did not describe. */
  readonly reason?: string;
  readonly status?: number;
  /** The API's `error.type`. */
  readonly type?: string;
  /** The API's `error.details.error_code`. */
  readonly code?: string;
  /** The API's `error.message`, without anything that looks like a key. */
  readonly upstreamMessage?: string;
  readonly requestId?: string;
  readonly organizationId?: string;
  /** Requests that went out. */
  readonly attempts: number;
  /** Milliseconds spent in the limiter's queue and between attempts. */
  readonly waitedMs: number;
  /** True when a write may have taken effect all the same. */
  readonly inDoubt: boolean;
  /** True when the same call may succeed later and repeating it does no harm. */
  readonly retryable: boolean;
  /** Milliseconds to wait before repeating the call. */
  readonly retryAfterMs?: number;
}

const messageOf = (failure: AdminApiFailure): string => {
  const what = [failure.status, failure.type ?? (failure.status === undefined ? failure.kind : undefined)];
  const request = failure.requestId === undefined ? '' : ` (request ${failure.requestId})`;
  const why = failure.upstreamMessage ?? failure.reason;
  return `${what.filter((word) => word !== undefined).join(' ')}: ${failure.method} ${failure.path}${request}${
    why === undefined ? '' : `: ${why}`
  }`;
};

/**
 * The only error that leaves this folder. It never holds the key, a header, a query string, or the error of a
 * library (as `cause` or otherwise), because those do hold them.
 */
export class AdminApiError extends Error implements AdminApiFailure {
  override readonly name = 'AdminApiError';
  readonly kind: AdminApiErrorKind;
  readonly method: string;
  readonly path: string;
  readonly reason?: string;
  readonly status?: number;
  readonly type?: string;
  readonly code?: string;
  readonly upstreamMessage?: string;
  readonly requestId?: string;
  readonly organizationId?: string;
  readonly attempts: number;
  readonly waitedMs: number;
  readonly inDoubt: boolean;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;

  constructor(failure: AdminApiFailure) {
    super(messageOf(failure));
    this.kind = failure.kind;
    this.method = failure.method;
    this.path = failure.path;
    this.reason = failure.reason;
    this.status = failure.status;
    this.type = failure.type;
    this.code = failure.code;
    this.upstreamMessage = failure.upstreamMessage;
    this.requestId = failure.requestId;
    this.organizationId = failure.organizationId;
    this.attempts = failure.attempts;
    this.waitedMs = failure.waitedMs;
    this.inDoubt = failure.inDoubt;
    this.retryable = failure.retryable;
    this.retryAfterMs = failure.retryAfterMs;
  }
}
