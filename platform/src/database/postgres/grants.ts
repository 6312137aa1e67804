import { DEFAULT_MIGRATION_LOCK_TABLE, DEFAULT_MIGRATION_TABLE, sql, type Kysely } from 'kysely';
import type { Schema } from '../schema.js';

type Privilege = 'select' | 'insert' | 'update' | 'delete';

/** What the role that serves may do with tables in which nothing may be removed; it may do everything with rows of the others. */
const PRIVILEGES: Readonly<Record<string, readonly Privilege[]>> = {
  audit_entries: ['select', 'insert'],
  audit_heads: ['select', 'insert', 'update'],
  audit_seams: ['select'],
  audit_keys: ['select', 'insert'],
  audit_erasures: ['select'],
  sealed_sets: ['select', 'insert', 'update'],
  record_heads: ['select', 'insert', 'update'],
  key_checks: ['select', 'insert', 'update'],
  tenants: ['select', 'insert', 'update'],
  [DEFAULT_MIGRATION_TABLE]: ['select'],
  [DEFAULT_MIGRATION_LOCK_TABLE]: [],
};

const EVERY_ROW: readonly Privilege[] = ['select', 'insert', 'update', 'delete'];

/**
 * Grants a role what the platform needs to serve, and takes from it everything else: it owns nothing, so it can change no table
 * and disable no trigger.
 * @throws the error of PostgreSQL where there is no such role, or the tables are another's.
 */
export async function grantTo(db: Kysely<Schema>, role: string): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  await db.transaction().execute(async (transaction) => {
    const to = sql.id(role);
    const schemas = new Set(tables.flatMap(({ schema }) => schema ?? []));
    for (const schema of schemas) {
      await sql`revoke create on schema ${sql.id(schema)} from public, ${to}`.execute(transaction);
      await sql`grant usage on schema ${sql.id(schema)} to ${to}`.execute(transaction);
    }
    for (const { name } of tables) {
      const privileges = PRIVILEGES[name] ?? EVERY_ROW;
      await sql`revoke all on ${sql.table(name)} from public, ${to}`.execute(transaction);
      if (privileges.length === 0) continue;
      await sql`grant ${sql.raw(privileges.join(', '))} on ${sql.table(name)} to ${to}`.execute(transaction);
    }
  });
}
