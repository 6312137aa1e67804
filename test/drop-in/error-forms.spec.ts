import { readFileSync } from 'node:fs';
import { ERROR_CODES, mayResend, type ErrorCode, type OutcomeError } from 'anthropic-admin-connector';
import { apiErrorOf } from '../../platform/src/anthropic/drop-in/api-error.js';
import { PLATFORM_PROBLEMS, type ProblemCode } from '../../platform/src/problems/problem.js';
import { PlatformError } from '../../platform/src/problems/platform-error.js';

const FORMS: Record<ErrorCode, [status: number, type: string]> = {
  unknown_action: [404, 'not_found_error'],
  action_disabled: [403, 'permission_error'],
  invalid_input: [400, 'invalid_request_error'],
  limited_operation: [400, 'invalid_request_error'],
  policy_denied: [403, 'permission_error'],
  approval_required: [403, 'permission_error'],
  plan_outdated: [403, 'permission_error'],
  key_use_refused: [403, 'permission_error'],
  credential_missing: [403, 'permission_error'],
  credential_pending: [503, 'api_error'],
  identity_changed: [403, 'permission_error'],
  credential_rejected: [403, 'permission_error'],
  credential_forbidden: [403, 'permission_error'],
  not_found: [404, 'not_found_error'],
  conflict: [409, 'conflict_error'],
  rate_limited: [429, 'rate_limit_error'],
  upstream_invalid_request: [400, 'invalid_request_error'],
  upstream_unavailable: [503, 'api_error'],
  upstream_protocol: [502, 'api_error'],
  timeout: [504, 'timeout_error'],
  cancelled: [499, 'invalid_request_error'],
  change_incomplete: [409, 'conflict_error'],
  outcome_unknown: [502, 'api_error'],
  idempotency_conflict: [409, 'conflict_error'],
  host_failed: [503, 'api_error'],
  internal: [500, 'api_error'],
};

const failure = (code: ErrorCode, more: Partial<OutcomeError> = {}): OutcomeError => ({
  code,
  blame: ERROR_CODES[code].blame,
  message: 'It failed.',
  fix: 'Mend it.',
  effect: 'none',
  retry: { allowed: mayResend(ERROR_CODES[code].resend), resend: ERROR_CODES[code].resend },
  ...more,
});

const nowhere = (): undefined => undefined;

it.each(Object.entries(FORMS) as [ErrorCode, [number, string]][])(
  'tells %s with its status, type, code and words',
  (code, [status, type]) => {
    const message = code === 'invalid_input' ? 'It failed.' : 'It failed. Mend it.';

    expect(apiErrorOf(failure(code), nowhere)).toEqual({
      status,
      error: { type, message, details: { error_code: `connector_${code}` } },
    });
  },
);

it('knows every code of the connector', () => {
  expect(Object.keys(FORMS).sort()).toEqual(Object.keys(ERROR_CODES).sort());
});

it.each(Object.entries(PLATFORM_PROBLEMS))(
  'tells %s of the platform with its own status',
  (code, { status }) => {
    const error = new PlatformError(code as ProblemCode, { message: 'It failed.' }).toError();

    expect(apiErrorOf(error, nowhere)).toMatchObject({
      status,
      error: { message: 'It failed.', details: { error_code: `platform_${code}` } },
    });
  },
);

it.each([
  ['upstream_invalid_request', 402, 'billing_error'],
  ['upstream_invalid_request', 413, 'request_too_large'],
  ['upstream_unavailable', 529, 'overloaded_error'],
  ['not_found', 404, 'not_found_error'],
] as const)('passes a %s on as the API answered it', (code, status, type) => {
  const upstream = { status, type, code: 'some_code', message: 'Its own words.', requestId: 'req_1' };

  expect(apiErrorOf(failure(code, { upstream }), nowhere)).toEqual({
    status,
    error: { type, message: 'Its own words.', details: { error_code: 'some_code' } },
  });
});

it('passes an answer without an envelope on with the type of its status', () => {
  expect(apiErrorOf(failure('upstream_unavailable', { upstream: { status: 500 } }), nowhere)).toEqual({
    status: 500,
    error: { type: 'api_error', message: 'It failed.' },
  });
});

it('never passes a 401 of the API on', () => {
  const upstream = { status: 401, type: 'authentication_error', message: 'API key is invalid.' };

  expect(apiErrorOf(failure('credential_rejected', { upstream }), nowhere)).toMatchObject({
    status: 403,
    error: { type: 'permission_error' },
  });
});

describe('the page on the drop-in endpoint', () => {
  const page = readFileSync(new URL('../../docs/drop-in.md', import.meta.url), 'utf8');
  /** Codes of routes that are not the drop-in endpoint's. */
  const elsewhere = [
    ...['sign_in_refused', 'csrf_refused', 'insufficient_scope', 'untrusted_source', 'unknown_connector'],
    // A path leads to an action or to a 404, a limitation has a code of its own, and no client is there to be answered.
    ...['unknown_action', 'limited_operation', 'cancelled'],
    // The API's own error is passed on.
    ...['credential_forbidden', 'not_found', 'conflict', 'upstream_invalid_request'],
  ];

  it('has every code', () => {
    const codes = [
      ...Object.keys(PLATFORM_PROBLEMS).map((code) => `platform_${code}`),
      ...Object.keys(ERROR_CODES).map((code) => `connector_${code}`),
    ].filter((code) => !elsewhere.includes(code.replace(/^[a-z]+_/, '')));

    const told = (code: string): boolean =>
      page.includes(`\`${code}\``) || page.includes(`\`${code.replace(/^[a-z]+/, '')}\``);
    expect(codes.filter((code) => !told(code))).toEqual([]);
  });
});
