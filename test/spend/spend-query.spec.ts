import { DEMO_ADMIN_KEY, DEMO_ORGANIZATION_ID } from 'anthropic-admin-simulator';
import fc from 'fast-check';
import { cents, sumOf, type Outcome } from '../../src/index.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import type { SpendCell } from '../../src/reports/cells.js';
import { spendCells } from '../../src/reports/cells.js';
import { SPEND_DIMENSIONS } from '../../src/reports/dimensions.js';
import { SPEND_LEDGER, type SpendLedger } from '../../src/reports/spend-ledger.js';
import type { SpendQueryInput } from '../../src/actions/spend/spend.inputs.js';
import type { SpendQueryAnswer } from '../../src/actions/spend/spend.outputs.js';
import { CELL_DIMENSIONS } from '../../src/reports/cells.js';
import { systemRuntime } from '../../src/kit/http/runtime.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { afterTest } from '../support/cleanup.js';

const NOW = Date.parse('2026-11-20T10:30:00Z');
const DAY = 86_400_000;
let now = NOW;
/** What a caller may not run. */
let denied: string | undefined;
const OPTIONS: ConnectorOptions = {
  runtime: { ...systemRuntime, now: () => now },
  maxRetries: 0,
  policy: {
    decide: ({ action }) => (action.id === denied ? { effect: 'deny', reason: 'No.' } : { effect: 'allow' }),
  },
};

/** What a host keeps: the cells of all days up to this one. */
const KEPT = { from: Date.parse('2026-09-01'), until: Date.parse('2026-11-15') };
let cells: SpendCell[] | undefined;
const ledger: SpendLedger = {
  coverage: async () => cells && { ...KEPT, refreshedAt: KEPT.until, dimensions: CELL_DIMENSIONS },
  async *cells(_, { from, until }) {
    for (const cell of cells ?? []) {
      const at = Date.parse(cell.starting_at);
      if (at >= from && at < until) yield cell;
    }
  },
  changes: async () => undefined,
};

let off: string | undefined;
let booted: Simulated;
beforeAll(async () => {
  const switches = { isEnabled: async ({ action }: { action: { id: string } }) => action.id !== off };
  booted = await bootSimulated({ ...OPTIONS, switches, sources: { [SPEND_LEDGER]: ledger } });
});
beforeEach(() => {
  cells = undefined;
  denied = undefined;
  now = NOW;
  off = undefined;
  booted.simulator.faults.clear();
});
afterAll(() => booted.close());

const ask = (input: SpendQueryInput): Promise<Outcome<SpendQueryAnswer>> =>
  booted.connector.invoke('spend_query', input, { ...CONTEXT, deadline: now + 60_000 });

async function answer(input: SpendQueryInput): Promise<SpendQueryAnswer> {
  const outcome = await ask(input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.data;
}

/** Every row, page after page. */
async function allRows(input: SpendQueryInput): Promise<SpendQueryAnswer> {
  const first = await answer({ ...input, limit: 400 });
  const rows = [...first.rows];
  for (let page = first.next_page; page !== null;) {
    const next = await answer({ ...input, limit: 400, page });
    rows.push(...next.rows);
    page = next.next_page;
  }
  return { ...first, rows };
}

const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10);
const addedUp = (amounts: (string | undefined)[]): string => sumOf(amounts.map((one) => cents(one ?? '0')));
const counted = (numbers: (number | undefined)[]): number =>
  numbers.reduce<number>((all, one) => all + (one ?? 0), 0);

const QUERIES = fc.record({
  first: fc.integer({ min: 0, max: 40 }).map((days) => dayText(Date.parse('2026-10-01') + days * DAY)),
  days: fc.integer({ min: 1, max: 36 }),
  bucket: fc.constantFrom('none' as const, 'day' as const, 'week' as const, 'month' as const),
  group_by: fc.uniqueArray(fc.constantFrom(...SPEND_DIMENSIONS), { minLength: 1, maxLength: 3 }),
  top: fc.integer({ min: 1, max: 8 }),
});

interface Query extends Omit<SpendQueryInput, 'first_day' | 'last_day'> {
  readonly first: string;
  readonly days: number;
}

const inputOf = ({ first, days, ...rest }: Query) => {
  const last = Math.min(Date.parse(first) + (days - 1) * DAY, NOW);
  return { ...rest, first_day: first, last_day: dayText(last) } satisfies SpendQueryInput;
};

