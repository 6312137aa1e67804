import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from '../../database/database.js';
import type { Engine } from '../../database/engine.js';
import type { Schema } from '../../database/schema.js';
import {
  planSlots,
  type SlotAnswer,
  type SlotAsked,
  type SlotBudget,
  type SlotLedger,
} from './plan-slots.js';

/** The slots, and the start and end of their reservation by the clock of this process, epoch milliseconds. */
export interface Reservation {
  readonly answers: readonly SlotAnswer[];
  readonly after: number;
  readonly before: number;
}

/** How often a reservation is tried without a lock. */
const TRIES = 2;

/**
 * Reserves slots of a key for requests: reads what is granted, and then grants more by one statement, if nothing was granted or
 * paused in between. Where another process is quicker twice, the key is locked, so its requests have their turn.
 */
export async function reserveSlots(
  database: Database,
  budget: SlotBudget,
  key: string,
  asked: readonly SlotAsked[],
): Promise<Reservation> {
  const { db, engine } = database;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const reserved = await reserve(db, engine, budget, key, asked);
    if (reserved) return reserved;
  }
  return db.transaction().execute(async (transaction) => {
    await lockKey(transaction, key);
    const reserved = await reserve(transaction, engine, budget, key, asked);
    if (!reserved) throw new Error('A locked key of the limiter has changed.');
    return reserved;
  });
}

/** Undefined where another process has changed the key meanwhile. */
async function reserve(
  db: Kysely<Schema>,
  engine: Engine,
  budget: SlotBudget,
  key: string,
  asked: readonly SlotAsked[],
): Promise<Reservation | undefined> {
  const after = Date.now();
  const { now, ledger } = await readLedger(db, engine, budget, key, asked.length);
  const before = Date.now();
  const answers = planSlots(budget, ledger, now, asked);
  const slots = answers.flatMap((answer, index) =>
    answer.granted ? [{ key, slot: answer.slot, at: answer.at, subject: asked[index]?.by ?? null }] : [],
  );
  const last = slots.at(-1);
  const kept =
    last === undefined ||
    (await engine.insertWhen(db, {
      when: grantTo(db, key, ledger, last),
      into: 'limiter_slots',
      rows: slots,
      also: db
        .deleteFrom('limiter_slots')
        .where('key', '=', key)
        .where('at', '<=', now - budget.windowMs),
    }));
  return kept ? { answers, after, before } : undefined;
}

/** Everything that a plan depends on, by one statement: so it is as it was at one moment, without a lock. */
async function readLedger(
  db: Kysely<Schema>,
  { clock }: Engine,
  { limit, waiting }: SlotBudget,
  key: string,
  count: number,
): Promise<{ readonly now: number; readonly ledger: SlotLedger }> {
  const { rows } = await sql<LedgerRow>`
    select clock.now, k.last_slot, k.last_at, k.paused_until, s.slot, s.at, s.subject
    from (select ${clock} as now) as clock
    left join limiter_keys as k on k.key = ${key}
    left join limiter_slots as s on s.key = k.key and (
      (s.slot > k.last_slot - ${sql.lit(limit)} and s.slot <= k.last_slot - ${sql.lit(limit)} + ${sql.lit(count)} + 1)
      ${waiting ? sql`or s.at > clock.now` : sql``}
    )
    order by s.slot`.execute(db);
  const [first] = rows;
  const now = Number(first?.now);
  const slots = rows.flatMap(({ slot, at, subject }) =>
    slot === null || at === null ? [] : [{ slot, at, by: subject }],
  );
  const times = new Map(slots.map(({ slot, at }) => [slot, at]));
  return {
    now,
    ledger: {
      lastSlot: first?.last_slot ?? 0,
      lastAt: first?.last_at ?? 0,
      pausedUntil: first?.paused_until ?? 0,
      booked: waiting ? slots.filter(({ at }) => at > now) : [],
      timeOf: (slot) => times.get(slot),
    },
  };
}

interface LedgerRow {
  readonly now: number | string;
  readonly last_slot: number | null;
  readonly last_at: number | null;
  readonly paused_until: number | null;
  readonly slot: number | null;
  readonly at: number | null;
  readonly subject: string | null;
}

/** Moves the last slot of a key from where a ledger has it; returns no row where it is elsewhere by now. */
const grantTo = (
  db: Kysely<Schema>,
  key: string,
  { lastSlot, lastAt, pausedUntil }: SlotLedger,
  last: { readonly slot: number; readonly at: number },
) =>
  db
    .insertInto('limiter_keys')
    .values({ key, last_slot: last.slot, last_at: last.at, paused_until: pausedUntil })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ last_slot: last.slot, last_at: last.at })
        .where('limiter_keys.last_slot', '=', lastSlot)
        .where('limiter_keys.last_at', '=', lastAt)
        .where('limiter_keys.paused_until', '=', pausedUntil),
    )
    .returning('key');

/** Locks the row of a key, which is made if there is none, until the transaction ends. */
const lockKey = (transaction: Transaction<Schema>, key: string): Promise<unknown> =>
  transaction
    .insertInto('limiter_keys')
    .values({ key, last_slot: 0, last_at: 0, paused_until: 0 })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
    .execute();

/** Pauses a key in every process. A pause that already lasts longer stays unchanged. */
export async function pauseKey({ db, engine }: Database, key: string, forMs: number): Promise<void> {
  const until = sql<number>`${engine.clock} + ${sql.lit(Math.ceil(forMs))}`;
  await db
    .insertInto('limiter_keys')
    .values({ key, last_slot: 0, last_at: 0, paused_until: until })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ paused_until: sql<number>`excluded.paused_until` })
        .whereRef('limiter_keys.paused_until', '<', 'excluded.paused_until' as never),
    )
    .execute();
}

/** Whether a key is paused now. */
export async function isPaused({ db, engine }: Database, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('limiter_keys')
    .select('key')
    .where('key', '=', key)
    .where('paused_until', '>', engine.clock)
    .executeTakeFirst();
  return row !== undefined;
}
