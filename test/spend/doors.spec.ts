import type { Outcome } from 'anthropic-admin-connector';
import { createAjv } from '../support/ajv.js';
import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
afterAll(() => mcp.close());

test('a question has the same answer by REST and by MCP, in the schema that each lists', async () => {
  const input = { group_by: ['model'], top: 2 };
  const rest = await mcp.call('/actions/spend_query/invoke', { method: 'POST', body: { input } });
  const client = await mcp.client();
  const { outcome } = await client.call('anthropic_spend_query', input);
  const tool = (await client.list()).find(({ name }) => name === 'anthropic_spend_query');

  const { data } = rest.body as Extract<Outcome, { ok: true }>;
  expect(rest.status).toBe(200);
  expect(data).toMatchObject({ source: 'analytics', rows: [{}, {}, { is_other: true }] });
  expect(outcome.ok && outcome.data).toEqual(data);
  expect(createAjv().validate(tool?.outputSchema ?? false, outcome)).toBe(true);
  expect(JSON.stringify(data).length).toBeLessThan(2_000);
});

test('further rows are one more call away in every door, also after a result was cut', async () => {
  const input = { group_by: ['actor', 'model'], bucket: 'day', top: 1_000 };
  const first = await mcp.call('/actions/spend_query/invoke', {
    method: 'POST',
    body: { input: { ...input, limit: 2 } },
  });
  const client = await mcp.client();
  const cut = await client.call('anthropic_spend_query', { ...input, limit: 1_000 });

  const { data, page } = first.body as Extract<Outcome<{ next_page: string; totals: object }>, { ok: true }>;
  expect(page).toEqual({ hasMore: true, next: { page: data.next_page } });
  expect(cut.outcome).toMatchObject({
    data: { summary: expect.any(String), totals: data.totals },
    page: { hasMore: true, next: null },
    meta: { partial: { message: expect.stringContaining('with limit ') } },
  });
  expect(cut.outcome).not.toHaveProperty('data.next_page');
});
