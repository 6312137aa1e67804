import { DEMO_ADMIN_KEY, DEMO_ORGANIZATION_ID, SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { bootPlatform, type BootedPlatform } from './support/boot-platform.js';
import { problem } from './support/problems.js';
import { signedToken } from './support/tokens.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
});
afterAll(() => platform.close());

const VIEW = {
  name: 'default',
  state: 'active',
  organization: { id: DEMO_ORGANIZATION_ID, name: 'Acme Robotics' },
  keyPreview: 'sk-ant-admin01-sim...0000',
  revision: 1,
  savedBy: 'ada',
  savedAt: expect.stringMatching(/Z$/),
  checkedAt: expect.stringMatching(/Z$/),
};
const LAST = { hasMore: false, next: null };
const NOT_FOUND = problem(404, 'Not found', {
  code: 'not_found',
  blame: 'caller',
  message: 'There is no connection with this name.',
  fix: 'Save one with PUT and {"api_key": "sk-ant-admin01-…"}.',
  retry: { allowed: false },
});

const save = (name: string, tenant: string) =>
  platform.call(`/connections/${name}`, { method: 'PUT', body: { api_key: DEMO_ADMIN_KEY }, tenant });

it('answers 201 with a preview of the key when a connection is new', async () => {
  const body = { api_key: DEMO_ADMIN_KEY };

  const answer = await platform.call('/connections/default', { method: 'PUT', body, tenant: 'new' });

  expect(answer.status).toBe(201);
  expect(answer.body).toEqual(VIEW);
});

it('answers 200 with the next revision when a key is replaced', async () => {
  await platform.connect('replacing');
  const body = { api_key: ` ${DEMO_ADMIN_KEY}\n` };

  const answer = await platform.call('/connections/default', { method: 'PUT', body, tenant: 'replacing' });

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ ...VIEW, revision: 2 });
});

it('shows one connection and the list of all', async () => {
  await platform.connect('showing');

  const one = await platform.call('/connections/default', { tenant: 'showing' });
  const all = await platform.call('/connections', { tenant: 'showing' });

  expect([one.status, one.body]).toEqual([200, VIEW]);
  expect([all.status, all.body]).toEqual([200, { data: [VIEW], page: LAST }]);
});

it('lists nothing for a tenant that has saved nothing', async () => {
  const { status, body } = await platform.call('/connections', { tenant: 'nobody' });

  expect([status, body]).toEqual([200, { data: [], page: LAST }]);
});

it('lists many connections a page at a time, by name', async () => {
  const names = ['c', 'a', 'e', 'B', 'd'];
  for (const name of names) await save(name, 'paging');
  await platform.call('/connections/d', { method: 'DELETE', tenant: 'paging' });

  const pages: unknown[] = [];
  for (let query = '?limit=2'; query !== '';) {
    const { body } = await platform.call(`/connections${query}`, { tenant: 'paging' });
    const { data, page } = body as { data: { name: string }[]; page: { next: { cursor: string } | null } };
    pages.push(data.map(({ name }) => name));
    query = page.next ? `?limit=2&cursor=${page.next.cursor}` : '';
  }

  expect(pages).toEqual([
    ['B', 'a'],
    ['c', 'e'],
  ]);
});

it.each([
  ['limit=0', 'limit', 'limit must be a whole number from 1 to 1000'],
  ['limit=1001', 'limit', 'limit must be a whole number from 1 to 1000'],
  ['cursor=', 'cursor', 'cursor must be the one of the page before'],
  ['cursor=%00', 'cursor', 'cursor must be the one of the page before'],
  ['after=a', 'after', "after is not a parameter of this route's query; the parameters are limit, cursor"],
])('refuses to list with ?%s', async (query, path, message) => {
  const { status, body } = await platform.call(`/connections?${query}`);

  expect([status, (body as { error: { issues: object[] } }).error.issues]).toMatchObject([
    422,
    [{ path, message }],
  ]);
});

it('deletes a connection, which is then gone', async () => {
  await platform.connect('deleting');

  const deleted = await platform.call('/connections/default', { method: 'DELETE', tenant: 'deleting' });
  const after = await platform.call('/connections/default', { tenant: 'deleting' });

  expect([deleted.status, deleted.body]).toEqual([204, undefined]);
  expect([after.status, after.body]).toEqual([404, NOT_FOUND]);
});

it.each([
  ['GET', '/connections/absent'],
  ['DELETE', '/connections/absent'],
  ['POST', '/connections/absent/check'],
])('answers 404 for %s %s', async (method, path) => {
  const { status, body } = await platform.call(path, { method });

  expect([status, body]).toEqual([404, NOT_FOUND]);
});

