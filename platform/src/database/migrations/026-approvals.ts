import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the table of approvals. */
export async function approvals(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('approvals')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('requester', text, (column) => column.notNull())
    .addColumn('call_key', text, (column) => column.notNull())
    .addColumn('open_key', text, (column) => column.unique())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('version', integer, (column) => column.notNull())
    .addColumn('connector', text, (column) => column.notNull())
    .addColumn('action', text, (column) => column.notNull())
    .addColumn('connection', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('changed_at', text, (column) => column.notNull())
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('leased_until', text)
    .addColumn('body', text, (column) => column.notNull())
    .addColumn('mac', text)
    .execute();
  const index = (name: string, columns: readonly string[]) =>
    db.schema
      .createIndex(name)
      .on('approvals')
      .columns([...columns])
      .execute();
  await index('approvals_list', ['tenant_id', 'created_at', 'id']);
  await index('approvals_changed', ['tenant_id', 'changed_at']);
  await index('approvals_of', ['tenant_id', 'requester', 'state']);
  await index('approvals_call', ['tenant_id', 'call_key', 'changed_at']);
  await index('approvals_state', ['state', 'expires_at']);
}
