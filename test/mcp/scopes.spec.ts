import { signedToken } from '../platform/support/tokens.js';
import { bootMcp, SCOPES, type BootedMcp } from './support/boot-mcp.js';
import { ERAS, current } from './support/clients.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
beforeEach(() => mcp.simulator.reset());
afterAll(() => mcp.close());

const asked = (): number => mcp.simulator.journal.entries().length;

/** The tools of which some arguments destroy something, and others do not: their hint is the worst. */
const DIFFERING = ['anthropic_api_keys_update', 'anthropic_compliance_settings_update'];

/** Which kinds of tools a listing holds, apart from those that differ by their arguments. */
const kinds = (
  tools: { name: string; annotations?: { readOnlyHint?: boolean; destructiveHint?: boolean } }[],
): string[] => [
  ...new Set(
    tools
      .filter(({ name }) => !DIFFERING.includes(name))
      .map(({ annotations: { readOnlyHint, destructiveHint } = {} }) =>
        readOnlyHint ? 'read' : destructiveHint ? 'destructive' : 'write',
      ),
  ),
];

it.each([
  ['nothing', []],
  ['reading', ['read']],
  ['writing', ['write']],
  ['destroying', ['destructive']],
  ['reading and writing', ['read', 'write']],
])('shows a token for %s no other tools', async (_, powers) => {
  const client = await mcp.client({ scopes: powers.map((power) => `anthropic:${power}`) });

  expect(kinds(await client.list()).sort()).toEqual([...powers].sort());
});

it.each([
  ['anthropic:read', ['read']],
  ['anthropic:*', ['destructive', 'read', 'write']],
  ['anthropic:connections:*', []],
])('takes the permission %s for scopes', async (permission, powers) => {
  const token = await signedToken({ permissions: [permission] });
  const client = await current({})(`${mcp.url}/mcp`, { authorization: `Bearer ${token}` });

  expect(kinds(await client.list()).sort()).toEqual(powers);
  await client.close();
});

it('takes scopes that a token has as a list', async () => {
  const token = await signedToken({ permissions: null, scope: ['openid anthropic:read', 'anthropic:write'] });
  const client = await current({})(`${mcp.url}/mcp`, { authorization: `Bearer ${token}` });

  expect(kinds(await client.list()).sort()).toEqual(['read', 'write']);
  await client.close();
});

it.each(ERAS)('refuses a client of %s a tool that its token does not allow', async (_, connect) => {
  const client = await mcp.client({ scopes: SCOPES.slice(0, 2), with: connect });

  const call = client.call('anthropic_users_remove', { user_id: mcp.simulator.demo.developerUserId });

  await expect(call).rejects.toThrow(/scope.*anthropic:destructive/);
  expect(asked()).toBe(0);
});

it.each([
  ['anthropic:write', { status: 'inactive' }, true],
  ['anthropic:write', { status: 'archived' }, false],
  ['anthropic:destructive', { status: 'archived' }, true],
  ['anthropic:destructive', { name: 'Old batch' }, true],
  ['anthropic:read', { name: 'Old batch' }, false],
])('decides for %s by what %j does to a key', async (scope, change, isAllowed) => {
  const client = await mcp.client({ scopes: [scope] });
  const listed = (await client.list()).map(({ name }) => name);

  const call = client.call('anthropic_api_keys_update', {
    api_key_id: mcp.simulator.demo.activeApiKeyId,
    ...change,
  });

  if (isAllowed) expect(await call).toMatchObject({ outcome: { ok: true } });
  else await expect(call).rejects.toThrow(/scope/);
  expect(listed.includes('anthropic_api_keys_update')).toBe(scope !== 'anthropic:read');
});

it('challenges for the scopes that the token has and the one that it lacks', async () => {
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'anthropic_users_update' } };

  const response = await mcp.post(call, { scopes: ['anthropic:read'] });

  expect(response.status).toBe(403);
  expect(response.headers.get('www-authenticate')).toBe(
    `Bearer error="insufficient_scope", error_description="This tool requires the scope anthropic:write, which the token lacks.", resource_metadata="${mcp.url}/.well-known/oauth-protected-resource/mcp", scope="anthropic:read anthropic:write"`,
  );
});

it('refuses a batch of which one call is not allowed, and runs none of it', async () => {
  const names = ['anthropic_users_list', 'anthropic_users_remove'];
  const batch = names.map((name, id) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: { name } }));

  const response = await mcp.post(batch, { scopes: ['anthropic:read'] });

  expect([response.status, asked()]).toEqual([403, 0]);
});

it.each([[null], [5], ['text'], [[]], [[null]], [{ method: 'tools/call', params: null }]])(
  'bears the body %j',
  async (body) => {
    const response = await mcp.post(body);

    expect(response.status).toBe(400);
  },
);
