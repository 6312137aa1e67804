/** The optional details of an error response; `error_code` is the stable one. */
export interface ErrorDetails {
  readonly error_code: string;
  readonly [key: string]: unknown;
}

/** An error that clients receive as an error envelope (ADMIN_API.md, "Errors"). */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
    readonly details?: ErrorDetails,
    readonly headers: Readonly<Record<string, string>> = {},
    /** What was changed all the same. */
    readonly effect: 'none' | 'partial' = 'none',
  ) {
    super(message);
  }
}

const TYPE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** The `error.type` of a status in the contract; `api_error` for any other 5xx. */
export function errorTypeOf(status: number): string {
  return TYPE_OF_STATUS[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
}

function failure(status: number, message: string, code?: string, extra: object = {}): ApiError {
  const details = code === undefined ? undefined : { error_code: code, ...extra };
  return new ApiError(status, errorTypeOf(status), message, details);
}

/** A 400: the request is invalid. */
export const invalid = (message: string, code?: string, extra?: object): ApiError =>
  failure(400, message, code, extra);

/** The same error of a request that has begun to change something. */
export const havingBegun = ({ status, type, message, details, headers }: ApiError): ApiError =>
  new ApiError(status, type, message, details, headers, 'partial');

/** A 401: the key is missing, unknown, revoked or expired. */
export const unauthenticated = (message: string): ApiError => failure(401, message);

/** A 403: the key is valid but not permitted to do this. */
export const forbidden = (message: string, code?: string): ApiError => failure(403, message, code);

/** A 404 that names the missing resource. */
export const notFound = (what: string): ApiError => failure(404, `${what} not found.`);

/** A 409 that stays: the request conflicts with the current state. */
export function conflict(message: string, code?: string): ApiError {
  const { status, type, details } = failure(409, message, code);
  return new ApiError(status, type, message, details, { 'x-should-retry': 'false' });
}

/** A 503: nothing was done; `retry-after` is in seconds. */
export function unavailable(message: string, code: string, retryAfter: string): ApiError {
  return new ApiError(503, errorTypeOf(503), message, { error_code: code }, { 'retry-after': retryAfter });
}

/** A 405 that lists the allowed methods. */
export function methodNotAllowed(allowed: readonly string[]): ApiError {
  return new ApiError(405, errorTypeOf(405), 'Method not allowed.', undefined, { allow: allowed.join(', ') });
}

/** A 413: the request body exceeds the limit. */
export const tooLarge = (limit: number): ApiError =>
  failure(413, `Request body exceeds the maximum of ${limit} bytes.`);

/** A 429, with `retry-after` or other rate-limit headers. */
export function rateLimited(message: string, headers: Readonly<Record<string, string>>): ApiError {
  return new ApiError(429, errorTypeOf(429), message, undefined, headers);
}

/** The body of an error response. */
export function errorBody(error: ApiError, requestId: string | null): object {
  const { type, message, details } = error;
  return {
    type: 'error',
    error: details ? { type, message, details } : { type, message },
    request_id: requestId,
  };
}