test('by any dimensions the rows add up to the total without them, to the last digit', async () => {
  await fc.assert(
    fc.asyncProperty(QUERIES, async (query) => {
      const input = inputOf(query);
      const measures: SpendQueryInput['measures'] = ['cost', 'list_cost', 'tokens'];
      const { rows, totals } = await allRows({ ...input, measures });
      const { first_day, last_day } = input;
      const whole = await answer({ first_day, last_day, measures });

      expect(totals).toEqual(whole.totals);
      expect(addedUp(rows.map(({ amount }) => amount))).toBe(whole.totals.amount);
      expect(addedUp(rows.map(({ list_amount }) => list_amount))).toBe(whole.totals.list_amount);
      expect(counted(rows.map(({ tokens }) => tokens?.total))).toBe(whole.totals.tokens?.total);
    }),
    { numRuns: 8 },
  );
}, 60_000);

test('a range adds up over any partition, and the ledger of a host gives the same figures as the API', async () => {
  const context = { ...CONTEXT, deadline: NOW + 60_000 };
  const kept: SpendCell[] = [];
  const rows = (id: 'analytics_cost_list' | 'analytics_usage_list', input: object) =>
    booted.connector.rows(id, input as never, context);
  for await (const cell of spendCells(rows, { ...KEPT, from: Date.parse('2026-10-26'), width: '1d' }))
    kept.push(cell);
  const whole = { first_day: '2026-10-26', last_day: '2026-11-18' };
  const parts = [
    { first_day: '2026-10-26', last_day: '2026-10-31' },
    { first_day: '2026-11-01', last_day: '2026-11-18' },
  ];
  const question = {
    group_by: ['workspace', 'token_type'],
    bucket: 'week',
    measures: ['cost', 'tokens'],
  } as const;
  const input = { ...question, group_by: [...question.group_by], measures: [...question.measures] };

  cells = undefined;
  const { totals } = await answer(whole);
  const split = await Promise.all(parts.map((part) => answer(part)));
  const {
    source: _,
    source_reason: __,
    data_refreshed_at: ___,
    ...fromApi
  } = await allRows({ ...whole, ...input });
  cells = kept;
  const { source, source_reason, data_refreshed_at, ...fromLedger } = await allRows({ ...whole, ...input });
  const requests = booted.log().length;
  const within = await answer({ ...parts[0], measures: ['cost', 'requests'] });

  expect(addedUp(split.map((one) => one.totals.amount))).toBe(totals.amount);
  expect(fromLedger).toEqual(fromApi);
  expect({ source, source_reason, data_refreshed_at }).toEqual({
    source: 'ledger_and_analytics',
    source_reason: 'The host keeps the range but its last days, which are from the analytics reports.',
    data_refreshed_at: '2026-11-20T10:25:00Z',
  });
  expect([within.source, within.totals.amount]).toEqual(['ledger', split[0]!.totals.amount]);
  expect(booted.log()).toHaveLength(requests);
}, 60_000);

test('what was known at a moment is asked of the ledger alone', async () => {
  expect(await ask({ as_of: '2026-11-10T00:00:00Z' })).toMatchObject({
    ok: false,
    error: { code: 'conflict', fix: 'Leave out as_of for the figures of today.' },
  });
});

test('says where the figures are from and that today is not complete', async () => {
  const { totals, rows, summary, ...rest } = await answer({});

  expect(rest).toEqual({
    currency: 'USD',
    source: 'analytics',
    source_reason: 'The analytics reports have the whole range.',
    data_refreshed_at: '2026-11-20T10:25:00Z',
    complete_until: '2026-11-20T00:00:00Z',
    is_incomplete: true,
    range: { first_day: '2026-11-01', last_day: '2026-11-20' },
    group_count: 0,
    next_page: null,
  });
  expect(rows).toEqual([]);
  expect(Number(totals.amount) / 100).toBeCloseTo(Number(totals.amount_usd));
  expect(summary).toMatch(
    /^2026-11-01 to 2026-11-20 \(UTC\): \$[\d,.]+\. Complete until .*today is not complete\.$/,
  );
});

test('compares with the period before, in rows that add up too', async () => {
  const { totals, rows, previous_range } = await answer({
    group_by: ['workspace'],
    top: 2,
    compare: 'previous_period',
  });
  const before = await answer({ first_day: '2026-10-01', last_day: '2026-10-20' });

  expect(previous_range).toEqual({ first_day: '2026-10-01', last_day: '2026-10-20' });
  expect(totals.previous?.amount).toBe(before.totals.amount);
  expect(addedUp(rows.map(({ previous }) => previous?.amount))).toBe(before.totals.amount);
  expect(rows.map(({ is_other }) => is_other ?? false)).toEqual([false, false, true]);
});

