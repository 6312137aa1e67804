import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
afterAll(() => mcp.close());

const sent = (): number => mcp.simulator.journal.entries().length;

interface Answered {
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The answer to a message, from a body of either form. */
async function ask(message: object, init: Parameters<BootedMcp['post']>[1] = {}): Promise<Answered> {
  const text = await (await mcp.post({ jsonrpc: '2.0', id: 1, ...message }, init)).text();
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text) as Answered;
}

const INFO = { name: 'client', version: '1' };
const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': INFO,
  'io.modelcontextprotocol/clientCapabilities': {},
};
const NEWER = { headers: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' } };
const NEWER_CALL = {
  headers: {
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': 'anthropic_users_list',
  },
};
const INITIALIZE = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: INFO };

it.each([
  [
    'initialize with a version that is null',
    { method: 'initialize', params: { ...INITIALIZE, protocolVersion: null } },
    'Invalid params of initialize: params.protocolVersion: expected string, received null.',
  ],
  [
    'initialize without the client',
    { method: 'initialize', params: { ...INITIALIZE, clientInfo: undefined } },
    'Invalid params of initialize: params.clientInfo: expected object, received undefined.',
  ],
  [
    'initialize without params',
    { method: 'initialize' },
    'Invalid params of initialize: params: expected object, received undefined.',
  ],
  [
    'a cursor that is a number',
    { method: 'tools/list', params: { cursor: 5 } },
    'Invalid params of tools/list: params.cursor: expected string, received number.',
  ],
  [
    'a call without a name',
    { method: 'tools/call', params: {} },
    'Invalid params of tools/call: params.name: expected string, received undefined.',
  ],
  [
    'arguments that are a list',
    { method: 'tools/call', params: { name: 'anthropic_users_list', arguments: [] } },
    'Invalid params of tools/call: params.arguments: expected record, received array.',
  ],
])('answers -32602 with what is wrong for %s', async (_, message, said) => {
  expect(await ask(message)).toEqual({ jsonrpc: '2.0', id: 1, error: { code: -32602, message: said } });
});

it.each([
  ['of the generation before', { cursor: 'made-up' }, {}],
  ['of the generation before, which is empty', { cursor: '' }, {}],
  ['of the current generation', { _meta: META, cursor: 'made-up' }, NEWER],
])('answers -32602 for a made-up cursor of a client %s', async (_, params, init) => {
  expect(await ask({ method: 'tools/list', params }, init)).toMatchObject({
    error: {
      code: -32602,
      message: 'There is no such cursor: tools/list returns all tools in one page. Leave the cursor out.',
    },
  });
});

it.each([
  ['users_remove', ['anthropic:read']],
  ['invites_list', []],
  ['users_list', ['anthropic:read', 'anthropic:write', 'anthropic:destructive']],
])('runs no action by its bare id, %s, and gives its name', async (name, scopes) => {
  const before = sent();
  const params = { name, arguments: { user_id: mcp.simulator.demo.developerUserId } };

  expect(await ask({ method: 'tools/call', params }, { scopes })).toMatchObject({
    error: { code: -32602, message: `There is no tool "${name}". Its name is anthropic_${name}.` },
  });
  expect(sent()).toBe(before);
});

it.each([
  [{ all: 'yes' }, 'all', 'The argument all must be true or false.'],
  [{ limit: 'many' }, 'limit', 'limit must not be greater than 1000; for example 20'],
])('has the outcome and a text in a result for %j', async (given, path, message) => {
  const params = { name: 'anthropic_users_list', arguments: given };

  const { result } = await ask({ method: 'tools/call', params });

  expect(result).toMatchObject({
    isError: true,
    content: [{ type: 'text', text: expect.stringContaining(message) }],
    structuredContent: {
      ok: false,
      actionId: 'users_list',
      error: {
        code: 'invalid_input',
        effect: 'none',
        issues: expect.arrayContaining([expect.objectContaining({ path })]),
      },
      meta: { requestId: expect.any(String) },
    },
  });
});

it('names tools, never bare actions, in every text of a listing', async () => {
  const client = await mcp.client({ query: '?include=limited,beta' });
  const tools = await client.list();
  const ids = tools.map(({ name }) => name.replace(/^anthropic_/, ''));
  const bare = new RegExp(`(?<![\\w/])(${ids.join('|')})(?!\\w)`);
  // A field of the API has the name of an action of ours.
  const textOf = (tool: unknown): string => JSON.stringify(tool).replaceAll(/(?<!\\)"spend_summary"/g, '""');

  expect(tools.length).toBeGreaterThan(60);
  expect(tools.filter((tool) => bare.test(textOf(tool))).map(({ name }) => name)).toEqual([]);
});

it.each([{}, NEWER_CALL])('refuses an argument that the library would leave out, %j', async (newer) => {
  const before = sent();
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'anthropic_users_list', arguments: 0, ...(newer === NEWER_CALL && { _meta: META }) },
  }).replace('"arguments":0', '"arguments":{"__proto__":{"limit":1},"limit":2}');
  const text = await (await mcp.post(body, newer)).text();

  expect(text).toContain('__proto__ is no argument of any tool; leave it out.');
  expect(text).toContain('"code":-32602');
  expect(sent()).toBe(before);
});

it.each(['application/json', 'text/event-stream', 'text/html'])(
  'says to a client that accepts only %s what to accept',
  async (accept) => {
    const response = await mcp.post(
      { jsonrpc: '2.0', id: 1, method: 'initialize', params: INITIALIZE },
      { headers: { accept } },
    );

    expect([response.status, await response.json()]).toEqual([
      406,
      expect.objectContaining({
        error: expect.objectContaining({
          message: expect.stringContaining(
            'must accept both application/json and text/event-stream',
          ) as string,
        }) as object,
      }),
    ]);
  },
);

it.each(['*/*', 'text/html, */*;q=0.8', ''])('answers a client that accepts "%s"', async (accept) => {
  const answer = await ask({ method: 'ping' }, { headers: { accept } });

  expect(answer).toMatchObject({ id: 1, result: {} });
});

it.each([
  ['{"jsonrpc": "2.0",', {}, 400, -32700, 'malformed_request'],
  ['hello', {}, 400, -32700, 'malformed_request'],
  ['{}', { 'content-type': 'text/plain' }, 415, -32600, 'unsupported_media_type'],
])('answers a body that is no JSON, %s, as JSON-RPC does', async (body, headers, status, code, problem) => {
  const response = await mcp.post(body, { headers });

  expect([response.status, await response.json()]).toEqual([
    status,
    {
      jsonrpc: '2.0',
      id: null,
      error: { code, message: expect.any(String), data: expect.objectContaining({ code: problem }) },
    },
  ]);
});

it('repeats no key from params', async () => {
  const { error } = await ask({ method: 'tools/call', params: { name: DEMO_ADMIN_KEY, arguments: [] } });

  expect(error).toMatchObject({ code: -32602 });
  expect(JSON.stringify(error)).not.toContain(DEMO_ADMIN_KEY.slice(15));
});

it('repeats no protocol version that is none', async () => {
  const headers = { 'mcp-protocol-version': DEMO_ADMIN_KEY };

  const response = await mcp.post({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, { headers });

  expect(response.status).toBe(400);
  expect(await response.text()).not.toContain(DEMO_ADMIN_KEY.slice(0, 30));
});
