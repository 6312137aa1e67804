import type { Kysely } from 'kysely';
import { SettingsError } from '../../config/environment.js';
import { columnTypes, type Engine } from '../engine.js';
import type { Schema } from '../schema.js';
import type { Adoption } from './migrate.js';

/** Creates the heads of records, with one for each tenant that has records, and the seals of outcomes. */
export async function sealedRows(
  db: Kysely<unknown>,
  engine: Engine,
  adopt?: Adoption['records'],
): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema.alterTable('idempotency_keys').addColumn('mac', text).execute();
  await db.schema
    .createTable('record_heads')
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('shard', integer, (column) => column.notNull())
    .addColumn('version', integer, (column) => column.notNull())
    .addColumn('entries', text, (column) => column.notNull())
    .addColumn('mac', text)
    .addPrimaryKeyConstraint('record_heads_pk', ['tenant_id', 'shard'])
    .execute();
  const tables = db as Kysely<Schema>;
  if (adopt) return adopt(tables);
  const record = await tables
    .selectFrom('connections')
    .select('id')
    .where('key_id', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (record === undefined) return;
  throw new SettingsError('The records of the database can only be sealed with the keyring of the platform.');
}
