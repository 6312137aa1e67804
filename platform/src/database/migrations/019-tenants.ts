import { sql, type Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the table of what the operator has set for tenants. */
export async function tenants(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('tenants')
    .addColumn('tenant_id', text, (column) => column.primaryKey())
    .addColumn('version', integer, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('reason', text)
    .addColumn('throttle_per_minute', integer)
    .addColumn('budget_per_minute', integer)
    .addColumn('changed_at', text, (column) => column.notNull())
    .addColumn('mac', text, (column) => column.notNull())
    .execute();
  // A row that is gone would enable its tenant again, and so would an older one.
  for (const statement of engine.onlyForward('tenants', 'version')) await sql.raw(statement).execute(db);
}
