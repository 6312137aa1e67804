import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the table of connections. */
export async function connections(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer, bytes } = columnTypes(engine);
  await db.schema
    .createTable('connections')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('connector', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('revision', integer, (column) => column.notNull())
    .addColumn('organization_id', text)
    .addColumn('organization_name', text)
    .addColumn('key_preview', text, (column) => column.notNull())
    .addColumn('saved_by', text, (column) => column.notNull())
    .addColumn('saved_at', text, (column) => column.notNull())
    .addColumn('checked_at', text)
    .addColumn('used_at', text)
    .addColumn('problem', text)
    .addColumn('format', integer)
    .addColumn('key_id', text)
    .addColumn('wrapped_key', bytes)
    .addColumn('payload', bytes)
    .addColumn('fingerprint', bytes)
    .addUniqueConstraint('connections_name', ['tenant_id', 'connector', 'name'])
    .execute();
  await db.schema.createIndex('connections_key_id').on('connections').columns(['key_id', 'id']).execute();
  await db.schema
    .createIndex('connections_checked_at')
    .on('connections')
    .columns(['checked_at', 'id'])
    .execute();
}
