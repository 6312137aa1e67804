import { unitPrice } from '../../simulator/src/index.js';
import { boot } from './support/boot.js';
import type { UsageItem } from './support/usage.js';
import { amountsOf, rowsOf, tokensOf } from './support/usage.js';

const PATH = '/usage_report/messages';
const PICOCENTS = 1_000_000_000_000n;

it('makes an hour out of its 60 minutes', async () => {
  const { get } = await boot();
  const query = { starting_at: '2026-11-19T14:00:00Z', 'group_by[]': ['model', 'api_key_id'] };

  const minutes = await get(PATH, { ...query, bucket_width: '1m', limit: 60 });
  const hour = await get(PATH, { ...query, bucket_width: '1h', limit: 1 });

  expect(tokensOf(rowsOf(minutes.body.data))).toEqual(tokensOf(rowsOf(hour.body.data)));
});

it('makes a day out of its 24 hours, the present day too', async () => {
  const { get } = await boot();

  const hours = await get(PATH, { starting_at: '2026-11-23T00:00:00Z', bucket_width: '1h', limit: 48 });
  const days = await get(PATH, { starting_at: '2026-11-23T00:00:00Z', bucket_width: '1d', limit: 2 });

  expect(tokensOf(rowsOf(hours.body.data))).toEqual(tokensOf(rowsOf(days.body.data)));
});

it('charges every day what its usage costs, but for the priority tier', async () => {
  const { get } = await boot();
  const query = { starting_at: '2026-11-16T00:00:00Z', limit: 9 };
  const dimensions = ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'];

  const usage = (await get(PATH, { ...query, 'group_by[]': dimensions })).body.data;
  const cost = (await get('/cost_report', { ...query, 'group_by[]': ['description'] })).body.data;

  const charged = cost.map(({ results }: { results: CostItem[] }) => sum(results.filter(fromUsage)));
  expect(charged).toEqual(usage.map(({ results }: { results: UsageItem[] }) => worth(results)));
});

it('is smaller on weekends and grows over the year', async () => {
  const { get } = await boot();
  const week = async (starting_at: string) => rowsOf((await get(PATH, { starting_at })).body.data);

  const recent = (await week('2026-11-16T00:00:00Z')).map((row) => row.output_tokens);
  const earlier = (await week('2025-11-17T00:00:00Z')).map((row) => row.output_tokens);

  const total = (amounts: number[]) => amounts.reduce((all, one) => all + one, 0);
  expect(Math.max(...recent.slice(5))).toBeLessThan(Math.min(...recent.slice(0, 5)));
  expect(total(recent)).toBeGreaterThan(1.2 * total(earlier));
});

interface CostItem {
  readonly amount: string;
  readonly cost_type: string;
}

/** Code and sessions are in the cost alone. */
const fromUsage = ({ cost_type }: CostItem): boolean => cost_type === 'tokens' || cost_type === 'web_search';

function sum(rows: readonly CostItem[]): bigint {
  return rows.reduce((total, { amount }) => total + picocents(amount), 0n);
}

function picocents(amount: string): bigint {
  const [whole = '0', part = ''] = amount.split('.');
  return BigInt(whole) * PICOCENTS + BigInt(part.padEnd(12, '0'));
}

function worth(rows: readonly UsageItem[]): bigint {
  const entries = rows.flatMap((row) =>
    Object.entries(amountsOf(row)).map(([metric, amount]) => {
      const free = row.service_tier === 'priority' && metric !== 'web_search_requests';
      const line = { ...row, speed: row.speed ?? 'standard' };
      return free ? 0n : BigInt(amount) * unitPrice(line, metric as Parameters<typeof unitPrice>[1]);
    }),
  );
  return entries.reduce((total, one) => total + one, 0n);
}
