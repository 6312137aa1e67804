import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the tables of where notices go, and of those that wait to be sent or were. */
export async function notices(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('notice_targets')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('shown', text, (column) => column.notNull())
    .addColumn('events', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('created_by', text, (column) => column.notNull())
    .addColumn('sealed', text, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('notice_targets_of')
    .on('notice_targets')
    .columns(['tenant_id', 'created_at'])
    .execute();
  await db.schema
    .createTable('notices')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('target', text, (column) => column.notNull())
    .addColumn('event', text, (column) => column.notNull())
    .addColumn('payload', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('attempts', integer, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('next_at', text, (column) => column.notNull())
    .addColumn('problem', text)
    .execute();
  await db.schema.createIndex('notices_due').on('notices').columns(['state', 'next_at']).execute();
  await db.schema
    .createIndex('notices_of')
    .on('notices')
    .columns(['tenant_id', 'created_at', 'id'])
    .execute();
}
