import { withBeta } from './support/beta.js';
import { boot } from './support/boot.js';

const BETA = 'analytics-usage-cost-2026-08-24';
const PATH = '/analytics/cost';
const DAY = { starting_at: '2026-11-12T00:00:00Z', ending_at: '2026-11-13T00:00:00Z' };
const demo = async () => withBeta(await boot(), BETA);

interface Row {
  readonly starting_at: string;
  readonly group: Readonly<Record<string, unknown>>;
  readonly cost: { readonly amount: string; readonly requests: number | null };
}

const UNIT = 10n ** 12n;
const exact = (amount: string): bigint => {
  const [whole = '0', part = ''] = amount.split('.');
  return BigInt(whole) * UNIT + BigInt(part.padEnd(12, '0'));
};
const total = (rows: readonly { amount: string }[]): bigint =>
  rows.reduce((sum, { amount }) => sum + exact(amount), 0n);
const costs = (rows: readonly Row[]) => rows.map(({ cost }) => cost);

it('agrees with the cost report', async () => {
  const booted = await boot();
  const { body } = await withBeta(booted, BETA).get(PATH, DAY);

  const older = await booted.get('/cost_report', { starting_at: DAY.starting_at, limit: 1 });

  expect(body.data[0].cost).toEqual({
    amount: older.body.data[0].results[0].amount,
    list_amount: older.body.data[0].results[0].amount,
    currency: 'USD',
    requests: expect.any(Number),
  });
});

it('breaks a cost into its components, which count neither as rows nor as dimensions', async () => {
  const { get } = await demo();
  const dimensions = ['actor_type', 'speed', 'context_window', 'service_tier', 'product'];
  const query = { ...DAY, 'group_by[]': [...dimensions, 'cost_type', 'token_type'], limit: 1 };

  const { body } = await get(PATH, query);

  const types = body.data.map(({ group }: Row) => group.token_type);
  expect(body.has_more).toBe(true);
  expect(types).toEqual([
    'uncached_input_tokens',
    'cache_read_input_tokens',
    'cache_creation.ephemeral_5m_input_tokens',
    'cache_creation.ephemeral_1h_input_tokens',
    'output_tokens',
  ]);
  expect(new Set(costs(body.data).map(({ requests }) => requests))).toEqual(new Set([null]));
});

it('gives a row for each cost type', async () => {
  const { get } = await demo();

  const { body } = await get(PATH, { ...DAY, 'group_by[]': ['cost_type'] });

  const types = body.data.map(({ group }: Row) => group.cost_type);
  const whole = (await get(PATH, DAY)).body.data;
  expect(new Set(types)).toEqual(new Set(['tokens', 'web_search', 'code_execution', 'session_usage']));
  expect(total(costs(body.data))).toBe(total(costs(whole)));
});

it('leaves all but tokens out when grouped by token type alone', async () => {
  const { get } = await demo();

  const { body } = await get(PATH, { ...DAY, 'group_by[]': ['token_type'] });

  expect(body.data.map(({ group }: Row) => group.cost_type)).toEqual(Array(5).fill('tokens'));
});

it('gives no model to what is not tokens', async () => {
  const { get } = await demo();

  const { body } = await get(PATH, { ...DAY, 'group_by[]': ['model', 'cost_type'], limit: 100 });

  const search = body.data.filter(({ group }: Row) => group.cost_type === 'web_search');
  expect(search).toHaveLength(1);
  expect(search[0].group.model).toBeNull();
});

it('ranks by amount, and by time where there are buckets', async () => {
  const { get } = await demo();
  const grouped = { ...DAY, 'group_by[]': ['workspace_id'], limit: 100 };

  const ranked = costs((await get(PATH, grouped)).body.data).map(({ amount }) => Number(amount));
  const timed = (
    await get(PATH, { ...DAY, time_bucket_width: '1h', order_by: 'time', order: 'asc', limit: 3 })
  ).body;

  expect(ranked).toEqual([...ranked].sort((a, b) => b - a));
  expect(timed.data.map(({ starting_at }: Row) => starting_at.slice(11, 13))).toEqual(['00', '01', '02']);
});

it('makes a day out of its hours', async () => {
  const { get } = await demo();
  const whole = (await get(PATH, DAY)).body.data;

  const hours = (await get(PATH, { ...DAY, time_bucket_width: '1h', limit: 100 })).body.data;

  expect(hours).toHaveLength(24);
  expect(total(costs(hours))).toBe(total(costs(whole)));
});
