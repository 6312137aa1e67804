import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '../kit/engine/error-codes.js';
import {
  inNames,
  type Failure,
  type Outcome,
  type OutcomeError,
  type OutcomeMeta,
} from '../kit/engine/outcome.js';

/** The media type of problems (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** The HTTP status of each error code. */
export const OUTCOME_STATUS: Readonly<Record<ErrorCode, number>> = {
  unknown_action: 404,
  action_disabled: 403,
  invalid_input: 422,
  limited_operation: 409,
  policy_denied: 403,
  // Not 202: a client that looks at the status alone would take the action for done.
  approval_required: 403,
  plan_outdated: 409,
  key_use_refused: 403,
  credential_missing: 424,
  credential_pending: 424,
  credential_rejected: 424,
  credential_forbidden: 403,
  identity_changed: 424,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  upstream_invalid_request: 422,
  upstream_unavailable: 502,
  upstream_protocol: 502,
  timeout: 504,
  // As nginx logs a client that has gone.
  cancelled: 499,
  // Not 502: clients and proxies repeat that.
  change_incomplete: 409,
  outcome_unknown: 502,
  idempotency_conflict: 409,
  host_failed: 503,
  internal: 500,
};

/** A failed invocation as the body of an HTTP response (RFC 9457). */
export interface OutcomeProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ErrorCode;
  readonly error: Omit<OutcomeError, 'parts'>;
  readonly meta: OutcomeMeta;
}

/** A failed invocation as an exception of Nest: with its status, and a problem as its body. */
export class OutcomeException extends HttpException {
  readonly error: OutcomeError;

  constructor(readonly outcome: Failure) {
    const problem = problemOf(outcome);
    super(problem, problem.status, { description: problem.title });
    this.error = outcome.error;
    this.message = `${outcome.error.code}: ${outcome.error.message}`;
  }
}

/**
 * The data of an outcome.
 * @throws OutcomeException for a failed one.
 *
 * @example
 * const { data } = unwrap(await connector.invoke('users_list', {}, { tenantId: 'acme' }));
 */
export function unwrap<Data>(outcome: Outcome<Data>): Data {
  if (outcome.ok) return outcome.data;
  throw new OutcomeException(outcome);
}

function problemOf({ error, meta }: Failure): OutcomeProblem {
  const { code, message } = error;
  const words = code.replaceAll('_', ' ');
  return {
    type: `urn:anthropic-admin-connector:problem:${code}`,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    status: OUTCOME_STATUS[code],
    detail: message,
    instance: `urn:anthropic-admin-connector:request:${meta.requestId}`,
    code,
    error: inNames(error, (actionId) => actionId),
    meta,
  };
}
