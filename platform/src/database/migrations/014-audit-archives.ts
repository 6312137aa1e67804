import { sql, type Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/**
 * Lets entries of the audit that are archived be removed, up to a seam for each tenant; lets an entry name the intent that it is the
 * outcome of; and creates the table of what was written to anchors.
 */
export async function auditArchives(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('audit_seams')
    .addColumn('tenant_id', text, (column) => column.primaryKey())
    .addColumn('first_seq', integer, (column) => column.notNull())
    .addColumn('seq', integer, (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull())
    .addColumn('last_at', text, (column) => column.notNull())
    .addColumn('archived_at', text, (column) => column.notNull())
    .addColumn('place', text, (column) => column.notNull())
    .addColumn('mac', text)
    .execute();
  await db.schema
    .createTable('audit_anchors')
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('tried_at', text, (column) => column.notNull())
    .addColumn('anchored_at', text)
    .addColumn('heads', integer)
    .addColumn('problem', text)
    .execute();
  await db.schema.alterTable('audit_entries').addColumn('intent', integer).execute();
  await sql`create index audit_entries_intent on audit_entries (tenant_id, intent) where intent is not null`.execute(
    db,
  );
  await sql`create index audit_entries_intents on audit_entries (at) where intent = seq`.execute(db);
  const rules = [
    ...engine.onlyForward('audit_seams', 'seq'),
    ...engine.removableTo('audit_entries', 'audit_seams'),
  ];
  for (const rule of rules) await sql.raw(rule).execute(db);
}