it('answers a check of a good key with its organization', async () => {
  await platform.connect('checking');

  const answer = await platform.call('/connections/default/check', { method: 'POST', tenant: 'checking' });

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    check: { state: 'valid', organization: VIEW.organization },
    connection: VIEW,
  });
});

it('answers a check of a key that is refused with the connection it has revoked', async () => {
  await platform.connect('failing');
  platform.simulator.faults.add({ kind: 'status', status: 401, message: 'invalid x-api-key' });
  const problem = { code: 'key_unknown', message: expect.any(String), fix: expect.any(String) };

  const answer = await platform.call('/connections/default/check', { method: 'POST', tenant: 'failing' });

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    check: { state: 'invalid', problem },
    connection: { ...VIEW, state: 'revoked', problem },
  });
});

it("answers 409 with both organizations when the key is another organization's, and saves nothing", async () => {
  await platform.connect('moving');
  const body = { api_key: SECOND_ADMIN_KEY };

  const answer = await platform.call('/connections/default', { method: 'PUT', body, tenant: 'moving' });
  const after = await platform.call('/connections/default', { tenant: 'moving' });

  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({
    code: 'conflict',
    detail: expect.stringMatching(/^This key belongs to .*\(b1c7e8d2-.*Acme Robotics.*Nothing was saved\.$/),
    error: {
      fix: expect.stringContaining('"confirm_organization_change": true'),
      issues: [
        { path: 'confirm_organization_change', rule: 'identity_changed', message: expect.any(String) },
      ],
    },
  });
  expect(after.body).toEqual(VIEW);
});

it('replaces the organization once that is confirmed', async () => {
  await platform.connect('confirming');
  const body = { api_key: SECOND_ADMIN_KEY, confirm_organization_change: true };

  const answer = await platform.call('/connections/default', { method: 'PUT', body, tenant: 'confirming' });

  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    revision: 2,
    organization: { id: expect.stringMatching(/^b1c7e8d2/) },
  });
});

it('answers 201 again for a name that was free again', async () => {
  await platform.connect('returning');
  await platform.call('/connections/default', { method: 'DELETE', tenant: 'returning' });
  const body = { api_key: DEMO_ADMIN_KEY };

  const answer = await platform.call('/connections/default', { method: 'PUT', body, tenant: 'returning' });

  expect(answer.status).toBe(201);
});

it('answers 202 for a key that waits for its check, where that is asked for', async () => {
  platform.simulator.faults.add({ kind: 'status', status: 503 });
  const body = { api_key: DEMO_ADMIN_KEY, keep_pending: true };

  const answer = await platform.call('/connections/default', { method: 'PUT', body, tenant: 'waiting' });

  const { organization: _, checkedAt: __, ...known } = VIEW;
  const problem = { code: 'key_not_checked', message: expect.any(String), fix: expect.any(String) };
  expect(answer.status).toBe(202);
  expect(answer.body).toEqual({ ...known, state: 'pending', problem });
  expect((answer.body as { problem: { message: string } }).problem.message).toMatch(
    /^The key could not be checked: .* It was saved, and can be used once a check finds it valid\.$/,
  );
});

it('reports a key that waits for its check as pending in every door, and sends nothing', async () => {
  const tenant = 'waiting-doors';
  platform.simulator.faults.add({ kind: 'status', status: 503 });
  const key = { api_key: DEMO_ADMIN_KEY, keep_pending: true };
  await platform.call('/connections/default', { method: 'PUT', body: key, tenant });
  const sent = platform.simulator.journal.entries().length;
  const tool = { name: 'anthropic_users_list', arguments: {} };

  const rest = await platform.call('/actions/users_list/invoke', { method: 'POST', body: {}, tenant });
  const dropIn = await platform.call('/api/v1/organizations/users', { tenant });
  const mcp = await fetch(`${platform.url}/mcp`, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: tool }),
    headers: {
      authorization: `Bearer ${await signedToken({ tenantId: tenant })}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    },
  });

  expect([rest.status, rest.body]).toMatchObject([
    424,
    { code: 'credential_pending', error: { effect: 'none', retry: { allowed: true, resend: 'after_wait' } } },
  ]);
  expect([dropIn.status, dropIn.headers.get('x-should-retry'), dropIn.body]).toMatchObject([
    503,
    'true',
    { error: { type: 'api_error', details: { error_code: 'connector_credential_pending' } } },
  ]);
  expect(await mcp.text()).toMatch(/has not confirmed its key.*credential_pending/s);
  expect(platform.simulator.journal.entries()).toHaveLength(sent);
});

it('tells when a connection was last used', async () => {
  await platform.connect('using');

  await platform.call('/actions/organization_get/invoke', { method: 'POST', body: {}, tenant: 'using' });
  const { body } = await platform.call('/connections/default', { tenant: 'using' });

  expect(body).toEqual({ ...VIEW, usedAt: expect.stringMatching(/Z$/) });
});
