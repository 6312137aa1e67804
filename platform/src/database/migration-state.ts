import { DEFAULT_MIGRATION_TABLE, sql } from 'kysely';
import type { Database } from './database.js';
import { migrationsOf } from './migrations/index.js';

/** How the tables of a database differ from those of this version. */
export interface MigrationState {
  /** Steps that have been taken. */
  readonly taken: readonly string[];
  /** Steps of this version that have not. */
  readonly missing: readonly string[];
  /** Steps that this version does not know: a later one has taken them. */
  readonly unknown: readonly string[];
}

/** Compares the tables of a database with those of this version, and changes nothing. */
export async function migrationState({ db, engine }: Database): Promise<MigrationState> {
  const known = Object.keys(migrationsOf(engine));
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) {
    return { taken: [], missing: known, unknown: [] };
  }
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)} order by name`.execute(db);
  const taken = rows.map(({ name }) => name);
  return {
    taken,
    missing: known.filter((name) => !taken.includes(name)),
    unknown: taken.filter((name) => !known.includes(name)),
  };
}
