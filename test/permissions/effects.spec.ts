import { AnthropicConnector, type ActionDescription } from 'anthropic-admin-connector';
import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';
import { signedToken } from '../platform/support/tokens.js';

jest.setTimeout(60_000);

const connector = new AnthropicConnector();
const ACTIONS = connector.list({ include: 'all' }).map(({ id }) => connector.describe(id)!);
const described = (id: string): ActionDescription => ACTIONS.find((action) => action.id === id)!;

let platform: BootedMcp;
beforeAll(async () => (platform = await bootMcp()));
afterAll(() => platform.close());

type Input = Readonly<Record<string, unknown>>;

interface Asked {
  readonly action: ActionDescription;
  readonly input: Input;
  readonly headers: Readonly<Record<string, string>>;
}

const post = (path: string, { headers }: Asked, body: unknown): Promise<Response> =>
  fetch(`${platform.url}${path}`, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify(body),
  });

const invoke = (asked: Asked, more: object = {}): Promise<Response> =>
  post(`/v1/connectors/anthropic/actions/${asked.action.id}/invoke`, asked, { input: asked.input, ...more });

const callTool = (asked: Asked, more: object = {}): Promise<Response> =>
  post('/mcp', asked, {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: `anthropic_${asked.action.id}`, arguments: { ...asked.input, ...more } },
  });

/** The request of the API, where the action is one. */
async function dropIn({ action, input, headers }: Asked): Promise<Response | undefined> {
  if (!action.request) return undefined;
  const { method, path, place } = action.request;
  const inPath = (name: string): boolean => place[name] === 'path';
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const url = new URL(`${platform.url}/v1/connectors/anthropic/api${filled}`);
  const rest = Object.entries(input).filter(([name]) => !inPath(name));
  if (method !== 'GET' && method !== 'DELETE')
    return fetch(url, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(rest)),
    });
  for (const [name, value] of rest)
    for (const one of [value].flat())
      url.searchParams.append(Array.isArray(value) ? `${name}[]` : name, String(one));
  return fetch(url, { method, headers });
}

const DROP_IN = 'the drop-in endpoint';

const DOORS: Readonly<Record<string, (asked: Asked) => Promise<Response | undefined>>> = {
  REST: (asked) => invoke(asked),
  'a dry run over REST': (asked) => invoke(asked, { dry_run: true }),
  [DROP_IN]: dropIn,
  MCP: (asked) => callTool(asked),
  'a dry run over MCP': (asked) => callTool(asked, { dry_run: true }),
};

/** Of a tenant without a connection: whatever is allowed ends before a request is sent. */
async function answers(
  door: string,
  actionId: string,
  input: Input,
  granted: readonly string[],
): Promise<boolean> {
  const claims = { tenantId: 'stranger', permissions: granted.map((power) => `anthropic:${power}`) };
  const headers = { authorization: `Bearer ${await signedToken(claims)}` };
  const response = await DOORS[door]!({ action: described(actionId), input, headers });
  if (response === undefined) throw new Error(`${actionId} is no request of the API`);
  const text = await response.text();
  const isRefused =
    response.status === 403 && /lacks the permission|insufficient_scope|requires the scope/.test(text);
  return !isRefused;
}

const SETS = [
  ['read'],
  ['write'],
  ['destructive'],
  ['read', 'write'],
  ['read', 'write', 'destructive'],
] as const;

describe.each(Object.keys(DOORS))('through %s', (door) => {
  test('every action takes the permission of its effect, and no other one is enough', async () => {
    const wrong: string[] = [];
    for (const { id, example, effect, powers, request } of ACTIONS) {
      if (powers || effect.destructiveWhen || (!request && door === DROP_IN)) continue;
      const needed = effect.kind === 'read' ? 'read' : effect.destructive ? 'destructive' : 'write';
      for (const granted of SETS) {
        const isAllowed = await answers(door, id, example as Input, granted);
        if (isAllowed !== (granted as readonly string[]).includes(needed))
          wrong.push(`${id} ${granted.join()}`);
      }
    }

    expect(wrong).toEqual([]);
  });

  test.each([
    ['users_list', {}, ['read']],
    ['users_update', { user_id: 'user_01ExampleExample', role: 'developer' }, ['write']],
    ['users_remove', { user_id: 'user_01ExampleExample' }, ['destructive']],
    ['workspaces_archive', { workspace_id: 'wrkspc_01ExampleExample' }, ['destructive']],
    ['invites_reissue', { invite_id: 'invite_01ExampleExample' }, ['read', 'write', 'destructive']],
  ] as const)('%s with %j takes %j', async (id, input, needed) => {
    if (!described(id).request && door === DROP_IN) return;
    for (const granted of SETS) {
      const has = (power: string): boolean => (granted as readonly string[]).includes(power);
      const isAllowed = await answers(door, id, input, granted);
      expect([granted, isAllowed]).toEqual([granted, needed.every(has)]);
    }
  });

  test.each([
    [{ status: 'inactive' }, ['write']],
    [{ name: 'Old batch' }, ['write']],
    [{ status: 'archived' }, ['destructive']],
    [{ name: 'x', status: 'archived' }, ['destructive']],
  ])('api_keys_update with %j takes %j, or the permission for its worst', async (change, needed) => {
    const input = { api_key_id: 'apikey_01ExampleExample', ...change };
    for (const granted of SETS) {
      const has = (power: string): boolean => (granted as readonly string[]).includes(power);
      const isAllowed = await answers(door, 'api_keys_update', input, granted);
      expect([granted, isAllowed]).toEqual([granted, needed.every(has) || has('destructive')]);
    }
  });
});

test('reaches the API with nothing but reads for a reader, also by a wildcard and by the scope of OAuth', async () => {
  platform.simulator.journal.clear();
  const tokens = await Promise.all([
    signedToken({ permissions: ['anthropic:read'] }),
    signedToken({ permissions: ['*:read'] }),
    signedToken({ permissions: [], scope: 'anthropic:read' }),
  ]);
  for (const token of tokens) {
    const headers = { authorization: `Bearer ${token}` };
    for (const { id, example } of ACTIONS)
      for (const door of Object.keys(DOORS))
        await DOORS[door]!({ action: described(id), input: example as Input, headers });
  }

  const sent = platform.simulator.journal.entries();
  const writes = sent.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/validate'));
  expect([sent.length > 100, writes]).toEqual([true, []]);
});

test('names the permission that is missing, and runs no action without any', async () => {
  const headers = { authorization: `Bearer ${await signedToken({ permissions: ['anthropic:read'] })}` };
  const none = { authorization: `Bearer ${await signedToken({ permissions: ['anthropic:connections:*'] })}` };
  const asked = { action: described('users_update'), input: { user_id: 'user_01Ex', role: 'developer' } };

  const [refused, open] = [await invoke({ ...asked, headers }), await invoke({ ...asked, headers: none })];

  expect([refused.status, await refused.json()]).toEqual([
    403,
    expect.objectContaining({
      code: 'permission_missing',
      detail:
        'This token or session lacks the permission anthropic:write, which is required to run actions whose changes can be reversed.',
    }),
  ]);
  expect([open.status, await open.json()]).toEqual([
    403,
    expect.objectContaining({ detail: expect.stringContaining('anthropic:read') }),
  ]);
});
