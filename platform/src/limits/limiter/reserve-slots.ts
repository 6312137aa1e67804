import { sql, type Transaction } from 'kysely';
import type { Database } from '../../database/database.js';
import type { LimiterKeysTable, Schema } from '../../database/schema.js';
import {
  planSlots,
  type BookedSlot,
  type SlotAnswer,
  type SlotAsked,
  type SlotBudget,
} from './plan-slots.js';

/** The slots, and the start and end of their reservation by the clock of this process, epoch milliseconds. */
export interface Reservation {
  readonly answers: readonly SlotAnswer[];
  readonly after: number;
  readonly before: number;
}

/**
 * Reserves slots of a key for requests. Other processes wait for the lock on the key.
 */
export function reserveSlots(
  { db, engine }: Database,
  budget: SlotBudget,
  key: string,
  asked: readonly SlotAsked[],
): Promise<Reservation> {
  return db.transaction().execute(async (transaction) => {
    const { last_slot, last_at, paused_until } = await lockKey(transaction, engine.locksRows, key);
    const first = last_slot + 1 - budget.limit;
    const times = await timesOf(transaction, key, first, first + asked.length);
    const booked = budget.waiting ? await bookedSlots(transaction, engine.clock, key) : [];
    // Read once the lock is held, so the wait for it is included.
    const after = Date.now();
    const now = await timeOf(transaction, engine.clock);
    const before = Date.now();
    const ledger = {
      lastSlot: last_slot,
      lastAt: last_at,
      pausedUntil: paused_until,
      booked,
      timeOf: (slot: number) => times.get(slot),
    };
    const answers = planSlots(budget, ledger, now, asked);
    await keep(transaction, budget, key, now, answers, asked);
    return { answers, after, before };
  });
}

async function lockKey(
  transaction: Transaction<Schema>,
  locksRows: boolean,
  key: string,
): Promise<LimiterKeysTable> {
  const fresh = { key, last_slot: 0, last_at: 0, paused_until: 0 };
  for (;;) {
    const row = await transaction
      .selectFrom('limiter_keys')
      .selectAll()
      .where('key', '=', key)
      .$if(locksRows, (query) => query.forUpdate())
      .executeTakeFirst();
    if (row) return row;
    await transaction
      .insertInto('limiter_keys')
      .values(fresh)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function timesOf(
  transaction: Transaction<Schema>,
  key: string,
  first: number,
  last: number,
): Promise<Map<number, number>> {
  const rows = await transaction
    .selectFrom('limiter_slots')
    .select(['slot', 'at'])
    .where('key', '=', key)
    .where('slot', '>=', first)
    .where('slot', '<=', last)
    .execute();
  return new Map(rows.map(({ slot, at }) => [slot, at]));
}

async function bookedSlots(
  transaction: Transaction<Schema>,
  clock: Database['engine']['clock'],
  key: string,
): Promise<BookedSlot[]> {
  return transaction
    .selectFrom('limiter_slots')
    .select(['at', 'subject as by'])
    .where('key', '=', key)
    .where('at', '>', clock)
    .orderBy('slot')
    .execute();
}

async function timeOf(transaction: Transaction<Schema>, clock: Database['engine']['clock']): Promise<number> {
  const { rows } = await sql<{ now: number }>`select ${clock} as now`.execute(transaction);
  return Number(rows[0]?.now);
}

async function keep(
  transaction: Transaction<Schema>,
  { limit }: SlotBudget,
  key: string,
  now: number,
  answers: readonly SlotAnswer[],
  asked: readonly SlotAsked[],
): Promise<void> {
  const slots = answers.flatMap((answer, index) =>
    answer.granted ? [{ key, slot: answer.slot, at: answer.at, subject: asked[index]?.by ?? null }] : [],
  );
  const last = slots.at(-1);
  if (!last) return;
  await transaction.insertInto('limiter_slots').values(slots).execute();
  await transaction
    .updateTable('limiter_keys')
    .set({ last_slot: last.slot, last_at: last.at })
    .where('key', '=', key)
    .execute();
  await transaction
    .deleteFrom('limiter_slots')
    .where('key', '=', key)
    .where('slot', '<=', last.slot - limit)
    .where('at', '<=', now)
    .execute();
}

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
