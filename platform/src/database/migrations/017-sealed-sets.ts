import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';
import type { Adoption } from './migrate.js';

/** Creates the table of sets that say what is revoked, and which sessions and sign-in codes are in force. */
export async function sealedSets(
  db: Kysely<unknown>,
  engine: Engine,
  adopt?: Adoption['revocations'],
): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('sealed_sets')
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('shard', integer, (column) => column.notNull())
    .addColumn('version', integer, (column) => column.notNull())
    .addColumn('entries', text, (column) => column.notNull())
    .addColumn('mac', text)
    .addPrimaryKeyConstraint('sealed_sets_pk', ['name', 'shard'])
    .execute();
  await adopt?.(db, engine);
}
