import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { DEMO_ADMIN_KEY, type FaultRequest } from 'anthropic-admin-simulator';
import { systemRuntime } from '../../src/kit/http/runtime.js';
import type { InvocationContext } from '../../src/kit/engine/context.js';
import type { Outcome } from '../../src/kit/engine/outcome.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import { bootConnector, CONTEXT } from '../support/boot-connector.js';
import { afterTest } from '../support/cleanup.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';

const NOW = Date.parse('2026-11-20T10:30:00Z');
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

type Input = Readonly<Record<string, unknown>>;

interface Page {
  readonly data: readonly unknown[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

let booted: Simulated;
beforeAll(async () => {
  booted = await bootSimulated({ runtime: { ...systemRuntime, now: () => NOW }, maxRetries: 0 });
});
beforeEach(() => booted.simulator.faults.clear());
afterAll(() => booted.close());

const invoke = (id: string, input: Input, context: Partial<InvocationContext> = {}): Promise<Outcome> =>
  booted.connector.invokeById(id, input, { ...CONTEXT, deadline: NOW + HOUR, ...context });

const PATHS: Readonly<Record<string, string>> = {
  usage_report_messages: 'usage_report/messages',
  cost_report_get: 'cost_report',
  analytics_usage_list: 'analytics/usage',
  analytics_cost_list: 'analytics/cost',
  usage_report_claude_code: 'usage_report/claude_code',
};

/** One page of the simulator, without the connector. */
async function pageOf(id: string, input: Input): Promise<Page> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    if (Array.isArray(value)) value.forEach((one) => query.append(`${name}[]`, String(one)));
    else query.append(name, String(value));
  }
  const response = await fetch(`${booted.simulator.url}/v1/organizations/${PATHS[id]}?${query}`, {
    headers: {
      'x-api-key': DEMO_ADMIN_KEY,
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'analytics-usage-cost-2026-08-24',
    },
  });
  const body = (await response.json()) as Page;
  if (!response.ok) throw new Error(JSON.stringify(body));
  return body;
}

async function allPagesOf(id: string, input: Input): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let page: string | null | undefined; page !== null;) {
    const next = await pageOf(id, { ...input, ...(page === undefined ? {} : { page }) });
    items.push(...next.data);
    page = next.next_page;
  }
  return items;
}

const iso = (time: number): string => new Date(time).toISOString();

/** A range of one report, and how one reads it without the connector: a short window after the other. */
interface Case {
  readonly id: string;
  readonly input: Input;
  readonly naive: () => Promise<unknown[]>;
}

interface Given {
  readonly from: number;
  readonly length: number;
  readonly isAligned: boolean;
  readonly isOpen: boolean;
  readonly isGrouped: boolean;
  readonly isAscending: boolean;
}

const align = ({ isAligned }: Given, time: number, step: number): number =>
  isAligned ? Math.floor(time / step) * step : time;

const legacy =
  (id: 'usage_report_messages' | 'cost_report_get', width: string, step: number, buckets: number) =>
  (given: Given): Case => {
    const start = align(given, NOW - Math.ceil(given.from * buckets) * step, step);
    const end = align(given, start + Math.ceil(given.length * buckets) * step + step, step);
    const input = {
      starting_at: iso(start),
      bucket_width: width,
      ...(given.isOpen ? {} : { ending_at: iso(end) }),
      ...(given.isGrouped ? { group_by: ['workspace_id'] } : {}),
    };
    return { id, input, naive: () => allPagesOf(id, { ...input, limit: 29 }) };
  };

const analytics =
  (
    id: 'analytics_usage_list' | 'analytics_cost_list',
    width: string,
    step: number,
    buckets: number,
    more: Input = {},
  ) =>
  (given: Given): Case => {
    const start = align(given, NOW - Math.ceil(given.from * buckets) * step, step);
    const end = given.isOpen
      ? NOW
      : align(given, start + Math.ceil(given.length * buckets) * step + step, step);
    const input = {
      ...more,
      time_bucket_width: width,
      order_by: 'time',
      ...(given.isAscending ? { order: 'asc' } : {}),
      group_by: [
        ...(given.isGrouped ? ['workspace_id', 'actor'] : []),
        ...(id === 'analytics_cost_list' ? ['cost_type', 'token_type'] : []),
      ],
    };
    const naive = async (): Promise<unknown[]> => {
      const parts: unknown[][] = [];
      for (let at = start; at < end; at = Math.floor(at / step) * step + 17 * step) {
        const until = Math.min(end, Math.floor(at / step) * step + 17 * step);
        const window = { ...input, starting_at: iso(at), ending_at: iso(until), limit: 130 };
        parts.push(await allPagesOf(id, window));
      }
      return (given.isAscending ? parts : parts.reverse()).flat();
    };
    return { id, input: { ...input, starting_at: iso(start), ending_at: iso(end) }, naive };
  };

