import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import type { Database } from '../../platform/src/database/database.js';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { systemRuntime } from '../../src/kit/index.js';
import { spendCells, type SpendCell } from '../../src/reports/cells.js';
import { testDatabase, type TestDatabase } from '../database/support/test-database.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { FEW_DAYS, inOrder, keptIn, ledgersOf, REF, type Ledgers } from './support/ledgers.js';

/** `LEDGER_KILLS=100 npm test -- test/ledger/kills.spec.ts` kills as often. */
const KILLS = Number(process.env['LEDGER_KILLS'] ?? 4);
/** Kills after each of which one sync goes on to its end. */
const KILLS_A_SYNC = 2;

const START = Date.parse('2026-11-03T10:30:00Z');
const HOUR = 3_600_000;
const SCRIPT = fileURLToPath(new URL('./support/sync.mjs', import.meta.url));

let booted: Simulated;
let clock = START;
const RUNTIME = { ...systemRuntime, now: () => clock };
beforeAll(async () => {
  buildWhenStale(['platform']);
  booted = await bootSimulated({ runtime: RUNTIME }, { clock: () => clock }, SECOND_ADMIN_KEY);
  booted.simulator.faults.add({ kind: 'restated', share: 30, days: 4, seed: 3 });
  booted.simulator.faults.add({ kind: 'late', share: 30, hours: 30, seed: 3 });
});
afterAll(() => booted.close());

const requests = (): number => booted.simulator.journal.entries().length;

/** Synchronizes in a process of its own, which is killed after some requests; @returns what it has said. */
async function sync({ location }: TestDatabase, killedAfter = Infinity): Promise<string> {
  const about = {
    location,
    baseUrl: booted.simulator.url,
    apiKey: SECOND_ADMIN_KEY,
    now: clock,
    ref: REF,
    settings: FEW_DAYS,
  };
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(about)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const begun = requests();
  while (child.exitCode === null && requests() - begun < killedAfter) await wait(2);
  // What was read may be on the way, being written, or written.
  if (child.exitCode === null) await wait(randomInt(30));
  child.kill('SIGKILL');
  await ended;
  if (process.env['DBG'])
    console.log(Date.now() % 1e6, killedAfter, requests() - begun, JSON.stringify(said));
  return said;
}

/** What the API has now. */
async function truth(at: number, width: '1d' | '1h', from: number, until: number): Promise<SpendCell[]> {
  const [now, cells] = [clock, [] as SpendCell[]];
  clock = at;
  const rows: Parameters<typeof spendCells>[0] = (id, input) =>
    booted.connector.rows(id, input as never, CONTEXT);
  for await (const cell of spendCells(rows, { from, until, width })) cells.push(cell);
  clock = now;
  return inOrder(cells);
}

/** The versions of a cell follow each other: at each moment one of them is known, and none twice. */
async function follow({ db }: Database): Promise<void> {
  const { rows } = await sql`
    select x.width, x.at, x.combination from ledger_cells x
      left join ledger_cells n on n.ledger = x.ledger and n.width = x.width and n.at = x.at
        and n.combination = x.combination and n.known_at = x.replaced_at
    group by x.width, x.at, x.combination, x.known_at, x.replaced_at
    having count(*) > 1 or (x.replaced_at is not null and count(n.known_at) <> 1)
    union all
    select width, at, combination from ledger_cells where replaced_at is null
    group by ledger, width, at, combination having count(*) > 1`.execute(db);
  expect(rows).toEqual([]);
}

it(
  'keeps what the API had at each moment, however often its process is killed',
  async () => {
    const database = await testDatabase('libsql');
    const ledgers: Ledgers = ledgersOf(database, booted, RUNTIME);
    await ledgers.store.switchOn(REF);
    const moments: { asOf: number; at: number }[] = [];
    const whole = { requests: 8 };
    let killed = 0;

    for (let nth = 0; killed < KILLS; nth += 1) {
      clock = START + nth * 7 * HOUR;
      for (let kill = 0; kill < KILLS_A_SYNC && killed < KILLS; kill += 1) {
        const said = await sync(database, randomInt(2, whole.requests));
        if (!said.includes('done')) killed += 1;
        await follow(database);
      }
      const begun = requests();
      expect(await sync(database)).toBe('begins\ndone\n');
      whole.requests = requests() - begun;
      moments.push({ asOf: await ledgers.store.now(), at: clock });
    }

    await follow(database);
    let [compared, found] = [0, 0];
    for (const { asOf, at } of moments) {
      for (const width of ['1d', '1h'] as const) {
        const { cells, from, until } = await keptIn(database, ledgers, width, asOf);
        // After many kills, what an early moment had is older than it is kept.
        if (from >= until) continue;
        compared += 1;
        found += cells.length;
        expect(cells.length).toBeGreaterThan(0);
        expect(cells).toEqual(await truth(at, width, from, until));
      }
    }
    expect(compared).toBeGreaterThanOrEqual(2 * KILLS_A_SYNC);
    expect(found / compared).toBeGreaterThan(50);
  },
  60_000 + 30_000 * KILLS,
);
