import { bootMcp, type BootedMcp } from './support/boot-mcp.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
afterAll(() => mcp.close());

it('refuses a body of 10 MB, and goes on', async () => {
  const argument = 'x'.repeat(10 * 1024 * 1024);
  const call = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'anthropic_users_get', arguments: { user_id: argument } },
  };

  const answer = await mcp.post(call).then(
    ({ status }) => status,
    (error: { cause?: { code?: string } }) => error.cause?.code,
  );

  // The connection may be cut while the rest of the body is still on its way.
  expect([413, 'EPIPE', 'ECONNRESET']).toContain(answer);
  expect((await mcp.post({ jsonrpc: '2.0', id: 1, method: 'tools/list' })).status).toBe(200);
});

it('refuses a batch of more than a hundred messages', async () => {
  const batch = Array.from({ length: 101 }, (_, id) => ({ jsonrpc: '2.0', id, method: 'tools/list' }));

  expect((await mcp.post(batch)).status).toBe(400);
});

it('bears an argument nested a hundred thousand deep', async () => {
  const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const call = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"anthropic_users_list","arguments":{"limit":${nested}}}}`;

  const response = await mcp.post(call);

  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining('malformed_request'),
  ]);
});