const claudeCode = (given: Given): Case => {
  const id = 'usage_report_claude_code';
  const day = (time: number): string => iso(time).slice(0, 10);
  const start = NOW - Math.ceil(given.from * 40) * DAY;
  const end = given.isOpen ? NOW + DAY : start + Math.ceil(given.length * 40) * DAY + DAY;
  const naive = async (): Promise<unknown[]> => {
    const rows: unknown[] = [];
    for (let at = start; day(at) < day(end); at += DAY)
      rows.push(...(await allPagesOf(id, { starting_at: day(at), limit: 3 })));
    return rows;
  };
  return { id, input: { starting_at: day(start), ending_at: day(end) }, naive };
};

const ONE_PRODUCT = { products: ['claude_code'] };
const CASES: [string, (given: Given) => Case][] = [
  ['usage by day', legacy('usage_report_messages', '1d', DAY, 200)],
  ['usage by minute', legacy('usage_report_messages', '1m', MINUTE, 3_500)],
  ['cost by day', legacy('cost_report_get', '1d', DAY, 200)],
  ['analytics usage by day', analytics('analytics_usage_list', '1d', DAY, 100)],
  ['analytics usage by minute', analytics('analytics_usage_list', '1m', MINUTE, 4_000, ONE_PRODUCT)],
  ['analytics cost by day', analytics('analytics_cost_list', '1d', DAY, 70)],
  ['analytics cost by hour', analytics('analytics_cost_list', '1h', HOUR, 800, ONE_PRODUCT)],
  ['Claude Code by day', claudeCode],
];

const SHARE = fc.double({ min: 0, max: 1, noNaN: true });

