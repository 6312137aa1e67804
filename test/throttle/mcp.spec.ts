import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';
import { ERAS } from '../mcp/support/clients.js';

let mcp: BootedMcp;
beforeEach(async () => {
  mcp = await bootMcp({ env: { PLATFORM_THROTTLE_PER_TOKEN: '20' } });
});
afterEach(() => mcp.close());

/** Asks until it is too often. */
async function exhaust(): Promise<Response> {
  for (;;) {
    const response = await mcp.post({ jsonrpc: '2.0', id: 1, method: 'ping' });
    if (response.status === 429) return response;
    await response.text();
  }
}

test('is an error of JSON-RPC with the status 429 and the wait', async () => {
  const response = await exhaust();

  expect(response.headers.get('content-type')).toBe('application/json');
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(await response.json()).toEqual({
    jsonrpc: '2.0',
    id: null,
    error: {
      code: -32_000,
      message: expect.stringMatching(/the platform's limit, not Anthropic's\..*Try again in \d+ s\./),
      data: expect.objectContaining({ status: 429, code: 'throttled' }),
    },
  });
});

test.each(ERAS)('reaches the caller of a client of %s in words', async (_, connect) => {
  const client = await mcp.client({ with: connect });
  await exhaust();

  const error = await client.call('anthropic_users_list').catch((error: unknown) => error);

  expect((error as Error).message).toMatch(/not Anthropic's.*Try again in \d+ s\./);
});