test('names stand beside ids; a part that may not be read is a warning', async () => {
  booted.simulator.faults.add({ kind: 'status', status: 403, match: { path: '/v1/organizations/api_keys' } });
  const outcome = await ask({ group_by: ['api_key'], resolve_names: true });
  const input = { group_by: ['workspace', 'api_key', 'actor'] as const, top: 3, resolve_names: true };
  const { rows } = await answer({ ...input, group_by: [...input.group_by] });

  expect(rows[0]?.names).toEqual({
    workspace: expect.any(String),
    api_key: expect.any(String),
    actor: expect.any(String),
  });
  expect(outcome).toMatchObject({
    ok: true,
    meta: { warnings: [expect.stringContaining('Some names are missing, because api_keys_list')] },
  });
});

test('names are remembered for minutes, by connection, for those who may list them', async () => {
  const input: SpendQueryInput = { group_by: ['api_key'], top: 3, resolve_names: true };
  const asked = async (): Promise<readonly [lists: number, names: number]> => {
    const before = booted.log().length;
    const { rows } = await answer(input);
    const lists = booted.log().slice(before);
    return [
      lists.filter((path) => path.includes('/api_keys')).length,
      rows.filter(({ names }) => names).length,
    ];
  };
  now += 60 * 60_000;
  expect(await asked()).toEqual([1, 3]);
  now += 60_000;
  expect(await asked()).toEqual([0, 3]);
  denied = 'api_keys_list';
  expect(await asked()).toEqual([0, 0]);
  denied = undefined;
  now += 3 * 60_000;
  expect(await asked()).toEqual([1, 3]);
  await booted.connector.connections.save({
    tenantId: CONTEXT.tenantId,
    name: 'default',
    apiKey: DEMO_ADMIN_KEY,
    actor: 'test',
  });
  expect(await asked()).toEqual([1, 3]);
});

test.each<[string, 'analytics_cost_list' | 'analytics_usage_list', object]>([
  ['cost', 'analytics_cost_list', { group_by: ['api_key_id', 'model'], limit: 5 }],
  ['list prices', 'analytics_cost_list', { group_by: ['product'], order_by: 'list_amount', limit: 3 }],
  ['tokens', 'analytics_usage_list', { group_by: ['workspace_id'], models: null }],
])('a long ranking by %s has the question ready that answers it', async (_, actionId, more) => {
  const ranking = { starting_at: '2026-09-01T00:00:00Z', ending_at: '2026-11-15T00:00:00Z', ...more };
  const parts = ['2026-09-01', '2026-10-01', '2026-11-01', '2026-11-15'].map((day) => `${day}T00:00:00Z`);
  const refused = await booted.connector.invokeById(actionId, ranking, CONTEXT);
  const { alternative } = refused.ok ? {} : refused.error.limitation!;
  const { input } = alternative!;
  const found = await answer(input as SpendQueryInput);
  const read = await Promise.all(
    parts
      .slice(1)
      .map((ending_at, nth) =>
        booted.connector.invokeById(
          actionId,
          { ...ranking, starting_at: parts[nth], ending_at, limit: 1_000 },
          { ...CONTEXT, all: true },
        ),
      ),
  );

  const sums = new Map<string, number>();
  for (const part of read)
    for (const { group, cost, usage } of (part as { data: { data: Row[] } }).data.data) {
      const key = Object.values(group)
        .map((value) => value ?? 'unattributed')
        .join();
      const value = cost ? Number('order_by' in more ? cost.list_amount : cost.amount) : tokensIn(usage!);
      sums.set(key, (sums.get(key) ?? 0) + value);
    }
  const expected = [...sums].sort(([, one], [, other]) => other - one);
  const own = found.rows.filter(({ is_other }) => !is_other);
  const { limit = 20 } = more as { limit?: number };
  expect(alternative!.actionId).toBe('spend_query');
  expect(own).toHaveLength(Math.min(limit, expected.length));
  for (const [nth, row] of own.entries())
    expect(Number(row.amount ?? row.list_amount ?? row.tokens?.total)).toBeCloseTo(expected[nth]![1], 4);
});

interface Row {
  readonly group: Readonly<Record<string, string | null>>;
  readonly cost?: { readonly amount: string; readonly list_amount: string };
  readonly usage?: object;
}

const tokensIn = (usage: object): number =>
  Object.entries(usage).reduce<number>((sum, [name, value]) => {
    if (typeof value === 'object' && value !== null) return sum + tokensIn(value as object);
    return name.endsWith('_tokens') && name !== 'total_tokens' ? sum + Number(value) : sum;
  }, 0);

test('says that all does not join its pages', async () => {
  const input = { group_by: ['model'], limit: 1 } as const;
  const one = await booted.connector.invokeById('spend_query', input, { ...CONTEXT, all: true });
  const whole = await booted.connector.invokeById(
    'spend_query',
    { ...input, limit: 1000 },
    { ...CONTEXT, all: true },
  );

  expect(one).toMatchObject({
    data: { rows: [{}] },
    meta: { warnings: [expect.stringContaining('follow next_page')] },
  });
  expect(JSON.stringify(whole)).not.toContain('follow next_page');
});

