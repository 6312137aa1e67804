import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the tables of service tokens, and of how often each was used. */
export async function serviceTokens(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('service_tokens')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('version', integer, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('preset', text)
    .addColumn('grants', text, (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull())
    .addColumn('previous_hash', text)
    .addColumn('previous_until', text)
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('made_at', text, (column) => column.notNull())
    .addColumn('made_by', text)
    .addColumn('rotated_at', text)
    .addColumn('ended_at', text)
    .addColumn('ended_by', text)
    .addColumn('mac', text, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('service_tokens_tenant')
    .on('service_tokens')
    .columns(['tenant_id', 'id'])
    .execute();
  await db.schema.createIndex('service_tokens_hash').on('service_tokens').column('hash').execute();
  await db.schema
    .createIndex('service_tokens_previous_hash')
    .on('service_tokens')
    .column('previous_hash')
    .execute();
  await db.schema
    .createTable('service_token_uses')
    .addColumn('token_id', text, (column) => column.notNull())
    .addColumn('hour', text, (column) => column.notNull())
    .addColumn('calls', integer, (column) => column.notNull())
    .addColumn('refusals', integer, (column) => column.notNull())
    .addColumn('last_at', text)
    .addPrimaryKeyConstraint('service_token_uses_pk', ['token_id', 'hour'])
    .execute();
}
