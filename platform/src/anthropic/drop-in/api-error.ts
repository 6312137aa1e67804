import {
  ERROR_CODES,
  inNames,
  lossOf,
  type ErrorCode,
  type NameOf,
  type ReadyAction,
} from 'anthropic-admin-connector';
import { problemKindOf } from '../../problems/problem.js';
import type { ProblemError } from '../../problems/problem.js';
import type { Operation } from './operation.js';
import { readyRequest, requestAsText } from './ready-request.js';

/** The API's `error.type` by status; any other status below 500 is an invalid request. */
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
const errorTypeOf = (status: number): string =>
  TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');

/**
 * The API's status by error code of a connector. A key that Anthropic rejects is never a 401: the client's own token is
 * valid, and it must not be asked to sign in again.
 */
const API_STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  limited_operation: 400,
  upstream_invalid_request: 400,
  action_disabled: 403,
  policy_denied: 403,
  approval_required: 403,
  // Not 409: the official SDKs repeat that by themselves.
  plan_outdated: 403,
  key_use_refused: 403,
  credential_missing: 403,
  // The client's own token is good, and the same request may succeed once the key is checked.
  credential_pending: 503,
  credential_rejected: 403,
  credential_forbidden: 403,
  identity_changed: 403,
  unknown_action: 404,
  not_found: 404,
  conflict: 409,
  idempotency_conflict: 409,
  change_incomplete: 409,
  rate_limited: 429,
  cancelled: 499,
  internal: 500,
  upstream_protocol: 502,
  outcome_unknown: 502,
  upstream_unavailable: 503,
  host_failed: 503,
  timeout: 504,
};

/** The codes for which the API's own error is passed on: its status, type, code and message. */
const PASSED_ON: ReadonlySet<string> = new Set<ErrorCode>([
  'upstream_invalid_request',
  'credential_forbidden',
  'not_found',
  'conflict',
  'change_incomplete',
  'rate_limited',
  'upstream_unavailable',
  'timeout',
]);

/** A failure in the error format of the API. */
export interface ApiError {
  readonly status: number;
  readonly error: {
    readonly type: string;
    readonly message: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
}

/** Finds the operation of an action. */
export type FindOperation = (actionId: string) => Operation | undefined;

/** Names actions by the method and path of their request. */
const requestNames =
  (find: FindOperation): NameOf =>
  (actionId) => {
    const operation = find(actionId);
    return operation ? `${operation.method} ${operation.path}` : actionId;
  };

/** Converts a failure to the error format of the API; `status` overrides the default of its code. */
export function apiErrorOf(given: ProblemError, find: FindOperation, status?: number): ApiError {
  const error = inNames(given, requestNames(find));
  if (error.limitation) return limited(error, error.limitation, find);
  if (PASSED_ON.has(error.code) && error.upstream?.status !== undefined)
    return passedOn(error, error.upstream);
  const { issues, effect, approval } = error;
  const next = requestOf(error.next, find);
  // This fix shows an example input of the action, but a client of the API sends a request.
  const fix = error.code === 'invalid_input' ? undefined : error.fix;
  const message = sentences(error.message, fix, next && asRequest(next, fix));
  const details = {
    error_code: errorCodeOf(error.code),
    ...(effect === 'none' ? {} : { effect }),
    ...(issues && { issues }),
    ...(approval && { approval }),
    ...(next && { next }),
  };
  return inForm(status ?? statusOf(error.code), message, details);
}

function limited(
  { message }: ProblemError,
  { id, workaround, reference, credential, alternative }: NonNullable<ProblemError['limitation']>,
  find: FindOperation,
): ApiError {
  const instead = requestOf(alternative, find);
  const loses = alternative?.loses;
  const loss = instead && alternative && lossOf(alternative);
  const details = {
    error_code: `connector_${id}`,
    reference,
    ...(instead && { alternative: { ...instead, ...(loses && { loses }) } }),
  };
  return inForm(
    credential ? API_STATUS.credential_forbidden : API_STATUS.limited_operation,
    sentences(message, workaround, instead && `Send instead: ${requestAsText(instead)}`, loss && `(${loss})`),
    { ...details, ...(credential && { credential }) },
  );
}

function passedOn(error: ProblemError, said: NonNullable<ProblemError['upstream']>): ApiError {
  const { status = statusOf(error.code), type, code, message = error.message, details } = said;
  return {
    status,
    error: {
      type: type ?? errorTypeOf(status),
      message,
      ...(code === undefined && !details ? {} : { details: { error_code: code, ...details } }),
    },
  };
}

const inForm = (status: number, message: string, details: Readonly<Record<string, unknown>>): ApiError => ({
  status,
  error: { type: errorTypeOf(status), message, details },
});

const statusOf = (code: ProblemError['code']): number =>
  code in API_STATUS ? API_STATUS[code as keyof typeof API_STATUS] : problemKindOf(code).status;

const errorCodeOf = (code: ProblemError['code']): string =>
  `${code in ERROR_CODES ? 'connector' : 'platform'}_${code}`;

function requestOf(
  action: ReadyAction | undefined,
  find: FindOperation,
): ReturnType<typeof readyRequest> | undefined {
  const operation = action && find(action.actionId);
  return operation && readyRequest(operation, action);
}

/** The request that a fix speaks of, whole; one without query and body is in the fix already. */
const asRequest = (next: ReturnType<typeof readyRequest>, fix = ''): string | undefined => {
  const text = requestAsText(next);
  return fix.includes(text) ? undefined : `As a request: ${text}`;
};

const sentences = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' ');
