import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the table of what tells whether a keyring is the one of this database. */
export async function keyChecks(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = columnTypes(engine);
  await db.schema
    .createTable('key_checks')
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('mac', text, (column) => column.notNull())
    .execute();
}
