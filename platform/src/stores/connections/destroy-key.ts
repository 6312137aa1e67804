import type { Database } from '../../database/database.js';
import type { Condition } from './condition.js';

const NO_KEY = { format: null, key_id: null, wrapped_key: null, payload: null, fingerprint: null };

/**
 * Destroys the key of a connection, then marks the connection deleted; its revision stays.
 * @returns whether there was a key.
 */
export async function destroyKey({ db, engine }: Database, is: Condition): Promise<boolean> {
  // A statement of its own: whatever happens to the second one, the key is gone.
  const destroyed = await db
    .updateTable('connections')
    .set(NO_KEY)
    .where(is)
    .where('key_id', 'is not', null)
    .executeTakeFirst();
  await db
    .updateTable('connections')
    .set({ state: 'deleted', problem: null })
    .where(is)
    .where('key_id', 'is', null)
    .execute();
  if (destroyed.numUpdatedRows === 0n) return false;
  await engine.purge(db);
  return true;
}
