import type { ErrorCode } from 'anthropic-admin-connector';

/** The `error.type` that the API gives a status; any other below 500 is a request that is wrong. */
const TYPES: Readonly<Record<number, string>> = {
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

/** The `error.type` of a status. */
export const errorTypeOf = (status: number): string =>
  TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');

/**
 * The API's status for every error code of a connector. A key that Anthropic refuses is never a 401: the client's own
 * token is good, and it must not be told to log in.
 */
export const API_STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  limited_operation: 400,
  upstream_invalid_request: 400,
  action_disabled: 403,
  policy_denied: 403,
  approval_required: 403,
  credential_missing: 403,
  credential_rejected: 403,
  credential_forbidden: 403,
  unknown_action: 404,
  not_found: 404,
  conflict: 409,
  idempotency_conflict: 409,
  rate_limited: 429,
  cancelled: 499,
  internal: 500,
  upstream_protocol: 502,
  outcome_unknown: 502,
  upstream_unavailable: 503,
  timeout: 504,
};

/** The codes under which the API's own answer is passed on: its status, type, code and words. */
export const PASSED_ON: ReadonlySet<string> = new Set<ErrorCode>([
  'upstream_invalid_request',
  'credential_forbidden',
  'not_found',
  'conflict',
  'rate_limited',
  'upstream_unavailable',
  'timeout',
]);
