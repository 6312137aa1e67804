import type { ApiRequest, ApiResponse } from './api-request.js';
import type { FailureCause } from './attempt-failure.js';
import { consequenceOf, type Consequence } from './effects.js';

/** Everything that an `ApiError` knows, as plain data. */
export interface ApiFailure extends FailureCause, Consequence {
  readonly method: string;
  /** Without the query string, which may contain personal data. */
  readonly path: string;
  /** Number of requests sent. */
  readonly attempts: number;
  /** Milliseconds spent waiting for the rate limiter and between attempts. */
  readonly waitedMs: number;
  /** True if the last request, or a part of it, may have reached the API. */
  readonly sent: boolean;
  /** True if nothing is known of a write: there is no response that says what became of it. */
  readonly inDoubt: boolean;
  /** True if the same call may succeed later and repeating it is harmless. */
  readonly retryable: boolean;
  /** Milliseconds to wait before repeating the call. */
  readonly retryAfterMs?: number;
}

/**
 * The error of a call, and the only error that leaves this folder. It never contains the key, a header, a query string, or
 * an error of a library (as `cause` or otherwise), because those contain them; what a port of the host threw is out of reach
 * but for `host.thrown()`.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(failure: ApiFailure) {
    super(messageOf(failure));
    Object.assign(this, failure);
  }
}

/** The constructor assigns these. */
export interface ApiError extends ApiFailure {}

/** The error for a 2xx response that does not come from the API. */
export function foreignResponse(request: ApiRequest, response: ApiResponse): ApiError {
  const { method, path, route = path } = request;
  const { status, attempts, waitedMs } = response;
  const failure = {
    kind: 'protocol' as const,
    sent: true,
    status,
    reason: 'the response does not come from the API',
  };
  const consequence = consequenceOf(failure, request);
  const inDoubt = consequence.effect === 'unknown';
  const call = { method, path: route, attempts, waitedMs, inDoubt, retryable: false };
  return new ApiError({ ...failure, ...call, ...consequence });
}

function messageOf(failure: ApiFailure): string {
  const { kind, method, path, reason, requestId, status, type, upstreamMessage } = failure;
  const what = [status, type ?? (status === undefined ? kind : undefined)];
  const request = requestId === undefined ? '' : ` (request ${requestId})`;
  const why = upstreamMessage ?? reason;
  return `${what.filter((word) => word !== undefined).join(' ')}: ${method} ${path}${request}${
    why === undefined ? '' : `: ${why}`
  }`;
}
