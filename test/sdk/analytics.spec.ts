import { DOORS, badRequest } from './support/doors.js';

const DAY = { starting_at: '2026-11-12T00:00:00Z', ending_at: '2026-11-13T00:00:00Z' };

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK page through usage', async () => {
    const { analytics } = (await bootSdk()).beta;
    const query = { ...DAY, group_by: ['api_key_id' as const, 'actor' as const], limit: 13 };
    const keys: (string | null)[] = [];

    for await (const row of analytics.usage.list(query)) keys.push(row.group.api_key_id);

    expect(keys.length).toBeGreaterThan(26);
  });

  it('lets the SDK filter by everything that there is', async () => {
    const { analytics } = (await bootSdk()).beta;

    const { data } = await analytics.cost.list({
      ...DAY,
      models: ['claude-sonnet-5-5'],
      products: ['messages_api'],
      speeds: ['standard'],
      service_tiers: ['standard'],
      context_windows: ['0-200k'],
      inference_geos: ['global', 'us'],
      actor_types: ['api_actor'],
      workspace_ids: null,
      time_bucket_width: '1d',
      order_by: 'time',
      group_by: ['model', 'token_type'],
    });

    expect(data.map(({ group }) => group.model)).toEqual(Array(5).fill('claude-sonnet-5-5'));
  });

  it('refuses the SDK a range that is too long', async () => {
    const { analytics } = (await bootSdk()).beta;

    expect(await refusal(analytics.usage.list({ ...DAY, ending_at: '2027-01-01T00:00:00Z' }))).toEqual(
      badRequest(),
    );
  });
});