test('pages of rows follow one another; a cursor belongs to its input', async () => {
  const input: SpendQueryInput = { group_by: ['model'], bucket: 'day', limit: 7 };
  const all = await allRows(input);
  const first = await answer(input);
  const second = await answer({ ...input, page: first.next_page! });

  expect([...first.rows, ...second.rows]).toEqual(all.rows.slice(0, 14));
  expect(await ask({ ...input, bucket: 'week', page: first.next_page! })).toMatchObject({
    error: { code: 'invalid_input', issues: [{ path: 'page' }] },
  });
});

describe('where the analytics reports have no data', () => {
  test.each<[string, SpendQueryInput, object]>([
    ['by model', { group_by: ['model'] }, { source: 'legacy', data_refreshed_at: null }],
    ['tokens by key', { group_by: ['api_key'], measures: ['tokens'] }, { source: 'legacy' }],
  ])('the older ones answer: %s', async (_, input, expected) => {
    const range = { first_day: '2025-12-20', last_day: '2026-01-10' };
    const { totals, rows, ...rest } = await answer({ ...range, ...input });
    const whole = await answer({ ...range, ...(input.measures ? { measures: input.measures } : {}) });

    expect(rest).toMatchObject(expected);
    expect(totals).toEqual(whole.totals);
    if (totals.amount) expect(addedUp(rows.map(({ amount }) => amount))).toBe(totals.amount);
  });

  test('what they do not have is refused, and says what to ask instead', async () => {
    expect(
      await ask({ first_day: '2025-12-20', last_day: '2026-01-10', group_by: ['api_key'] }),
    ).toMatchObject({
      error: {
        code: 'conflict',
        message: expect.stringContaining('no api_key of costs'),
        fix: expect.stringContaining('on or after 2026-01-01'),
      },
    });
  });

  test('an organization with HIPAA readiness has the same figures from them', async () => {
    const { settings } = booted.simulator.state.organization(DEMO_ORGANIZATION_ID);
    const analytics = await answer({ group_by: ['model'] });
    settings.hipaaReady = true;
    afterTest(() => (settings.hipaaReady = false));
    const legacy = await answer({ group_by: ['model'] });

    expect(legacy).toMatchObject({ source: 'legacy', source_reason: expect.stringContaining('HIPAA') });
    expect(legacy.totals).toEqual(analytics.totals);
  });
});

test.each<[string, object, string]>([
  ['500', { kind: 'status', status: 500 }, 'upstream_unavailable'],
  ['a broken body', { kind: 'truncated' }, 'upstream_protocol'],
  // Last: the connector pauses after it.
  ['429', { kind: 'status', status: 429 }, 'rate_limited'],
])('a report that ends early by %s is said to', async (_, fault, reason) => {
  const input: SpendQueryInput = { group_by: [...SPEND_DIMENSIONS.slice(0, 5)], bucket: 'day', top: 1 };
  const whole = await answer(input);
  // The first page of the report is read, the second one is not.
  booted.simulator.faults.add({ kind: 'slow', delay_ms: 0 } as never);
  booted.simulator.faults.add(fault as never);
  const outcome = await ask(input);

  expect(outcome).toMatchObject({
    ok: true,
    data: {
      is_incomplete: true,
      summary: expect.stringContaining(`too low, because not all of the report was read (${reason})`),
    },
    meta: { partial: { reason } },
  });
  expect(Number(outcome.ok && outcome.data.totals.amount)).toBeLessThan(Number(whole.totals.amount));
});

const KEPT_DAYS = { first_day: '2026-11-02', last_day: '2026-11-03' };

test.each<[string, SpendQueryInput]>([
  ['analytics_cost_list', KEPT_DAYS],
  ['analytics_usage_list', { ...KEPT_DAYS, measures: ['tokens'] }],
])('where %s is switched off, the ledger tells no more than the API would', async (action, input) => {
  for (const kept of [undefined, []]) {
    [cells, off] = [kept, action];
    expect(await ask(input)).toMatchObject({ ok: false, error: { code: 'action_disabled' } });
  }
  off = undefined;
  expect(await answer(input)).toMatchObject({ source: 'ledger' });
});

test('refuses a question that takes more cells than one answer is made of', async () => {
  const cell = { starting_at: '2026-11-02T00:00:00Z', amount: '1', list_amount: '1', quantity: null };
  cells = Array.from({ length: 200_001 }, () => cell as SpendCell);

  expect(await ask(KEPT_DAYS)).toMatchObject({
    ok: false,
    error: { code: 'conflict', message: expect.stringContaining('more than 200,000 cells') },
  });
});
