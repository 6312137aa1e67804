import { DEMO_ORGANIZATION_ID } from 'anthropic-admin-simulator';
import { bootPlatform, type BootedPlatform } from './support/boot-platform.js';
import { attempted, problem } from './support/problems.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
  await platform.connect();
});
beforeEach(() => platform.simulator.reset());
afterAll(() => platform.close());

const invoke = (action: string, body: object, headers: Record<string, string> = {}) =>
  platform.call(`/actions/${action}/invoke`, { method: 'POST', body, headers });

const asked = (): string[] =>
  platform.simulator.journal.entries().map(({ method, path }) => `${method} ${path}`);

it('answers a success with the outcome as it is', async () => {
  const { status, headers, body } = await invoke('organization_get', { connection: 'default', input: {} });

  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(body).toEqual({
    ok: true,
    actionId: 'organization_get',
    data: { id: DEMO_ORGANIZATION_ID, type: 'organization', name: 'Acme Robotics' },
    meta: {
      requestId: 'test-request',
      durationMs: expect.any(Number),
      attempts: 1,
      upstreamRequestId: expect.stringMatching(/^req_/),
      organizationId: DEMO_ORGANIZATION_ID,
    },
  });
});

it('takes the connection "default" and an empty input where neither is given', async () => {
  const { status, body } = await invoke('users_list', {});

  expect(status).toBe(200);
  expect(body).toMatchObject({ ok: true, page: { hasMore: true, next: { after_id: expect.any(String) } } });
});

it('reads a list to its end, or as far as it may', async () => {
  const whole = await invoke('users_list', { all: true });
  const cut = await invoke('users_list', { all: true, max_pages: 1, input: { limit: 5 } });

  expect(whole.body).toMatchObject({ ok: true, page: { hasMore: false, next: null } });
  expect(cut.status).toBe(200);
});

it('sends nothing on a dry run', async () => {
  const input = { email: 'ada@example.com', role: 'developer' };

  const { status, body } = await invoke('invites_create', { input, dry_run: true });

  expect(status).toBe(200);
  expect(body).toEqual({
    ok: true,
    actionId: 'invites_create',
    data: { method: 'POST', path: '/v1/organizations/invites', body: input },
    meta: { requestId: 'test-request', ...attempted(0), dryRun: true },
  });
  expect(asked()).toEqual([]);
});

it('gives the first outcome again for the same Idempotency-Key', async () => {
  const body = { input: { email: 'grace@example.com', role: 'user' } };

  const first = await invoke('invites_create', body, { 'idempotency-key': 'once' });
  const second = await invoke('invites_create', body, { 'idempotency-key': 'once' });

  expect(second.status).toBe(200);
  expect(second.body).toEqual({
    ...(first.body as object),
    meta: { ...(first.body as { meta: object }).meta, originalRequestId: 'test-request', replayed: true },
  });
  expect(asked()).toEqual(['POST /v1/organizations/invites']);
});

it('answers 409 for an Idempotency-Key that was used for something else', async () => {
  await invoke(
    'invites_create',
    { input: { email: 'a@example.com', role: 'user' } },
    { 'idempotency-key': 'two' },
  );

  const { status, body } = await invoke(
    'invites_create',
    { input: { email: 'b@example.com', role: 'user' } },
    { 'idempotency-key': 'two' },
  );

  expect([status, (body as { code: string }).code]).toEqual([409, 'idempotency_conflict']);
});

it('answers 409 with the way around for an operation that the API does not have, and asks nobody', async () => {
  const { status, headers, body } = await invoke('api_keys_delete', {
    input: { api_key_id: 'apikey_01Abc' },
  });

  expect(status).toBe(409);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(body).toEqual(
    problem(
      409,
      'Not offered by the API',
      {
        code: 'limited_operation',
        blame: 'caller',
        message: (body as { detail: string }).detail,
        fix: 'Run api_keys_update with status "archived".',
        retry: { allowed: false },
        limitation: {
          id: 'api_keys_delete_unsupported',
          kind: 'unsupported',
          title: 'API keys cannot be deleted through the Admin API',
          reason: expect.any(String),
          workaround: 'Run api_keys_update with status "archived".',
          reference: expect.stringMatching(/^https:/),
          alternative: {
            actionId: 'api_keys_update',
            input: { api_key_id: 'apikey_01Abc', status: 'archived' },
          },
        },
      },
      attempted(0),
    ),
  );
  expect(asked()).toEqual([]);
});

