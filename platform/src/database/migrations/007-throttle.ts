import { sql, type Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the table of requests that have been counted; the counting library requires its columns in this order. */
export async function throttle(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('throttle_counts')
    // Each request is counted, and no count is worth writing to disk: after a crash counting starts again.
    .$call((table) => (engine.servesMachines ? table.modifyFront(sql`unlogged`) : table))
    .addColumn('key', text, (column) => column.primaryKey())
    .addColumn('points', integer, (column) => column.notNull())
    .addColumn('expire', integer)
    .execute();
}
