const MESSAGES = [
  '{"jsonrpc":"2.0"',
  '[]',
  'null',
  '0',
  '"text"',
  { jsonrpc: '1.0', id: 1, method: 'tools/list' },
  { jsonrpc: '2.0', id: {}, method: 'tools/list' },
  { jsonrpc: '2.0', id: 1 },
  { jsonrpc: '2.0', id: 1, method: 1 },
  { jsonrpc: '2.0', id: 1, method: 'nothing' },
  { jsonrpc: '2.0', id: 1, result: {} },
  { jsonrpc: '2.0', id: 1, error: { code: 1, message: 'm' } },
  { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } },
  { jsonrpc: '2.0', id: 1, method: 'tools/call', params: null },
  { jsonrpc: '2.0', id: 1, method: 'tools/call', params: [] },
  { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'nothing', arguments: {} } },
  { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'anthropic_users_list', arguments: [] } },
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'anthropic_users_list', arguments: { limit: 'x' } },
  },
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'anthropic_users_list', _meta: { progressToken: {} } },
  },
  { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { cursor: 'x'.repeat(5_000) } },
  { jsonrpc: '2.0', id: 'i'.repeat(100_000), method: 'ping' },
  '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}',
  Array.from({ length: 3_000 }, (_, id) => ({ jsonrpc: '2.0', id, method: 'tools/list' })),
  Array.from({ length: 200 }, () => ({ jsonrpc: '2.0', id: 1, method: 'ping' })),
];

const HEADERS = [
  {},
  { 'mcp-session-id': 'made-up' },
  { 'mcp-protocol-version': '1999-01-01' },
  { 'mcp-protocol-version': 'x'.repeat(3_000) },
  { accept: 'text/plain' },
  { origin: 'https://elsewhere.example' },
  { host: 'elsewhere.example' },
  { 'last-event-id': '../../x' },
  { 'content-type': 'text/plain' },
];

const malformed = async (client) => {
  await client.mcp(client.random.pick(MESSAGES), { headers: client.random.pick(HEADERS) });
};

const START = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'mallory', version: '1' } },
};

/** Opens sessions and streams, and goes away without a word. */
const abandon = async (client) => {
  const { headers = {} } = await client.mcp(START);
  const session =
    headers['mcp-session-id'] === undefined ? {} : { 'mcp-session-id': headers['mcp-session-id'] };
  const params = { name: 'anthropic_users_list', arguments: { all: true } };
  await Promise.all([
    client.call('/mcp', {
      method: 'GET',
      headers: { accept: 'text/event-stream', ...session },
      patienceMs: 300,
    }),
    client.mcp(
      { jsonrpc: '2.0', id: 2, method: 'tools/call', params },
      { headers: session, patienceMs: 100 },
    ),
    client.mcp({ jsonrpc: '2.0', id: 3, method: 'tools/list' }, { headers: session, patienceMs: 20 }),
  ]);
};

export const MCP_ATTACKS = [
  { name: 'malformed MCP', workers: 2, pauseMs: 100, step: malformed },
  { name: 'MCP sessions that are abandoned', workers: 2, pauseMs: 200, step: abandon },
];
