import { differencesOf } from '../../src/reports/reconcile.js';
import { cents, type Outcome } from '../../src/index.js';
import { systemRuntime } from '../../src/kit/http/runtime.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import { afterTest } from '../support/cleanup.js';
import type { Reply, SeenRequest } from '../support/recording-api.js';

const DAY = 86_400_000;
/** A Friday; its month begins on a Sunday. */
const NOW = Date.parse('2026-11-20T10:30:00Z');
const TODAY = Date.parse('2026-11-20');

const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10);
const start = (day: number): string => `${dayText(day)}T00:00:00Z`;

/** A day costs 100 cents, 50 on Saturday and 20 on Sunday; one Tuesday costs 350, and today 33 so far. */
function costOf(day: number): string {
  if (day === TODAY) return '33';
  if (dayText(day) === '2026-11-10') return '350.5';
  return { 0: '20', 6: '50' }[new Date(day).getUTCDay()] ?? '100';
}

const GROUPED = [
  // Of the complete days of November, and of the same days of October.
  { from: '2026-11-01', until: '2026-11-20', model: 'a', key: 'apikey_1', amount: '1000' },
  { from: '2026-11-01', until: '2026-11-20', model: 'b', key: 'apikey_1', amount: '500' },
  { from: '2026-10-01', until: '2026-10-20', model: 'a', key: 'apikey_1', amount: '250' },
  { from: '2026-10-01', until: '2026-10-20', model: 'c', key: null, amount: '90' },
  // Of the month up to now: one of four dollars belongs to no one.
  { from: '2026-11-01', until: '2026-11-21', model: 'a', key: 'apikey_1', amount: '300' },
  { from: '2026-11-01', until: '2026-11-21', model: 'a', key: null, amount: '100' },
];

const NO_GROUP = { actor: null, api_key_id: null, workspace_id: null, model: null, service_tier: null };
const item = (day: number, amount: string, group: object) => ({
  starting_at: start(day),
  ending_at: start(day + DAY),
  group: { ...NO_GROUP, ...group },
  cost: { amount, list_amount: amount, currency: 'USD', requests: null },
});
const pageOf = (data: object[]): Reply => ({
  body: { data, has_more: false, next_page: null, data_refreshed_at: '2026-11-20T10:25:00Z' },
});

/** What each report has of two days of reconciliation. */
const RECONCILED = {
  analytics: [
    ['2026-11-17', '100', { cost_type: 'tokens', service_tier: 'standard' }],
    ['2026-11-18', '100', { cost_type: 'tokens', service_tier: 'standard' }],
    ['2026-11-18', '40', { cost_type: 'tokens', service_tier: 'priority' }],
    ['2026-11-18', '7', { cost_type: 'session_usage', service_tier: null }],
    ['2026-11-19', '100.004', { cost_type: 'tokens', service_tier: 'standard' }],
    ['2026-11-20', '60', { cost_type: 'tokens', service_tier: 'standard' }],
  ],
  legacy: { '2026-11-17': '100', '2026-11-18': '97.5', '2026-11-19': '100', '2026-11-20': '55' },
} as const;

/** What the API answers in place of its reports. */
let broken: object | undefined;

function answer({ url }: SeenRequest): Reply {
  if (broken) return pageOf([broken]);
  const { pathname, searchParams: asked } = new URL(url, 'http://api');
  const [from, until] = [asked.get('starting_at')!, asked.get('ending_at')!].map((time) => Date.parse(time));
  const inRange = (day: string): boolean => Date.parse(day) >= from! && Date.parse(day) < until!;
  const groups = asked.getAll('group_by[]');
  if (pathname.endsWith('/cost_report')) {
    const data = Object.entries(RECONCILED.legacy)
      .filter(([day]) => inRange(day))
      .map(([day, amount]) => ({
        starting_at: start(Date.parse(day)),
        ending_at: start(Date.parse(day) + DAY),
        results: [{ amount, currency: 'USD', cost_type: 'tokens', service_tier: 'standard' }],
      }));
    return { body: { data, has_more: false, next_page: null } };
  }
  if (groups.includes('service_tier'))
    return pageOf(
      RECONCILED.analytics
        .filter(([day]) => inRange(day))
        .map(([day, amount, group]) => item(Date.parse(day), amount, group)),
    );
  if (groups.length === 0) {
    const days = Array.from({ length: (until! - from!) / DAY }, (_, nth) => from! + nth * DAY);
    return pageOf(days.map((day) => item(day, costOf(day), {})));
  }
  return pageOf(
    GROUPED.filter((one) => Date.parse(one.from) === from && Date.parse(one.until) === until).map(
      ({ model, key, amount }) =>
        item(from!, amount, {
          model,
          workspace_id: 'wrkspc_1',
          api_key_id: key,
          actor: key === null ? null : { type: 'api_actor', api_key_id: key },
        }),
    ),
  );
}

let booted: Booted;
beforeAll(async () => {
  booted = await bootConnector(answer, { runtime: { ...systemRuntime, now: () => NOW } });
});
afterAll(() => booted.close());

