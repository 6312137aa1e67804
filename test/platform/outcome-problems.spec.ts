import { ERROR_CODES, mayResend, type ErrorCode } from 'anthropic-admin-connector';
import { CONNECTOR_PROBLEMS } from '../../platform/src/problems/problem.js';
import { bootPlatform, REQUEST_ID, type Answer, type BootedPlatform } from './support/boot-platform.js';
import { problem } from './support/problems.js';
import { ScriptedConnectorModule } from './support/scripted-connector.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform({ modules: [ScriptedConnectorModule] });
});
afterAll(() => platform.close());

const invoke = (action: string, input: object = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  platform.call(`//v1/connectors/scripted/actions/${action}/invoke`, {
    method: 'POST',
    body: { input },
    headers,
  });

/** As the design has it. */
const STATUSES: Record<ErrorCode, number> = {
  invalid_input: 422,
  unknown_action: 404,
  not_found: 404,
  limited_operation: 409,
  action_disabled: 403,
  policy_denied: 403,
  credential_forbidden: 403,
  approval_required: 202,
  plan_outdated: 409,
  key_use_refused: 403,
  credential_missing: 424,
  credential_pending: 424,
  identity_changed: 424,
  credential_rejected: 424,
  conflict: 409,
  idempotency_conflict: 409,
  rate_limited: 429,
  upstream_invalid_request: 422,
  upstream_unavailable: 502,
  upstream_protocol: 502,
  change_incomplete: 409,
  outcome_unknown: 502,
  timeout: 504,
  cancelled: 499,
  host_failed: 503,
  internal: 500,
};

it.each(Object.entries(STATUSES) as [ErrorCode, number][])('answers %s with %d', async (code, expected) => {
  const { status, headers, body } = await invoke(code);

  const { blame, resend } = ERROR_CODES[code];
  const retry = { allowed: mayResend(resend), resend };
  const error = { code, blame, message: `${code} happened`, effect: 'none', retry };
  expect(status).toBe(expected);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('retry-after')).toBe({ rate_limited: '60', host_failed: '5' }[code as string] ?? null);
  expect(body).toEqual(
    problem(expected, CONNECTOR_PROBLEMS[code].title, error, { durationMs: 1, attempts: 0 }),
  );
});

it.each([
  [0, '0'],
  [1, '1'],
  [1000, '1'],
  [1001, '2'],
])('rounds a wait of %d ms up to %s s', async (afterMs, seconds) => {
  const { headers } = await invoke('rate_limited', { afterMs });

  expect(headers.get('retry-after')).toBe(seconds);
});

it('finds a second connector by its mark', async () => {
  const { body } = await platform.call('//health');

  expect(body).toEqual({ status: 'ok', connectors: ['anthropic', 'scripted'] });
});

it('hands the connector everything that the request says', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const headers = { traceparent, 'idempotency-key': 'k-1', 'x-request-timeout-ms': '5000' };
  const before = Date.now();

  const { body } = await invoke('echo', { a: 1 }, headers);

  const { data } = body as { data: { context: { deadline: number } } };
  expect(data).toEqual({
    input: { a: 1 },
    context: {
      tenantId: 'acme',
      actor: { id: 'ada', type: 'user' },
      requestId: REQUEST_ID,
      traceparent,
      idempotencyKey: 'k-1',
      deadline: expect.any(Number),
      signal: {},
      caller: expect.objectContaining({ door: 'rest' }),
    },
  });
  expect(data.context.deadline - before).toBeGreaterThanOrEqual(5000);
});

it('drops a traceparent that cannot be read', async () => {
  const { body } = await invoke(
    'echo',
    {},
    { traceparent: '00-00000000000000000000000000000000-b7ad6b7169203331-01' },
  );

  expect((body as { data: { context: object } }).data.context).not.toHaveProperty('traceparent');
});

it('answers a bug with 500 and a request id, and tells nothing of it', async () => {
  const { status, body } = await invoke('throw', { secret: 'sk-ant-admin01-secret' });

  expect(status).toBe(500);
  expect(body).toEqual(
    problem(500, 'Internal error', {
      code: 'internal',
      blame: 'connector',
      message: 'Unexpected error in the platform.',
      fix: `Report it with the request id ${REQUEST_ID}; the log of the platform has the cause.`,
      retry: { allowed: false },
    }),
  );
});
