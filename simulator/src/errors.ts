/** What an error answer may carry beside its message; `error_code` is the stable part. */
export interface ErrorDetails {
  readonly error_code: string;
  readonly [key: string]: unknown;
}

/** The only kind of failure that reaches a client as an error envelope (ADMIN_API.md, "Errors"). */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
    readonly details?: ErrorDetails,
    readonly headers: Readonly<Record<string, string>> = {},
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

/** Gives the `error.type` that the contract ties to a status; `api_error` for any other 5xx. */
export function errorTypeOf(status: number): string {
  return TYPE_OF_STATUS[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
}

function failure(status: number, message: string, code?: string, extra: object = {}): ApiError {
  const details = code === undefined ? undefined : { error_code: code, ...extra };
  return new ApiError(status, errorTypeOf(status), message, details);
}

/** A 400: the request itself is wrong. */
export const invalid = (message: string, code?: string, extra?: object): ApiError =>
  failure(400, message, code, extra);

/** A 401: no key, an unknown one, or one that has ended. */
export const unauthenticated = (message: string): ApiError => failure(401, message);

/** A 403: the key is known and may not do this. */
export const forbidden = (message: string, code?: string): ApiError => failure(403, message, code);

/** A 404 that names what was looked for. */
export const notFound = (what: string): ApiError => failure(404, `${what} not found.`);

/** A 409: the request clashes with the present state. */
export const conflict = (message: string, code?: string): ApiError => failure(409, message, code);

/** A 405 that tells which methods the path knows. */
export function methodNotAllowed(allowed: readonly string[]): ApiError {
  return new ApiError(405, errorTypeOf(405), 'Method not allowed.', undefined, { allow: allowed.join(', ') });
}

/** A 413: the body is larger than the API reads. */
export const tooLarge = (limit: number): ApiError =>
  failure(413, `Request body exceeds the maximum of ${limit} bytes.`);

/** A 429, with `retry-after` or the other headers that go with it. */
export function rateLimited(message: string, headers: Readonly<Record<string, string>>): ApiError {
  return new ApiError(429, errorTypeOf(429), message, undefined, headers);
}

/** The body of an error answer, exactly as on the wire. */
export function errorBody(error: ApiError, requestId: string): object {
  const { type, message, details } = error;
  return {
    type: 'error',
    error: details ? { type, message, details } : { type, message },
    request_id: requestId,
  };
}
