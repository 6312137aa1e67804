import type { OutcomeError, OutcomeMeta, Blame, ErrorCode } from 'anthropic-admin-connector';

/** The media type of problems. */
export const PROBLEM_TYPE = 'application/problem+json';

/** The error inside a problem: the one of an outcome, or one of the same form. */
export type ProblemError = Omit<OutcomeError, 'code'> & { readonly code: ProblemCode };

/** The available part of an outcome's meta; a request that never reached a connector has only an id. */
export type ProblemMeta = Pick<OutcomeMeta, 'requestId'> & Partial<OutcomeMeta>;

/** The body of an `application/problem+json` response (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Identifies this occurrence; the path of the request is not repeated, because it may contain anything. */
  readonly instance: string;
  readonly code: ProblemCode;
  readonly error: ProblemError;
  readonly meta: ProblemMeta;
}

/** Creates a problem; `status` overrides the default of the code. */
export function problemOf(error: ProblemError, meta: ProblemMeta, status?: number): Problem {
  const kind = problemKindOf(error.code);
  return {
    type: `urn:anthropic-admin-platform:problem:${error.code}`,
    title: kind.title,
    status: status ?? kind.status,
    detail: error.message,
    instance: `urn:anthropic-admin-platform:request:${meta.requestId}`,
    code: error.code,
    error,
    meta,
  };
}

/** The HTTP form of one code. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** The HTTP form of every error code of a connector. */
export const CONNECTOR_PROBLEMS: Readonly<Record<ErrorCode, ProblemKind>> = {
  unknown_action: { status: 404, title: 'Unknown action' },
  action_disabled: { status: 403, title: 'Action switched off' },
  invalid_input: { status: 422, title: 'Invalid input' },
  limited_operation: { status: 409, title: 'Not offered by the API' },
  policy_denied: { status: 403, title: 'Denied by a policy' },
  approval_required: { status: 202, title: 'Approval required' },
  plan_outdated: { status: 409, title: 'Approved plan outdated' },
  key_use_refused: { status: 403, title: 'Key not to be used for this' },
  credential_missing: { status: 424, title: 'No connection' },
  credential_pending: { status: 424, title: 'Connection not checked yet' },
  credential_rejected: { status: 424, title: 'Admin key refused' },
  credential_forbidden: { status: 403, title: 'Admin key lacks this permission' },
  identity_changed: { status: 424, title: 'Response of another organization' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Conflict' },
  rate_limited: { status: 429, title: 'Rate limited' },
  upstream_invalid_request: { status: 422, title: 'Refused by the API' },
  upstream_unavailable: { status: 502, title: 'API out of reach' },
  upstream_protocol: { status: 502, title: 'Unreadable answer of the API' },
  timeout: { status: 504, title: 'Timed out' },
  cancelled: { status: 499, title: 'Cancelled by the client' },
  change_incomplete: { status: 409, title: 'Change incomplete' },
  outcome_unknown: { status: 502, title: 'Outcome unknown' },
  idempotency_conflict: { status: 409, title: 'Idempotency key in use' },
  host_failed: { status: 503, title: 'Part of the platform failed' },
  internal: { status: 500, title: 'Internal error' },
};

/** If only the value of a field is not available, the input has to change. */
export const LIMITED_FIELD_STATUS = 422;

/** The HTTP form of the platform's own refusals, before a connector is called. */
export const PLATFORM_PROBLEMS = {
  unauthenticated: { status: 401, title: 'Not signed in', blame: 'caller' },
  sign_in_refused: { status: 401, title: 'Sign-in refused', blame: 'caller' },
  csrf_refused: { status: 403, title: 'Request not sent by the page', blame: 'caller' },
  permission_missing: { status: 403, title: 'Without the permission', blame: 'caller' },
  insufficient_scope: { status: 403, title: 'Token without the scope', blame: 'caller' },
  tenant_disabled: { status: 403, title: 'Tenant disabled', blame: 'configuration' },
  untrusted_source: { status: 403, title: 'Host or origin not trusted', blame: 'caller' },
  unknown_route: { status: 404, title: 'Unknown route', blame: 'caller' },
  unknown_connector: { status: 404, title: 'Unknown connector', blame: 'caller' },
  malformed_request: { status: 400, title: 'Malformed request', blame: 'caller' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type', blame: 'caller' },
  payload_too_large: { status: 413, title: 'Body too large', blame: 'caller' },
  throttled: { status: 429, title: 'Too many requests', blame: 'caller' },
  unavailable: { status: 503, title: 'Temporarily unavailable', blame: 'host' },
} as const satisfies Readonly<Record<string, ProblemKind & { readonly blame: Blame }>>;

/** Every code of a problem. */
export type ProblemCode = ErrorCode | keyof typeof PLATFORM_PROBLEMS;

/** The HTTP form of a code. */
export const problemKindOf = (code: ProblemCode): ProblemKind =>
  code in PLATFORM_PROBLEMS
    ? PLATFORM_PROBLEMS[code as keyof typeof PLATFORM_PROBLEMS]
    : CONNECTOR_PROBLEMS[code as ErrorCode];
