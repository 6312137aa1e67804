import { sql } from 'kysely';
import type { Database } from '../../database/database.js';

/** Keeps every process from using slots of a key for so long. A pause that lasts longer already stays as it is. */
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

/** Whether a key is paused at this moment. */
export async function isPaused({ db, engine }: Database, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('limiter_keys')
    .select('key')
    .where('key', '=', key)
    .where('paused_until', '>', engine.clock)
    .executeTakeFirst();
  return row !== undefined;
}
