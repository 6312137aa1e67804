import { bootMcp } from './support/boot-mcp.js';
import { ERAS } from './support/clients.js';

const COST = { starting_at: '2026-10-01T00:00:00Z', limit: 31, group_by: ['workspace_id', 'description'] };

const bytes = (text: string): number => Buffer.byteLength(text);

it.each(ERAS)('cuts the text and the outcome that a client of %s gets', async (_, connect) => {
  const mcp = await bootMcp();
  const client = await mcp.client({ with: connect });

  const { text, outcome } = await client.call('anthropic_cost_report_get', COST);

  expect([bytes(text), bytes(JSON.stringify(outcome))].map((size) => size <= 101_000)).toEqual([true, true]);
  expect(outcome).toMatchObject({
    ok: true,
    page: { next: null },
    meta: { partial: { reason: 'max_bytes' } },
  });
  expect(text).toMatch(/\nThis result is partial\. The first \d of 31 items are shown/);
  await mcp.close();
});

it('cuts them where MCP_MAX_RESULT_BYTES says', async () => {
  const mcp = await bootMcp({ env: { MCP_MAX_RESULT_BYTES: '50000' } });
  const client = await mcp.client();

  const { text, outcome } = await client.call('anthropic_cost_report_get', COST);

  expect(bytes(text)).toBeLessThanOrEqual(50_001);
  expect(bytes(JSON.stringify(outcome))).toBeLessThanOrEqual(51_000);
  await mcp.close();
});

it('does not start with a bound that leaves no room', async () => {
  await expect(bootMcp({ env: { MCP_MAX_RESULT_BYTES: '100' } })).rejects.toThrow(
    'MCP_MAX_RESULT_BYTES must be a whole number from 10000 to 100000000, such as 100000; it is "100".',
  );
});
