import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../database/database.js';
import { moment } from '../database/schema.js';

/** More than a page of either database, of what cannot be compressed: a full disk has to find room for it. */
const PROBE_BYTES = 16_384;

/**
 * Writes to the database and removes it again, as requests do: reading says nothing of a disk that is full, or of a standby.
 * @throws what the database throws
 */
export async function probeWrites({ db }: Pick<Database, 'db'>): Promise<void> {
  const name = `readiness ${randomUUID()}`;
  const holder = randomBytes(PROBE_BYTES).toString('base64');
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('leases')
      .values({ name, holder, held_until: moment(0) })
      .execute();
    await transaction.deleteFrom('leases').where('name', '=', name).execute();
  });
}
