import fc from 'fast-check';
import { SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import type { Database } from '../../platform/src/database/database.js';
import { systemRuntime } from '../../src/kit/index.js';
import { spendCells, type SpendCell } from '../../src/reports/cells.js';
import { AnthropicConnector } from '../../src/connector/connector.js';
import { SPEND_LEDGER } from '../../src/reports/spend-ledger.js';
import { amountOf, partsOf } from '../../platform/src/ledger/amounts.js';
import { eraseActors } from '../../platform/src/ledger/erase-actors.js';
import { keptCells, LEDGER_DIMENSIONS } from '../../platform/src/ledger/kept-cells.js';
import { KeptSpend } from '../../platform/src/ledger/kept-spend.js';
import { removeGone } from '../../platform/src/ledger/remove-rows.js';
import { afterTest } from '../support/cleanup.js';
import { ENGINES, testDatabase } from '../database/support/test-database.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { inOrder, keptIn, ledgersOf, REF, type Ledgers } from './support/ledgers.js';

const START = Date.parse('2026-11-03T10:30:00Z');
const [HOUR, DAY] = [3_600_000, 86_400_000];

let booted: Simulated;
let clock = START;
const RUNTIME = { ...systemRuntime, now: () => clock };
beforeAll(async () => {
  booted = await bootSimulated({ runtime: RUNTIME }, { clock: () => clock }, SECOND_ADMIN_KEY);
});
beforeEach(() => {
  clock = START;
  booted.simulator.clock.reset();
  booted.simulator.faults.clear();
});
afterAll(() => booted.close());

const restating = (seed: number): void => {
  booted.simulator.faults.add({ kind: 'restated', share: 30, days: 6, seed });
  booted.simulator.faults.add({ kind: 'late', share: 30, hours: 30, seed });
};

/** The cells that the API has at a time of the simulator. */
async function truth(at: number, width: '1d' | '1h', from: number, until: number): Promise<SpendCell[]> {
  const now = clock;
  clock = at;
  const cells: SpendCell[] = [];
  const rows: Parameters<typeof spendCells>[0] = (id, input) =>
    booted.connector.rows(id, input as never, CONTEXT);
  for await (const cell of spendCells(rows, { from, until, width })) cells.push(cell);
  clock = now;
  return inOrder(cells);
}

async function begun(database: Database): Promise<Ledgers> {
  const ledgers = ledgersOf(database, booted, RUNTIME);
  await ledgers.store.switchOn(REF);
  return ledgers;
}

/** A connector that reads what is kept in place of the API. */
async function keeping(database: Database): Promise<AnthropicConnector> {
  const connector = new AnthropicConnector({
    baseUrl: booted.simulator.url,
    requestsPerMinute: 100_000,
    runtime: RUNTIME,
    sources: { [SPEND_LEDGER]: new KeptSpend(database) },
  });
  afterTest(() => connector.close());
  await connector.connections.save({ ...REF, apiKey: SECOND_ADMIN_KEY, actor: 'test' });
  return connector;
}

const QUERIES = fc.record({
  first_day: fc.constantFrom('2026-11-01', '2026-11-02'),
  last_day: fc.constantFrom('2026-11-02', '2026-11-03', '2026-11-04'),
  bucket: fc.constantFrom('none' as const, 'day' as const),
  measures: fc.constantFrom(
    ['cost' as const],
    ['tokens' as const, 'list_cost' as const],
    ['requests' as const],
  ),
  group_by: fc.subarray(['model', 'workspace', 'api_key', 'actor', 'product'] as const, { maxLength: 3 }),
});

async function sameAnswer(kept: AnthropicConnector, query: object): Promise<void> {
  const input = { ...query, top: 1000, limit: 1000 };
  const [ours, theirs] = await Promise.all(
    [kept, booted.connector].map((connector) => connector.invokeById('spend_query', input, CONTEXT)),
  );
  if (!ours?.ok || !theirs?.ok) throw new Error(JSON.stringify([ours, theirs]));
  const [{ rows, totals, source }, expected] = [ours.data, theirs.data] as Record<string, unknown>[] as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];
  expect(source).toMatch(/^ledger/);
  expect({ rows, totals }).toEqual({ rows: expected['rows'], totals: expected['totals'] });
}

