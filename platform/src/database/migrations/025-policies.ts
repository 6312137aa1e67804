import { type Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';
import type { Adoption } from './migrate.js';

/** Creates the table of the versions of policies, and the set that says which of them are in force. */
export async function policies(
  db: Kysely<unknown>,
  engine: Engine,
  adopt?: Adoption['policies'],
): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('policy_sets')
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('version', integer, (column) => column.notNull())
    .addColumn('text', text, (column) => column.notNull())
    .addColumn('time_zone', text, (column) => column.notNull())
    .addColumn('reason', text, (column) => column.notNull())
    .addColumn('created_by', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('mac', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('policy_sets_pk', ['tenant_id', 'version'])
    .execute();
  await adopt?.(db, engine);
}
