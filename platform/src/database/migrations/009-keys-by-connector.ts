import { sql, type Kysely } from 'kysely';
import { CONNECTOR } from '../../config/connector.config.js';

/** Prefixes idempotency keys with their connector. All existing keys belong to the only connector at that time. */
export async function keysByConnector(db: Kysely<unknown>): Promise<void> {
  await sql`update idempotency_keys set key = ${`${CONNECTOR}:`} || key`.execute(db);
}
