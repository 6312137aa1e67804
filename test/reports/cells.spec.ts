import { CELL_DIMENSIONS, spendCells, type CellsAsked, type SpendCell } from '../../src/reports/cells.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { CONTEXT } from '../support/boot-connector.js';

let booted: Simulated;
beforeAll(async () => {
  booted = await bootSimulated();
});
afterAll(() => booted.close());

type Rows = Parameters<typeof spendCells>[0];
const rows: Rows = (id, input) => booted.connector.rows(id, input as never, CONTEXT);

async function cellsOf(asked: CellsAsked, source: Rows = rows): Promise<SpendCell[]> {
  const cells: SpendCell[] = [];
  for await (const cell of spendCells(source, asked)) cells.push(cell);
  return cells;
}

/** Trillionths of a cent: decimal strings add up exactly. */
const exact = (cents: string | null): bigint => {
  const [whole = '0', part = ''] = (cents ?? '0').split('.');
  return BigInt(whole + part.padEnd(12, '0'));
};

/** The totals of a range, as the API reports them without dimensions. */
async function totals({ from, until }: CellsAsked): Promise<object> {
  const sum = { amount: 0n, list: 0n, tokens: 0, searches: 0, requests: 0 };
  for (let at = from; at < until; at += 86_400_000) {
    const [starting_at, ending_at] = [at, Math.min(until, at + 86_400_000)].map((time) =>
      new Date(time).toISOString(),
    ) as [string, string];
    for await (const one of booted.connector.rows(
      'analytics_cost_list',
      { starting_at, ending_at },
      CONTEXT,
    )) {
      sum.amount += exact(one.cost.amount);
      sum.list += exact(one.cost.list_amount);
    }
    for await (const { usage } of booted.connector.rows(
      'analytics_usage_list',
      { starting_at, ending_at },
      CONTEXT,
    )) {
      sum.tokens += usage.total_tokens;
      sum.searches += usage.server_tool_use.web_search_requests;
      sum.requests += usage.requests ?? 0;
    }
  }
  return sum;
}

function sumOf(cells: readonly SpendCell[]): object {
  const quantity = (unit: string): number =>
    cells.reduce((sum, cell) => sum + (cell.unit === unit ? (cell.quantity ?? 0) : 0), 0);
  return {
    amount: cells.reduce((sum, { amount }) => sum + exact(amount), 0n),
    list: cells.reduce((sum, { list_amount }) => sum + exact(list_amount), 0n),
    tokens: quantity('tokens'),
    searches: quantity('searches'),
    requests: quantity('requests'),
  };
}

const keyOf = ({ amount: _a, list_amount: _l, quantity: _q, ending_at: _e, ...key }: SpendCell): string =>
  JSON.stringify(key);

test.each<[string, CellsAsked]>([
  [
    'days, more than one request holds',
    { width: '1d', from: Date.UTC(2026, 9, 6), until: Date.UTC(2026, 10, 7), dimensions: ['model'] },
  ],
  ['hours', { width: '1h', from: Date.UTC(2026, 10, 3, 21), until: Date.UTC(2026, 10, 4, 3) }],
  [
    'days by other dimensions',
    {
      width: '1d',
      from: Date.UTC(2026, 10, 3),
      until: Date.UTC(2026, 10, 6),
      dimensions: ['workspace_id', 'model', 'service_tier', 'inference_geo', 'context_window'],
    },
  ],
])('cells of %s add up to the totals of the API, each once and in order', async (_, asked) => {
  const cells = await cellsOf(asked);

  expect(sumOf(cells)).toEqual(await totals(asked));
  expect(new Set(cells.map(keyOf)).size).toBe(cells.length);
  const starts = cells.map(({ starting_at }) => starting_at);
  expect(starts).toEqual(starts.toSorted());
});

