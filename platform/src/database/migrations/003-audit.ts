import { sql, type Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the audit: immutable entries, and a head per tenant that only moves forward. */
export async function audit(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await entries(db, engine);
  await heads(db, engine);
  const rules = [
    ...engine.appendOnly('audit_entries', ['tenant_id', 'seq']),
    ...engine.onlyForward('audit_heads', 'seq'),
  ];
  for (const rule of rules) await sql.raw(rule).execute(db);
}

async function entries(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('audit_entries')
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('seq', integer, (column) => column.notNull())
    .addColumn('at', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('action', text, (column) => column.notNull())
    .addColumn('actor_id', text)
    .addColumn('actor_type', text)
    .addColumn('connection', text)
    .addColumn('code', text)
    .addColumn('request_id', text)
    .addColumn('upstream_request_id', text)
    .addColumn('duration_ms', integer)
    .addColumn('details', text, (column) => column.notNull())
    .addColumn('prev_hash', text, (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_entries_pk', ['tenant_id', 'seq'])
    .execute();
  for (const column of ['action', 'actor_id', 'code', 'at']) {
    await db.schema
      .createIndex(`audit_entries_${column}`)
      .on('audit_entries')
      .columns(['tenant_id', column, 'seq'])
      .execute();
  }
}

async function heads(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('audit_heads')
    .addColumn('tenant_id', text, (column) => column.primaryKey())
    .addColumn('seq', integer, (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull())
    .addColumn('mac', text)
    .execute();
}
