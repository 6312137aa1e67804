import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the table of tokens that were revoked before they expired. */
export async function tokenRevocations(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = columnTypes(engine);
  await db.schema
    .createTable('token_revocations')
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('value', text, (column) => column.notNull())
    .addColumn('revoked_at', text, (column) => column.notNull())
    .addColumn('revoked_by', text)
    .addPrimaryKeyConstraint('token_revocations_pk', ['tenant_id', 'kind', 'value'])
    .execute();
}
