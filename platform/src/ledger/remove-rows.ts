import { sql } from 'kysely';
import type { Database } from '../database/database.js';

const BUCKETS = 50;

/** Removes the cells of a ledger that are older than they are kept, a few hours or days at a time: others use the database too. */
export async function removeBefore(
  { db }: Pick<Database, 'db'>,
  ledger: number,
  before: { readonly day: number; readonly hour: number },
): Promise<void> {
  for (const [width, end] of [
    [24, before.day],
    [1, before.hour],
  ] as const) {
    for (;;) {
      const buckets = await bucketsOf(db, ledger, width, end);
      if (buckets.length === 0) break;
      await db
        .deleteFrom('ledger_cells')
        .where('ledger', '=', ledger)
        .where('width', '=', width)
        .where('at', 'in', buckets)
        .execute();
    }
  }
}

/** Removes the ledgers that have gone, with all their rows. */
export async function removeGone(database: Pick<Database, 'db'>): Promise<void> {
  const { db } = database;
  const gone = await db.selectFrom('ledger_syncs').select('ledger').where('state', '=', 'gone').execute();
  for (const { ledger } of gone) {
    await removeBefore(database, ledger, { day: Number.MAX_SAFE_INTEGER, hour: Number.MAX_SAFE_INTEGER });
    for (const table of ['ledger_combinations', 'ledger_actors', 'ledger_states'] as const) {
      await db.deleteFrom(table).where('ledger', '=', ledger).execute();
    }
    // Last, so its number is not given again before.
    await db.deleteFrom('ledger_syncs').where('ledger', '=', ledger).where('state', '=', 'gone').execute();
  }
}

async function bucketsOf(db: Database['db'], ledger: number, width: number, end: number): Promise<number[]> {
  const { rows } = await sql<{ at: number }>`
    select distinct at from ledger_cells where ledger = ${ledger} and width = ${width} and at < ${end}
    order by at limit ${sql.lit(BUCKETS)}`.execute(db);
  return rows.map(({ at }) => at);
}
