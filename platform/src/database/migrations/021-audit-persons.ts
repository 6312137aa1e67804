import { sql, type Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/**
 * Creates the keys under which entries of the audit hold personal data, and the list of those that were erased. An entry that was
 * written before holds it in plain text, because its hash covers that.
 */
export async function auditPersons(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('audit_keys')
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('lookup', text, (column) => column.notNull())
    .addColumn('wrapped_key', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_keys_pk', ['tenant_id', 'id'])
    .execute();
  // Not unique: two processes may meet a person at the same time, and each entry is complete with either key.
  await db.schema
    .createIndex('audit_keys_lookup')
    .on('audit_keys')
    .columns(['tenant_id', 'lookup'])
    .execute();
  await db.schema
    .createTable('audit_erasures')
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('erased_at', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_erasures_pk', ['tenant_id', 'id'])
    .execute();
  await sql`alter table audit_heads add column erasures ${integer} not null default 0`.execute(db);
}