async function refusesToChange({ db }: Database): Promise<void> {
  for (const change of [{ cents: 1 }, { known_at: 1 }, { replaced_at: null }])
    await expect(db.updateTable('ledger_cells').set(change).execute()).rejects.toThrow('keeps every version');
}

/** Of a ledger that was switched off nothing is left, and its sync writes no more. */
async function removed(database: Database, { store, row, sync, results }: Ledgers): Promise<void> {
  const { db } = database;
  const { ledger } = await row();
  const { id } = await db
    .selectFrom('ledger_actors')
    .select('id')
    .where('id', 'is not', null)
    .executeTakeFirstOrThrow();
  expect(await eraseActors(db, REF.tenantId, { text: String(id) }, 1)).toBe(1);
  expect(await eraseActors(db, REF.tenantId, { text: String(id) }, 1)).toBe(0);
  const running = sync();
  await store.switchOff(REF);
  await running;
  await removeGone(database);

  expect(results.at(-1)).toBe('stopped');
  expect(await store.find(REF)).toMatchObject({ state: 'off' });
  for (const table of ['ledger_cells', 'ledger_combinations', 'ledger_actors', 'ledger_states'] as const)
    expect(await db.selectFrom(table).selectAll().where('ledger', '=', ledger).execute()).toEqual([]);
}

async function takesNoMoreThan(most: number, database: Database, ledger: number): Promise<void> {
  const asked = { from: START - 30 * DAY, until: START + 3 * DAY, width: '1d', byType: true } as const;
  const read = async (dimensions: readonly (typeof LEDGER_DIMENSIONS)[number][]): Promise<void> => {
    for await (const cell of keptCells(database, ledger, { ...asked, dimensions }, most))
      expect(cell.starting_at).toBeDefined();
  };
  await expect(read(LEDGER_DIMENSIONS)).rejects.toThrow('more than one answer is made of');
}

test.each<[string, string]>([
  ['0', '0'],
  ['-12.5', '-12.5'],
  ['999999999999.999999999999', '999999999999.999999999999'],
])('keeps the amount %s exactly', (amount, kept) => {
  expect(amountOf(partsOf(amount))).toBe(kept);
});

test.each(['1e3', '1000000000000', '0.0000000000001', '', 'NaN'])('keeps no amount %j', (amount) => {
  expect(() => partsOf(amount)).toThrow('no decimal number that can be kept exactly');
});

test('adds up no amounts that a number does not hold', () => {
  expect(() => amountOf({ cents: 2 ** 53, micros: 0, picos: 0 })).toThrow('too large to add up exactly');
});

describe.each(ENGINES)('the ledger on %s', (engine) => {
  test('keeps what the API had at each moment, while it restates and is late', async () => {
    const database = await testDatabase(engine);
    restating(7);
    const ledgers = await begun(database);
    const moments: { asOf: number; at: number }[] = [];

    for (let day = 0; day < 2; day += 1) {
      clock = START + day * (DAY + 2 * HOUR);
      await ledgers.sync();
      moments.push({ asOf: await ledgers.store.now(), at: clock });
    }

    const { problem } = await ledgers.row();
    expect([ledgers.results, ledgers.problems, problem]).toEqual([['done', 'done'], [], null]);
    const views: string[] = [];
    for (const { asOf, at } of moments) {
      for (const width of ['1d', '1h'] as const) {
        const { cells, from, until } = await keptIn(database, ledgers, width, asOf);
        expect(cells).toEqual(await truth(at, width, from, until));
        expect(cells.length).toBeGreaterThan(50);
        views.push(JSON.stringify(cells));
      }
    }
    expect(new Set(views).size).toBe(4);
    await refusesToChange(database);
    await takesNoMoreThan(50, database, (await ledgers.row()).ledger);

    const kept = await keeping(database);
    await fc.assert(
      fc.asyncProperty(QUERIES, (query) => sameAnswer(kept, query)),
      { numRuns: 6 },
    );
    await removed(database, ledgers);
  }, 120_000);

  test('begins the ledgers of several connections at once, one of each', async () => {
    const database = await testDatabase(engine);
    const { store } = ledgersOf(database, booted, RUNTIME);
    const names = ['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'];

    const begunNow = await Promise.all(names.map((name) => store.switchOn({ ...REF, name })));

    expect(begunNow.filter(Boolean)).toHaveLength(4);
    expect(new Set((await store.due(['anthropic'], 9)).map(({ ledger }) => ledger)).size).toBe(4);
  });
});

