import { DOORS, badRequest } from './support/doors.js';

/** The SDK has no methods for the reports; its client can still ask for them. */
const PREFIX = '/v1/organizations';

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it.each([
    [
      'usage_report/messages',
      { starting_at: '2026-11-01T00:00:00Z', group_by: ['model', 'speed', 'api_key_id'] },
    ],
    [
      'usage_report/messages',
      { starting_at: '2026-11-20T00:00:00Z', bucket_width: '1h', service_tiers: ['batch'] },
    ],
    ['usage_report/claude_code', { starting_at: '2026-11-18', limit: 1000 }],
    [
      'cost_report',
      { starting_at: '2026-11-01T00:00:00Z', group_by: ['description', 'workspace_id'], limit: 31 },
    ],
  ])('gives the SDK a page of %s as the contract has it', async (path, query) => {
    const { client } = await bootSdk();

    const page = await client.get<{ data: unknown[] }>(`${PREFIX}/${path}`, { query });

    expect(page.data.length).toBeGreaterThan(0);
  });

  it('refuses the SDK six dimensions', async () => {
    const { client } = await bootSdk();
    const group_by = ['model', 'speed', 'api_key_id', 'workspace_id', 'service_tier', 'context_window'];
    const query = { starting_at: '2026-11-01T00:00:00Z', group_by };

    expect(await refusal(client.get(`${PREFIX}/usage_report/messages`, { query }))).toEqual(badRequest());
  });
});
