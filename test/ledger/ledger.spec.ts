import { SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import type { Database } from '../../platform/src/database/database.js';
import { systemRuntime } from '../../src/kit/index.js';
import { spendCells, type SpendCell } from '../../src/reports/cells.js';
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
  }, 120_000);
});