const invoke = (id: string, input: object): Promise<Outcome> =>
  booted.connector.invokeById(id, input, { ...CONTEXT, deadline: NOW + 60_000 });
const usd = (amount: string, amount_usd: string) => ({ amount, amount_usd });

test('the month, its forecast, its movers and its unusual days, as by hand', async () => {
  const outcome = await invoke('spend_summary', { top: 3 });

  // 1 to 19 November: 14 weekdays, one of them 350.5, 2 Saturdays, 3 Sundays: 13 * 100 + 350.5 + 100 + 60.
  // Remaining: 7 weekdays, 2 Saturdays, 2 Sundays, of which a Tuesday is (3 * 100 + 350.5) / 4 = 162.625 on average.
  // 1 to 19 October 2026 begins on a Thursday: 13 weekdays, 3 Saturdays, 3 Sundays.
  expect(outcome).toMatchObject({
    ok: true,
    data: {
      summary:
        '$18.44 from 2026-11-01 up to now, +19.9 % against the same days of last month; expected for the month $27.13 ($26.51 to $29.01). Unusual days: 2026-11-10. Complete until 2026-11-20 00:00 UTC; today is not complete.',
      month: { first_day: '2026-11-01', last_day: '2026-11-20' },
      month_to_date: usd('1843.5', '18.435'),
      forecast: {
        ...usd('2713.125', '27.13125'),
        method: 'last_4_weeks_by_weekday',
        low: usd('2650.5', '26.505'),
        high: usd('2901', '29.01'),
        remaining_days: 11,
      },
      comparison: {
        ...usd('1810.5', '18.105'),
        days: { first_day: '2026-11-01', last_day: '2026-11-19' },
        previous_days: { first_day: '2026-10-01', last_day: '2026-10-19' },
        previous: usd('1510', '15.1'),
        change_usd: '3.005',
        change_percent: 19.9,
      },
      movers: [
        { dimension: 'api_key', value: 'apikey_1', ...moved('1500', '15', '250', '2.5', '12.5') },
        { dimension: 'workspace', value: 'wrkspc_1', ...moved('1500', '15', '340', '3.4', '11.6') },
        { dimension: 'model', value: 'a', ...moved('1000', '10', '250', '2.5', '7.5') },
      ],
      anomalies: [{ day: '2026-11-10', ...usd('350.5', '3.505'), median: usd('100', '1') }],
      unattributed_percent: 25,
    },
  });
});

const moved = (now: string, nowUsd: string, before: string, beforeUsd: string, change_usd: string) => ({
  current: usd(now, nowUsd),
  previous: usd(before, beforeUsd),
  change_usd,
});

test('two reports are compared day by day, each difference with its class', async () => {
  const outcome = await invoke('spend_reconcile', { first_day: '2026-11-17', last_day: '2026-11-20' });
  const part = (kind: string, amount: string, amount_usd: string) => ({ class: kind, amount, amount_usd });

  expect(outcome).toMatchObject({
    data: {
      summary:
        '2026-11-17 to 2026-11-20 (UTC): analytics has $4.07, legacy $3.53; 3 of 4 days differ (priority_tier $0.40, session_usage $0.07, unexplained $0.03, rounding $0.00, not_yet_refreshed $0.05).',
      equal_days: 1,
      days: [
        {
          day: '2026-11-18',
          differences: [
            part('priority_tier', '40', '0.4'),
            part('session_usage', '7', '0.07'),
            part('unexplained', '2.5', '0.025'),
          ],
        },
        { day: '2026-11-19', differences: [part('rounding', '0.004', '0.00004')] },
        { day: '2026-11-20', differences: [part('not_yet_refreshed', '5', '0.05')] },
      ],
    },
  });
  expect(differencesOf(day('1'), day('2'), true)).toEqual([{ class: 'unexplained', amount: '-1' }]);
});

const day = (amount: string) => ({ priority: [], session: [], other: [cents(amount)] });

const FINE = item(TODAY, '1', {});
const AMOUNT = 'A row of the response to analytics_cost_list has not the documented form';

test.each<[string, object, string]>([
  ['no row', { starting_at: 1 }, AMOUNT],
  ['no amount', { ...FINE, cost: { ...FINE.cost, amount: 'much' } }, AMOUNT],
  ['an endless amount', { ...FINE, cost: { ...FINE.cost, amount: '1e999' } }, AMOUNT],
  ['no time', { ...FINE, starting_at: 'now' }, AMOUNT],
  ['other money', { ...FINE, cost: { ...FINE.cost, currency: 'EUR' } }, 'A cost is in "EUR", not in USD'],
])('what has not the form of a report is no sum: %s', async (_, row, message) => {
  broken = row;
  afterTest(() => (broken = undefined));

  for (const [id, input] of [
    ['spend_query', {}],
    ['spend_summary', {}],
    ['spend_reconcile', { first_day: '2026-11-17', last_day: '2026-11-20' }],
  ] as const)
    expect(await invoke(id, input)).toMatchObject({
      ok: false,
      error: { code: 'upstream_protocol', message: expect.stringContaining(message) },
    });
});
