import Anthropic from '@anthropic-ai/sdk';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { current, type McpClient } from '../mcp/support/clients.js';
import { bootPlatform, type Answer, type BootedPlatform } from '../platform/support/boot-platform.js';
import { bearer, madeToken } from './support/tokens.js';

let platform: BootedPlatform;
beforeAll(async () => {
  platform = await bootPlatform();
  await platform.connect();
  await platform.call('/connections/second', { method: 'PUT', body: { api_key: DEMO_ADMIN_KEY } });
});
afterAll(() => platform.close());

interface Asked {
  readonly token: string;
  readonly connection?: string;
}

/** What a door says to a list of users: `ok`, or why not. */
const DOORS: Readonly<Record<string, (asked: Asked) => Promise<string>>> = {
  REST: async ({ token, connection }) =>
    toldBy(
      await platform.call('/actions/users_list/invoke', {
        method: 'POST',
        body: { connection },
        headers: bearer(token),
      }),
    ),
  'a dry run over REST': async ({ token, connection }) =>
    toldBy(
      await platform.call('/actions/users_list/invoke', {
        method: 'POST',
        body: { connection, dry_run: true },
        headers: bearer(token),
      }),
    ),
  'the drop-in endpoint with the SDK': async ({ token, connection }) => {
    const client = new Anthropic({
      apiKey: token,
      baseURL: `${platform.url}/v1/connectors/anthropic/api`,
      maxRetries: 0,
      ...(connection && { defaultHeaders: { 'x-connection': connection } }),
    });
    try {
      await client.organization.users.list();
      return 'ok';
    } catch (error) {
      return (error as Error).message.replaceAll('\\"', '"');
    }
  },
  MCP: async ({ token, connection }) => calledBy(token, connection),
};

const toldBy = ({ status, body }: Answer): string =>
  status === 200 ? 'ok' : String((body as { detail: string }).detail);

const mcp = (token: string, connection?: string) =>
  current({ versionNegotiation: { mode: 'auto' } })(
    `${platform.url}/mcp${connection === undefined ? '' : `?connection=${connection}`}`,
    bearer(token),
  );

async function calledBy(token: string, connection: string | undefined): Promise<string> {
  let client: McpClient | undefined;
  try {
    client = await mcp(token, connection);
    const { isError, text } = await client.call('anthropic_users_list');
    return isError ? text : 'ok';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client?.close();
  }
}

describe.each(Object.entries(DOORS))('through %s', (_, ask) => {
  test.each([
    ['a reader', { preset: 'reader' }],
    ['everything', { preset: 'all' }],
    ['the help desk', { preset: 'help_desk' }],
    ['that action', { actions: ['users_list'] }],
    ['this machine', { preset: 'reader', addresses: ['192.0.2.0/24', '127.0.0.0/8', '::1'] }],
  ])('a token for %s lists users', async (_name, wanted) => {
    const { token } = await madeToken(platform, wanted);

    expect(await ask({ token })).toBe('ok');
  });

  test('a token for another action does not, and is told which one it lacks', async () => {
    const { token } = await madeToken(platform, { name: 'Weekly report', actions: ['workspaces_list'] });

    expect(await ask({ token })).toContain(
      'The service token "Weekly report" does not include the action users_list.',
    );
  });

  test('a token for another connection does not, and one for this connection does', async () => {
    const { token } = await madeToken(platform, { preset: 'reader', connections: ['second'] });

    expect(await ask({ token })).toContain('does not include the connection "default".');
    expect(await ask({ token, connection: 'second' })).toBe('ok');
  });

  test('a token from another address is refused', async () => {
    const { token } = await madeToken(platform, { preset: 'reader', addresses: ['192.0.2.0/24'] });

    expect(await ask({ token })).toMatch(/not accepted from the address|Unauthorized|401/);
  });
});

test('a reader changes nothing, whatever the door', async () => {
  const { token } = await madeToken(platform, { preset: 'reader' });
  platform.simulator.journal.clear();

  const rest = await platform.call('/actions/users_remove/invoke', {
    method: 'POST',
    body: { input: { user_id: 'user_01ExampleExample' } },
    headers: bearer(token),
  });
  const dropIn = await platform.call('/api/v1/organizations/users/user_01ExampleExample', {
    method: 'DELETE',
    headers: bearer(token),
  });
  const client = await mcp(token);
  const called = client.call('anthropic_users_remove', { user_id: 'user_01ExampleExample' });

  expect([rest.status, dropIn.status]).toEqual([403, 403]);
  await expect(called).rejects.toThrow(/anthropic:destructive|insufficient_scope|403/);
  await client.close();
  expect(platform.simulator.journal.entries()).toEqual([]);
});

test('a dry run of a write over MCP needs what the write needs', async () => {
  const { token } = await madeToken(platform, { actions: ['workspaces_create'] });
  const client = await mcp(token);
  const input = { user_id: 'user_01ExampleExample', role: 'developer', dry_run: true };

  const { isError, text } = await client.call('anthropic_users_update', input);

  expect([isError, text]).toEqual([
    true,
    expect.stringContaining('does not include the action users_update'),
  ]);
  await client.close();
});

