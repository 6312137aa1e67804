import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { problem } from '../platform/support/problems.js';
import { signedToken } from '../platform/support/tokens.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';

const SINCE = { by: 'ada', at: expect.stringMatching(/^\d{4}-.*Z$/) as string };

const put = ({ call }: BootedPlatform, path: string, body: object, tenant = 'acme') =>
  call(path, { method: 'PUT', body, tenant });

const invoke = ({ call }: BootedPlatform, action: string, input: object, tenant = 'acme') =>
  call(`/actions/${action}/invoke`, { method: 'POST', body: { input }, tenant });

async function listed({ call }: BootedPlatform, tenant = 'acme'): Promise<string[]> {
  const { body } = await call('/actions?include=all', { tenant });
  return (body as { data: { id: string }[] }).data.map(({ id }) => id);
}

async function codeOfTool({ url }: BootedPlatform, name: string): Promise<unknown> {
  const client = new Client({ name: 'test', version: '1' });
  const headers = { authorization: `Bearer ${await signedToken()}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } }),
  );
  const { structuredContent } = await client.callTool({ name, arguments: {} });
  await client.close();
  return (structuredContent as { error?: { code: string } }).error?.code;
}

describe.each(ENGINES)('switches on %s', (engine) => {
  test('are all on at first', async () => {
    const platform = await bootWith(await storedIn(engine));

    const all = await platform.call('/switches');
    const one = await platform.call('/actions/users_remove/switch');

    expect(all.body).toEqual({ read_only: false, off: [] });
    expect(one.body).toEqual({ action: 'users_remove', enabled: true, effective: true });
  });

  test('switch one action off and on again, in lists and invocations', async () => {
    const platform = await bootWith(await storedIn(engine));
    await platform.connect();

    const off = await put(platform, '/actions/users_list/switch', { enabled: false });
    const without = await listed(platform);
    const refused = await invoke(platform, 'users_list', {});
    await put(platform, '/actions/users_list/switch', { enabled: true });
    const served = await invoke(platform, 'users_list', {});

    expect(off.body).toEqual({ action: 'users_list', enabled: false, effective: false });
    expect(without).not.toContain('users_list');
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ code: 'action_disabled', meta: { attempts: 0 } });
    expect(await listed(platform)).toContain('users_list');
    expect(served.status).toBe(200);
  });

  test('leave reads alone in read-only mode', async () => {
    const platform = await bootWith(await storedIn(engine));
    await platform.connect();

    const answer = await put(platform, '/switches', { read_only: true });
    const read = await invoke(platform, 'users_list', {});
    const written = await invoke(platform, 'workspaces_create', { name: 'One' });

    expect(answer.body).toEqual({ read_only: true, read_only_since: SINCE, off: [] });
    expect([read.status, written.status]).toEqual([200, 403]);
    expect(await listed(platform)).not.toContain('workspaces_create');
    expect((await platform.call('/actions/workspaces_create/switch')).body).toEqual({
      action: 'workspaces_create',
      enabled: true,
      effective: false,
    });
  });

  test('keep what a PUT does not name, and replace what it does', async () => {
    const platform = await bootWith(await storedIn(engine));

    await put(platform, '/switches', { read_only: true, off: ['users_remove', 'users_list'] });
    const replaced = await put(platform, '/switches', { off: ['invites_create'] });
    const written = await put(platform, '/switches', { read_only: false });

    expect(replaced.body).toEqual({ read_only: true, read_only_since: SINCE, off: ['invites_create'] });
    expect(written.body).toEqual({ read_only: false, off: ['invites_create'] });
  });

  test('belong to one tenant', async () => {
    const platform = await bootWith(await storedIn(engine));

    await put(platform, '/switches', { read_only: true, off: ['users_list'] });

    expect((await platform.call('/switches', { tenant: 'other' })).body).toEqual({
      read_only: false,
      off: [],
    });
    expect(await listed(platform, 'other')).toContain('users_list');
  });

  test('are found by another process on the same database', async () => {
    const env = await storedIn(engine);
    const [one, other] = [await bootWith(env), await bootWith(env)];

    await put(one, '/switches', { off: ['users_list'] });

    expect((await other.call('/switches')).body).toEqual({ read_only: false, off: ['users_list'] });
  });

  test('are written into the audit', async () => {
    const platform = await bootWith(await storedIn(engine));

    await put(platform, '/actions/users_list/switch', { enabled: false });

    const { body } = await platform.call('//v1/audit');
    expect((body as { data: object[] }).data).toMatchObject([
      {
        kind: 'setting',
        action: 'switches.moved',
        actorId: 'ada',
        actorType: 'user',
        requestId: 'test-request',
        details: { connector: 'anthropic', off: ['users_list'] },
      },
    ]);
  });
});

test('answers action_disabled over MCP and on the drop-in endpoint as well', async () => {
  const platform = await bootWith({});
  await platform.connect();

  await put(platform, '/actions/users_list/switch', { enabled: false });
  const direct = await platform.call('/api/v1/organizations/users');

  expect(direct.status).toBe(403);
  expect(direct.body).toMatchObject({
    type: 'error',
    error: { type: 'permission_error', details: { error_code: 'connector_action_disabled' } },
  });
  expect(await codeOfTool(platform, 'anthropic_users_list')).toBe('action_disabled');
});

test('wants the permission to move switches', async () => {
  const platform = await bootWith({});
  const token = await signedToken({ permissions: ['anthropic:switches:read', 'anthropic:connections:*'] });
  const headers = { authorization: `Bearer ${token}` };

  const moved = await platform.call('/switches', { method: 'PUT', body: { read_only: true }, headers });
  const seen = await platform.call('/switches', { headers });

  expect([moved.status, (moved.body as { code: string }).code]).toEqual([403, 'permission_missing']);
  expect(seen.body).toEqual({ read_only: false, off: [] });
});

test.each([
  ['/switches', { read_only: 'yes' }, 'read_only must be a boolean value'],
  ['/switches', { off: 'users_list' }, 'off must be an array'],
  ['/switches', { of: [] }, 'of is not a field here; the fields are read_only, off'],
  [
    '/switches',
    { off: ['users_list', 'nothing'] },
    'off must contain ids of actions only, such as "organization_get"',
  ],
  ['/actions/users_list/switch', {}, 'enabled is required'],
])('refuses %s with %j', async (path, body, message) => {
  const platform = await bootWith({});

  const answer = await put(platform, path, body);

  expect([answer.status, (answer.body as { error: { message: string } }).error.message]).toEqual([
    422,
    expect.stringContaining(message),
  ]);
});

test('knows no switch of an action that there is not', async () => {
  const platform = await bootWith({});

  const answer = await put(platform, '/actions/nothing/switch', { enabled: false });

  expect(answer.body).toEqual(
    problem(404, 'Unknown action', {
      code: 'unknown_action',
      blame: 'caller',
      message: 'There is no action with this name.',
      fix: 'GET /v1/connectors/anthropic/actions?include=all lists them.',
      retry: { allowed: false },
    }),
  );
});