test('answers by the day only for the days that it has, also where its hours go back further', async () => {
  const database = await testDatabase('libsql');
  const ledgers = ledgersOf(database, booted, RUNTIME, { backfillDays: 1, hourlyDays: 4 });
  await ledgers.store.switchOn(REF);
  await ledgers.sync();
  const kept = await keeping(database);
  const input = { first_day: '2026-10-31', last_day: '2026-11-02' };

  const [ours, theirs] = await Promise.all(
    [kept, booted.connector].map((connector) => connector.invoke('spend_query', input, CONTEXT)),
  );

  expect(ledgers.problems).toEqual([]);
  if (!ours?.ok || !theirs?.ok) throw new Error(JSON.stringify([ours, theirs]));
  expect(ours.data.totals).toEqual(theirs.data.totals);
});

/** The answer for each of the last days, and where it is from. */
const askedByDay = async (connector: AnthropicConnector): Promise<Record<string, unknown>> => {
  const query = { first_day: '2026-10-31', last_day: '2026-11-02', bucket: 'day', top: 1000, limit: 1000 };
  const answer = await connector.invokeById('spend_query', query, CONTEXT);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.data as Record<string, unknown>;
};

test('stops at the most rows, with what it has read, and goes on where there is room', async () => {
  const database = await testDatabase('libsql');
  const [full, roomy] = [ledgersOf(database, booted, RUNTIME, { maxRows: 200 }), await begun(database)];

  await full.sync();

  const { problem, versions } = await full.row();
  expect([full.results, problem]).toEqual([['failed'], 'too_many_rows']);
  expect(versions).toBeGreaterThanOrEqual(200);
  const { cells, from, until } = await keptIn(database, full, '1d');
  expect(from).toBeGreaterThan(START - 4 * DAY);
  expect(cells).toEqual(await truth(clock, '1d', from, until));
  await full.sync();
  expect((await full.row()).versions).toBe(versions);
  await roomy.sync();
  expect([roomy.results, (await roomy.row()).problem]).toEqual([['done'], null]);
});

test('removes what is older than it is kept, does not read it again, and leaves it to the API', async () => {
  const database = await testDatabase('libsql');
  await (await begun(database)).sync();
  const kept = await keeping(database);
  expect(await askedByDay(kept)).toMatchObject({ source: 'ledger' });
  const short = ledgersOf(database, booted, RUNTIME, { keepDays: 2 });
  const asOf = new Date(await short.store.now()).toISOString();

  await short.sync();

  const { ledger } = await short.row();
  const [day, hour] = [Math.floor(START / DAY) * DAY - 2 * DAY, Math.floor(START / DAY) * DAY - DAY];
  expect(await short.store.coverage(ledger)).toMatchObject({ day_from: day, hour_from: hour });
  const left = await database.db
    .selectFrom('ledger_cells')
    .select((row) => ['width', row.fn.min('at').as('at')])
    .groupBy('width')
    .orderBy('width')
    .execute();
  expect(left).toEqual([
    { width: 1, at: hour },
    { width: 24, at: day },
  ]);
  expect(await askedByDay(kept)).toMatchObject({ source: 'analytics' });
  const owner = { connector: REF.connector, tenantId: REF.tenantId, connection: REF.name };
  const { organization_id: organizationId } = await short.row();
  const read = new KeptSpend(database).cells(
    { ...owner, organizationId: String(organizationId) },
    {
      from: day - DAY,
      until: day + DAY,
      width: '1d',
      dimensions: [],
      byType: false,
      asOf: Date.parse(asOf),
    },
  );
  const whole = async (): Promise<void> => {
    for await (const _ of read);
  };
  await expect(whole()).rejects.toThrow('The ledger no longer keeps the whole range.');
});

test('leaves days of which it keeps hours alone to the API', async () => {
  const database = await testDatabase('libsql');
  const ledgers = ledgersOf(database, booted, RUNTIME, { backfillDays: 1, hourlyDays: 4 });
  await ledgers.store.switchOn(REF);
  await ledgers.sync();

  const [kept, reported] = [await askedByDay(await keeping(database)), await askedByDay(booted.connector)];

  expect(ledgers.results).toEqual(['done']);
  expect([kept['source'], kept['rows']]).toEqual(['analytics', reported['rows']]);
});
