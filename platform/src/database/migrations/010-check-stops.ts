import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the table of the round of key checks that was stopped last. */
export async function checkStops(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('check_stops')
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('stopped_at', text, (column) => column.notNull())
    .addColumn('paused_until', text, (column) => column.notNull())
    .addColumn('refused', integer, (column) => column.notNull())
    .addColumn('connections', integer, (column) => column.notNull())
    .execute();
}
