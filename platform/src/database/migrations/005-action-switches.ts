import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the table of what tenants have switched off. */
export async function actionSwitches(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = columnTypes(engine);
  await db.schema
    .createTable('action_switches')
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('connector', text, (column) => column.notNull())
    .addColumn('switched_off', text, (column) => column.notNull())
    .addColumn('changed_by', text, (column) => column.notNull())
    .addColumn('changed_at', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('action_switches_pk', ['tenant_id', 'connector', 'switched_off'])
    .execute();
}
