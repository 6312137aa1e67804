import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the tables of the limiter that all processes share: how far each organization is, and its last slots. */
export async function limits(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('limiter_keys')
    .addColumn('key', text, (column) => column.primaryKey())
    .addColumn('last_slot', integer, (column) => column.notNull())
    .addColumn('last_at', integer, (column) => column.notNull())
    .addColumn('paused_until', integer, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('limiter_slots')
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('slot', integer, (column) => column.notNull())
    .addColumn('at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('limiter_slots_pk', ['key', 'slot'])
    .execute();
}