test('a cell has the cost of one kind of tokens and how many there were', async () => {
  const from = Date.UTC(2026, 10, 3);
  const cells = await cellsOf({ width: '1d', from, until: from + 1 });

  const priced = cells.find(({ actor, cost_type }) => actor?.type === 'user_actor' && cost_type === 'tokens');
  expect(priced).toEqual({
    starting_at: '2026-11-03T00:00:00Z',
    ending_at: '2026-11-04T00:00:00Z',
    workspace_id: expect.stringMatching(/^wrkspc_/),
    api_key_id: expect.stringMatching(/^apikey_/),
    actor: { type: 'user_actor', id: expect.stringMatching(/^user_/) },
    model: expect.stringMatching(/^claude-/),
    product: expect.any(String),
    cost_type: 'tokens',
    token_type: expect.stringMatching(/_tokens$/),
    amount: expect.stringMatching(/^\d+(\.\d+)?$/),
    list_amount: priced?.amount,
    quantity: expect.any(Number),
    unit: 'tokens',
  });
  const searches = cells.filter(({ cost_type }) => cost_type === 'web_search');
  expect(searches.map(({ amount, quantity }) => Number(amount) === quantity)).toEqual(
    searches.map(() => true),
  );
  expect(searches.length).toBeGreaterThan(0);
});

const group = Object.fromEntries([...CELL_DIMENSIONS, 'cost_type', 'token_type'].map((name) => [name, null]));
const cost = (starting_at: string, currency = 'USD', amount: unknown = '1'): object => ({
  starting_at,
  group,
  cost: { amount, list_amount: '1', currency },
});
const [THIRD, NO_FORM] = ['2026-11-03T00:00:00Z', 'A row of the report has not the documented form.'];

test.each([
  [
    'twice',
    [cost('2026-11-03T00:00:00Z'), cost('2026-11-03T00:00:00Z')],
    'The cost report holds one combination',
  ],
  ['not in order', [cost('2026-11-04T00:00:00Z'), cost('2026-11-03T00:00:00Z')], 'not in the order of time'],
  ['without a time', [cost('soon')], 'other time buckets than the requested ones'],
  ['of another year', [cost('+275760-09-13T00:00:00Z')], 'other time buckets'],
  ['of a part of a bucket', [cost('2026-11-03T07:00:00Z')], 'other time buckets'],
  ['nothing', [null], 'other time buckets'],
  ['without a cost', [{ starting_at: THIRD, group }], NO_FORM],
  ['a formula', [cost(THIRD, 'USD', '=1+1')], NO_FORM],
  ['a number', [cost(THIRD, 'USD', NaN)], NO_FORM],
  ['of an object', [{ ...cost(THIRD), group: { ...group, model: {} } }], NO_FORM],
  ['in another currency', [cost('2026-11-03T00:00:00Z', 'EUR')], 'A cost is in "EUR", not in USD.'],
  ['too many', [1, 2, 3].map(() => cost('2026-11-03T00:00:00Z')), 'more than 2 rows'],
])('refuses rows that are %s', async (_, costs, message) => {
  const from = Date.UTC(2026, 10, 3);
  async function* source(id: string): AsyncGenerator<unknown> {
    if (id === 'analytics_cost_list') yield* costs;
  }

  const reading = cellsOf({ width: '1d', from, until: from + 86_400_001, mostRows: 2 }, source);

  await expect(reading).rejects.toThrow(message);
});

test.each(['5', 1.5, NaN, 2 ** 60, null])('refuses a count of %p', async (tokens) => {
  const from = Date.UTC(2026, 10, 3);
  const usage = {
    ...{ uncached_input_tokens: tokens, cache_read_input_tokens: 0, output_tokens: 0, requests: null },
    cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
    server_tool_use: { web_search_requests: 0 },
  };
  async function* source(id: string): AsyncGenerator<unknown> {
    if (id === 'analytics_usage_list') yield { starting_at: THIRD, group, usage };
  }

  await expect(cellsOf({ width: '1d', from, until: from + 1 }, source)).rejects.toThrow(NO_FORM);
});