/** What happens to the page after so many; a range whose first page fails has nothing to continue. */
const FAULT = fc.record({
  after: fc.integer({ min: 1, max: 6 }),
  fault: fc.constantFrom<FaultRequest[]>(
    { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
    { kind: 'status', status: 500 },
    { kind: 'truncated' },
    { kind: 'reset_mid_body' },
    { kind: 'broken_page_token', times: 3 },
    { kind: 'short_page', rows: 2, times: 4 },
    { kind: 'short_page', rows: 0, times: 2 },
    { kind: 'cut_page', form: 'null_cursor', times: 2 },
    { kind: 'cut_page', form: 'same_cursor', times: 2 },
    { kind: 'cut_page', form: 'not_a_list' },
  ),
});

const READ = fc.record({
  limit: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
  faults: fc.array(FAULT, { maxLength: 2 }),
  maxPages: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
});

const GIVEN = fc.record({
  from: SHARE,
  length: SHARE,
  isAligned: fc.boolean(),
  isOpen: fc.boolean(),
  isGrouped: fc.boolean(),
  isAscending: fc.boolean(),
});

interface Reading {
  readonly limit: number | undefined;
  readonly maxPages?: number | undefined;
  readonly faults: readonly { readonly after: number; readonly fault: FaultRequest }[];
}

/** Reads a report to its end by its cursors, whatever happens; a cursor that the API refuses starts it again. */
async function readToItsEnd(id: string, input: Input, reading: Reading): Promise<unknown[]> {
  const left = [...reading.faults];
  const { limit, maxPages } = reading;
  let found: unknown[] = [];
  let next: object = {};
  for (let calls = 0; calls < 400; calls += 1) {
    const outcome = await invoke(
      id,
      { ...input, ...(limit === undefined ? {} : { limit }), ...next },
      {
        all: limit === undefined,
        ...(maxPages === undefined ? {} : { maxPages }),
        onProgress: ({ pages }) => {
          const at = left.findIndex(({ after }) => after <= pages);
          if (at >= 0) left.splice(at, 1).forEach(({ fault }) => booted.simulator.faults.add(fault));
        },
      },
    );
    if (!outcome.ok && outcome.error.code === 'upstream_invalid_request') [found, next] = [[], {}];
    if (!outcome.ok) continue;
    const { data, has_more } = outcome.data as Page;
    found.push(...data);
    // The API splits a row of cost into its components after it has counted it.
    if (id !== 'analytics_cost_list') expect(data.length).toBeLessThanOrEqual(limit ?? Infinity);
    expect(outcome.page?.hasMore).toBe(has_more);
    if (!has_more) {
      expect(outcome.meta.partial).toBeUndefined();
      return found;
    }
    if (outcome.page?.next === null) [found, next] = [[], {}];
    else next = outcome.page!.next!;
  }
  throw new Error('the report has no end');
}

describe.each(CASES)('%s, of any range', (_, caseOf) => {
  test('equals what one short page after the other returns, whatever happens on the way', async () => {
    await fc.assert(
      fc.asyncProperty(GIVEN, READ, async (given, reading) => {
        const { id, input, naive } = caseOf(given);
        booted.simulator.faults.clear();
        const expected = await naive();

        // A row per call would take long, and show nothing more.
        const limit = reading.limit && Math.max(reading.limit, Math.ceil(expected.length / 30));
        const found = await readToItsEnd(id, input, { ...reading, limit: limit && Math.min(1_000, limit) });

        expect(found).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

/** Three months of hours with a row each and a few more on some days, as the API pages them. */
const LONG = {
  starting_at: '2026-06-01T05:30:00Z',
  ending_at: '2026-09-01T00:00:00Z',
  time_bucket_width: '1h',
  order: 'asc',
} as const;

async function overHours(rowsPerHour: number, options: ConnectorOptions = {}) {
  const waiting: (() => void)[] = [];
  let together = 1;
  const { connector, api, close } = await bootConnector(async ({ url }) => {
    const asked = new URL(url, 'http://api').searchParams;
    const time = (name: string): number => Date.parse(asked.get(name) ?? '');
    const from = Math.floor(time('starting_at') / HOUR);
    const rows = Array.from({ length: Math.ceil(time('ending_at') / HOUR) - from }, (_, hour) =>
      Array.from({ length: rowsPerHour }, (_row, nth) => ({
        starting_at: iso((from + hour) * HOUR),
        nth,
      })),
    ).flat();
    const at = Number(asked.get('page') ?? 0);
    const to = at + Number(asked.get('limit') ?? 20);
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      setTimeout(() => waiting.splice(0).forEach((answer) => answer()), 25);
      together = Math.max(together, waiting.length);
    });
    const more = to < rows.length;
    return { body: { data: rows.slice(at, to), has_more: more, next_page: more ? String(to) : null } };
  }, options);
  afterTest(close);
  const read = (input: Input = {}, context: Partial<InvocationContext> = {}): Promise<Outcome> =>
    connector.invokeById('analytics_usage_list', { ...LONG, ...input }, { ...CONTEXT, ...context });
  return { connector, api, read, together: () => together };
}

const HOURS = (Date.parse(LONG.ending_at) - Date.parse('2026-06-01T05:00:00Z')) / HOUR;
const dataOf = (outcome: Outcome): readonly unknown[] => (outcome.ok ? (outcome.data as Page).data : []);

describe('a range of analytics that is longer than one request covers', () => {
  test('is read by month where a page holds one, several at once', async () => {
    const { api, read, together } = await overHours(1);

    const outcome = await read({}, { all: true });

    expect(dataOf(outcome)).toHaveLength(HOURS);
    expect(api.seen).toHaveLength(3);
    expect(together()).toBe(2);
  });

  test('is read in smaller windows, at once, where a page holds less', async () => {
    const { api, read, together } = await overHours(10);

    const outcome = await read({}, { all: true });

    expect(dataOf(outcome)).toHaveLength(10 * HOURS);
    expect(api.seen.length).toBeLessThan((1.5 * 10 * HOURS) / 1_000);
    expect(together()).toBeGreaterThan(4);
  });

  test('takes the requests that the number of rows needs', async () => {
    const { api, read } = await overHours(40);

    expect(dataOf(await read({ limit: 7 }))).toHaveLength(7);
    expect(api.seen).toHaveLength(1);
  });

  test('is cut by a budget of pages or bytes where the cursor continues', async () => {
    const { read } = await overHours(40, { maxPullBytes: 400_000 });
    const pages = await read({}, { all: true, maxPages: 5 });
    const bytes = await read({}, { all: true, maxPages: 1_000 });

    expect(pages).toMatchObject({ meta: { attempts: 5, partial: { reason: 'page_budget' } } });
    expect(bytes).toMatchObject({ meta: { partial: { reason: 'size_budget' } } });
    for (const cut of [pages, bytes]) {
      const next = await read({ limit: 1, ...(cut.ok ? cut.page!.next! : {}) });
      const before = dataOf(cut).length;
      const hour = Date.parse('2026-06-01T05:00:00Z') + Math.floor(before / 40) * HOUR;
      expect(dataOf(next)).toEqual([{ starting_at: iso(hour), nth: before % 40 }]);
    }
  });

  test('is continued by its own query alone, and by a cursor as it was returned', async () => {
    const { api, read } = await overHours(1);
    const first = await read({ limit: 3 });
    const { page = '' } = first.ok ? first.page!.next! : {};
    const sent = api.seen.length;

    expect(page).toMatch(/^b1\./);
    for (const input of [
      { page: page.replace(/\.[^.]+$/, '.0') },
      { page: `${page}0` },
      { page, order: 'desc' },
      { page, ending_at: '2026-06-02T00:00:00Z' },
      { page, time_bucket_width: '1d' },
      { page: 'of the API' },
    ])
      expect(await read(input)).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', effect: 'none', issues: [{ path: 'page', rule: 'cursor' }] },
      });
    expect(api.seen).toHaveLength(sent);
  });

  test('fails where its first page fails', async () => {
    const { connector, close } = await bootConnector(() => ({ status: 500 }));
    afterTest(close);

    const outcome = await connector.invokeById('analytics_cost_list', { ...LONG }, { ...CONTEXT, all: true });

    expect(outcome).toMatchObject({ ok: false, error: { code: 'upstream_unavailable' } });
  });

  test.each([
    ['without buckets', { time_bucket_width: undefined }],
    ['by amount', { order_by: 'total_tokens' }],
  ])('is no ranking: %s it is refused, with rows in the order of time instead', async (_, change) => {
    const { api, connector } = await overHours(1);
    const input = Object.fromEntries(
      Object.entries({ ...LONG, ...change }).filter(([, value]) => value !== undefined),
    );

    const refused = await connector.invokeById('analytics_usage_list', input, CONTEXT);

    expect(refused).toMatchObject({ error: { limitation: { id: 'analytics_usage_ranking_range' } } });
    expect(api.seen).toHaveLength(0);
    const { alternative } = refused.ok ? {} : refused.error.limitation!;
    expect(await connector.invokeById(alternative!.actionId, alternative!.input, CONTEXT)).toMatchObject({
      ok: true,
    });
  });
});

test('rows of a range come in order, one small request after the other', async () => {
  const { connector } = await overHours(40);
  const found: unknown[] = [];

  for await (const row of connector.rows(
    'analytics_usage_list',
    { ...LONG, ending_at: '2026-06-16T00:00:00Z' },
    CONTEXT,
  ))
    found.push(row.starting_at);

  expect(found).toHaveLength(40 * (HOURS - 77 * 24));
  expect(found).toEqual([...found].sort());
});

test('Claude Code of one day is requested as the API has it, and of several without the end', async () => {
  const { connector, api, close } = await bootConnector(({ url }) => {
    const date = `${new URL(url, 'http://api').searchParams.get('starting_at')}T00:00:00Z`;
    return { body: { data: [{ date }], has_more: false, next_page: null } };
  });
  afterTest(close);
  const read = (input: object): Promise<Outcome> =>
    connector.invokeById('usage_report_claude_code', input, CONTEXT);

  expect(dataOf(await read({ starting_at: '2026-11-01' }))).toHaveLength(1);
  expect(dataOf(await read({ starting_at: '2026-11-01', ending_at: '2026-11-04' }))).toHaveLength(3);
  expect(await read({ starting_at: '2026-11-01', ending_at: '2026-11-01' })).toMatchObject({
    error: { issues: [{ path: 'ending_at', rule: 'rule' }] },
  });
  expect(api.seen.map(({ url }) => url.split('?')[1])).toEqual([
    'starting_at=2026-11-01',
    'starting_at=2026-11-01&limit=20',
    'starting_at=2026-11-02&limit=19',
    'starting_at=2026-11-03&limit=19',
  ]);
});

/** A cursor of ours with another place, as somebody makes it who knows how. */
function forged(id: string, input: Input, place: string): string {
  const query = Object.entries(input).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify([id, place, undefined, query]);
  return `b1.${place}.${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
}

const ROWS = {
  ...{ starting_at: '2026-09-01T00:00:00Z', ending_at: '2026-11-01T00:00:00Z' },
  ...{ time_bucket_width: '1d', order_by: 'time', order: 'asc' },
};

it.each([
  ['analytics_cost_list', ROWS, 'nowhere'],
  ['analytics_cost_list', ROWS, `${'9'.repeat(400)}_${'9'.repeat(401)}_0`],
  ['analytics_cost_list', ROWS, '0_86400000_0'],
  ['analytics_cost_list', ROWS, `${Date.parse('2026-09-02')}_${Date.parse('2026-09-03')}_${'9'.repeat(30)}`],
  ['usage_report_messages', { starting_at: '2026-11-01T00:00:00Z', limit: 40 }, 'nowhere'],
  ['usage_report_messages', { starting_at: '2026-11-01T00:00:00Z', limit: 40 }, '9'.repeat(30)],
])('refuses a forged cursor of %s as one of another input', async (id, input, place) => {
  const { limit: _, ...query } = input as Input;

  const outcome = await invoke(id, { ...input, page: forged(id, query, place) });

  expect(outcome).toMatchObject({ ok: false, error: { code: 'invalid_input', issues: [{ path: 'page' }] } });
});