test('lists show the actions and connections of the token alone', async () => {
  const { token } = await madeToken(platform, {
    actions: ['users_list', 'api_keys_update'],
    connections: ['second'],
    permissions: ['anthropic:connections:read'],
  });
  const headers = bearer(token);

  const [tools, otherTools] = await Promise.all(
    ['second', 'default'].map(async (connection) => {
      const client = await mcp(token, connection);
      const names = (await client.list()).map(({ name }) => name);
      await client.close();
      return names;
    }),
  );
  const actions = await platform.call('/actions?include=all', { headers });
  const connections = await platform.call('/connections', { headers });

  expect(tools).toEqual(['anthropic_users_list', 'anthropic_api_keys_update']);
  expect(otherTools).toEqual([]);
  const idsOf = ({ body }: Answer, field: string): string[] =>
    (body as { data: Record<string, string>[] }).data.map((item) => item[field] ?? '');
  expect(idsOf(actions, 'id')).toEqual(['users_list', 'api_keys_update']);
  expect(idsOf(connections, 'name')).toEqual(['second']);
  expect((await platform.call('/connections/default', { headers })).body).toMatchObject({
    code: 'permission_missing',
    detail: 'The service token "Test" does not include the connection "default".',
  });
});

test('a composed action runs only what the token includes of its parts', async () => {
  const invoke = async (actions: string[], action: string, given: object): Promise<Answer> => {
    const { token } = await madeToken(platform, { actions });
    return platform.call(`/actions/${action}/invoke`, {
      method: 'POST',
      body: { input: given },
      headers: bearer(token),
    });
  };

  const read = await invoke(['api_keys_hygiene'], 'api_keys_hygiene', {});
  const whole = await invoke(
    ['api_keys_hygiene', 'api_keys_list', 'users_list', 'workspaces_list', 'usage_report_messages'],
    'api_keys_hygiene',
    {},
  );
  const write = await invoke(['invites_reissue', 'invites_get', 'invites_create'], 'invites_reissue', {
    invite_id: 'invite_01ExampleExample',
  });

  expect([read.status, read.body]).toEqual([
    403,
    expect.objectContaining({
      code: 'policy_denied',
      detail: 'The service token "Test" does not include the action api_keys_list.',
    }),
  ]);
  expect([whole.status, whole.body]).toEqual([200, expect.anything()]);
  expect(write.body).toMatchObject({ detail: expect.stringContaining('the action invites_delete') });
});

test('a token that includes no write of its effects archives no key', async () => {
  const { token, permissions } = await madeToken(platform, {
    actions: ['api_keys_update'],
    effects: ['write'],
  });
  const update = (change: object) =>
    platform.call('/actions/api_keys_update/invoke', {
      method: 'POST',
      body: { input: { api_key_id: 'apikey_01ExampleExample', ...change }, dry_run: true },
      headers: bearer(token),
    });

  expect(permissions).toEqual(['anthropic:write']);
  expect((await update({ status: 'inactive' })).status).toBe(200);
  expect((await update({ status: 'archived' })).body).toMatchObject({ code: 'permission_missing' });
});

test('the export of spend needs the actions that it runs, also where a ledger would answer', async () => {
  const [{ token }, { token: finops }] = await Promise.all([
    madeToken(platform, { actions: ['users_list'] }),
    madeToken(platform, { preset: 'finops' }),
  ]);
  const ask = (by: string) =>
    platform.call('/spend/export?from=2026-05-01&to=2026-05-02&format=ndjson', { headers: bearer(by) });

  expect((await ask(token)).body).toMatchObject({ code: 'policy_denied' });
  const answer = await fetch(
    `${platform.url}/v1/connectors/anthropic/spend/export?from=2026-05-01&to=2026-05-02`,
    { headers: bearer(finops) },
  );
  expect(answer.status).toBe(200);
});

test('a token is an agent or a service to the audit, by every door, and is never in the log', async () => {
  const agent = await madeToken(platform, { kind: 'agent', preset: 'reader' });
  const script = await madeToken(platform, { kind: 'script', preset: 'reader' });
  for (const { token } of [agent, script])
    for (const ask of Object.values(DOORS)) expect(await ask({ token })).toBe('ok');

  const { body } = await platform.call('//v1/audit?limit=100');
  const entries = (body as { data: { action: string; actorId: string; actorType: string }[] }).data;
  const typesOf = ({ id }: { id: string }): string[] => [
    ...new Set(
      entries
        .filter(({ action, actorId }) => action === 'users_list' && actorId === id)
        .map((e) => e.actorType),
    ),
  ];

  expect(typesOf(agent)).toEqual(['agent']);
  // Over MCP an agent runs the tools, whoever the token was made for.
  expect(typesOf(script).sort()).toEqual(['agent', 'service']);
  for (const { token } of [agent, script]) expect(platform.log.join('')).not.toContain(token);
});

test('a token that says its read is a look-up of the page stays what it is', async () => {
  const { id, token } = await madeToken(platform, { kind: 'agent', preset: 'reader' });

  await platform.call('/actions/workspaces_list/invoke', {
    method: 'POST',
    body: { look_up: true },
    headers: bearer(token),
  });

  const { body } = await platform.call(`//v1/audit?limit=1&actor=${id}`);
  expect(body).toMatchObject({ data: [{ action: 'workspaces_list', actorType: 'agent' }] });
});

test('counts calls and refusals, and knows the last use', async () => {
  const { id, token } = await madeToken(platform, { actions: ['users_list'] });
  const invoke = (action: string) =>
    platform.call(`/actions/${action}/invoke`, { method: 'POST', body: {}, headers: bearer(token) });
  const before = new Date().toISOString();

  await invoke('users_list');
  await invoke('workspaces_list');
  await invoke('users_list');

  const { body } = await platform.call('//v1/service-tokens?limit=1000');
  const listed = (body as { data: { id: string; last_used_at: string }[] }).data.find((one) => one.id === id);
  expect(listed).toMatchObject({ state: 'in_force', calls_24h: 3, refusals_24h: 1 });
  expect(String(listed?.last_used_at) >= before).toBe(true);
});