it("answers 422 where one field's value is what is limited", async () => {
  const { status, body } = await invoke('invites_create', {
    input: { email: 'a@example.com', role: 'admin' },
  });

  expect(status).toBe(422);
  expect(body).toMatchObject({
    status: 422,
    code: 'limited_operation',
    error: { limitation: { id: 'admin_role_not_assignable', alternative: { actionId: 'invites_create' } } },
  });
});

it('answers 409 for a member who may not be removed, and never sends the DELETE', async () => {
  const { adminUserId: user_id } = platform.simulator.demo;

  const { status, body } = await invoke('users_remove', { input: { user_id } });

  expect(status).toBe(409);
  expect(body).toMatchObject({
    code: 'limited_operation',
    error: { limitation: { id: 'admin_not_removable' } },
  });
  expect(asked()).toEqual([`GET /v1/organizations/users/${user_id}`]);
});

it('answers 404 for an unknown action, with those that come close', async () => {
  const { status, body } = await invoke('user_list', {});

  expect(status).toBe(404);
  expect(body).toMatchObject({
    code: 'unknown_action',
    error: { fix: expect.stringContaining('users_list') },
  });
});

it('answers 422 naming each field of an input that is wrong', async () => {
  const { status, body } = await invoke('users_list', { input: { limit: 'many', colour: 'red' } });

  expect(status).toBe(422);
  expect(body).toMatchObject({
    code: 'invalid_input',
    error: {
      issues: expect.arrayContaining([expect.objectContaining({ path: 'colour', rule: 'unknown_field' })]),
    },
  });
  expect(asked()).toEqual([]);
});

it('answers 424 for a connection that does not exist', async () => {
  const { status, body } = await invoke('users_list', { connection: 'elsewhere' });

  expect([status, (body as { code: string }).code]).toEqual([424, 'credential_missing']);
});

it('answers 404 for an object that the API does not know', async () => {
  const { status, body } = await invoke('users_get', { input: { user_id: 'user_01DoesNotExist' } });

  expect(status).toBe(404);
  expect(body).toMatchObject({
    code: 'not_found',
    error: { upstream: { status: 404, type: 'not_found_error' } },
  });
});

it('answers 429 with retry-after when the API is asked too often', async () => {
  platform.simulator.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '1' } });

  const { status, headers, body } = await invoke('users_list', {});

  expect([status, headers.get('retry-after')]).toEqual([429, '1']);
  expect(body).toMatchObject({ code: 'rate_limited', error: { retry: { allowed: true, afterMs: 1_000 } } });
});

it('answers 424, never 401, when the API refuses the key in use', async () => {
  await platform.connect('refused');
  platform.simulator.faults.add({ kind: 'status', status: 401, message: 'invalid x-api-key' });

  const { status, headers, body } = await platform.call('/actions/users_list/invoke', {
    method: 'POST',
    body: {},
    tenant: 'refused',
  });

  expect([status, headers.get('www-authenticate')]).toEqual([424, null]);
  expect(body).toMatchObject({ code: 'credential_rejected', error: { upstream: { status: 401 } } });
});

it('answers 502 when a write is in doubt, with the read that settles it', async () => {
  platform.simulator.faults.add({ kind: 'reset', applies: true });

  const { status, body } = await invoke('invites_create', {
    input: { email: 'c@example.com', role: 'user' },
  });

  expect(status).toBe(502);
  expect(body).toMatchObject({ code: 'outcome_unknown', error: { next: { actionId: 'invites_list' } } });
});

it.each(['x-request-timeout-ms', 'x-envoy-expected-rq-timeout-ms'])(
  'answers 504 when the time of %s is over',
  async (header) => {
    platform.simulator.faults.add({ kind: 'slow', delay_ms: 1_000 });

    const { status, body } = await invoke('users_list', {}, { [header]: '150' });

    expect([status, (body as { code: string }).code]).toEqual([504, 'timeout']);
  },
);
