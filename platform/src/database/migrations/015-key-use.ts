import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Adds what the key of a connection may be used for, and the table of calls by day. */
export async function keyUse(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema.alterTable('connections').addColumn('key_use', text).execute();
  await db.schema
    .createTable('key_use_counts')
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('connector', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('day', text, (column) => column.notNull())
    .addColumn('calls', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('key_use_counts_pk', ['tenant_id', 'connector', 'name', 'day'])
    .execute();
}
