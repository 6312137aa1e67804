import { sql, type Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Adds whose each outcome is and how many bytes it has, for the shares of tenants and subjects. */
export async function outcomeShares(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema.alterTable('idempotency_keys').addColumn('subject', text).execute();
  await db.schema.alterTable('idempotency_keys').addColumn('bytes', integer).execute();
  await sql`update idempotency_keys set bytes = length(outcome)`.execute(db);
  // Has every column that is counted, so no outcome is read for it.
  await db.schema
    .createIndex('idempotency_keys_share')
    .on('idempotency_keys')
    .columns(['tenant_id', 'subject', 'expires_at', 'bytes'])
    .execute();
}
