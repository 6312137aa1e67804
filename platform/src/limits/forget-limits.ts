import type { Database } from '../database/database.js';

/** Older entries have no effect. */
const KEPT_MS = 10 * 60_000;

/** Removes expired data of the limits: unused keys with their slots, and old counts. */
export async function forgetLimits({ db }: Pick<Database, 'db'>, now = Date.now()): Promise<void> {
  const before = now - KEPT_MS;
  await db.transaction().execute(async (transaction) => {
    const idle = await transaction
      .deleteFrom('limiter_keys')
      .where('last_at', '<', before)
      .where('paused_until', '<', before)
      .returning('key')
      .execute();
    const keys = idle.map(({ key }) => key);
    if (keys.length > 0) await transaction.deleteFrom('limiter_slots').where('key', 'in', keys).execute();
  });
  await db.deleteFrom('throttle_counts').where('expire', '<', before).execute();
}
