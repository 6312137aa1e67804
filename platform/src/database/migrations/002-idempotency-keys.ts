import { sql, type Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the table of idempotency keys. */
export async function idempotencyKeys(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = columnTypes(engine);
  await db.schema
    .createTable('idempotency_keys')
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('fingerprint', text, (column) => column.notNull())
    .addColumn('owner', text, (column) => column.notNull())
    .addColumn('leased_until', text, (column) => column.notNull())
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('outcome', text)
    .addPrimaryKeyConstraint('idempotency_keys_pk', ['tenant_id', 'key'])
    .execute();
  await db.schema
    .createIndex('idempotency_keys_expires_at')
    .on('idempotency_keys')
    .column('expires_at')
    .execute();
  // Only writes in progress are looked up by owner, and those are few.
  await db.schema
    .createIndex('idempotency_keys_running')
    .on('idempotency_keys')
    .column('owner')
    .where(sql<boolean>`outcome is null`)
    .execute();
}
