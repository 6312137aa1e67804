import { Migrator, DEFAULT_MIGRATION_TABLE, sql, type Kysely, type Migration } from 'kysely';
import { SettingsError } from '../../config/environment.js';
import type { Database } from '../database.js';
import type { Engine } from '../engine.js';
import type { Schema } from '../schema.js';
import { connections } from './001-connections.js';
import { idempotencyKeys } from './002-idempotency-keys.js';
import { audit } from './003-audit.js';
import { leases } from './004-leases.js';
import { actionSwitches } from './005-action-switches.js';
import { limits } from './006-limits.js';
import { throttle } from './007-throttle.js';
import { sessions } from './008-sessions.js';
import { keysByConnector } from './009-keys-by-connector.js';
import { checkStops } from './010-check-stops.js';
import { sealedRows } from './011-sealed-rows.js';
import { tokenRevocations } from './012-token-revocations.js';
import { subjects } from './013-subjects.js';
import { auditArchives } from './014-audit-archives.js';
import { keyUse } from './015-key-use.js';

/**
 * Brings the tables up to date. Several processes may do so at once: one does the work, the others wait.
 * @param adopt - seals the records that are there before there are heads.
 * @throws Error where a step fails, which is then undone; SettingsError where a later version has changed the tables.
 */
export async function migrate(db: Kysely<Schema>, engine: Engine, adopt?: AdoptRecords): Promise<void> {
  const { missing, unknown } = await migrationState({ db, engine });
  if (unknown.length > 0) throw laterVersion();
  // A role that only serves may not even take the lock of a migration.
  if (missing.length === 0) return;
  const migrations = migrationsOf(engine, adopt);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && error.message.startsWith('corrupted migrations')) throw laterVersion();
  throw error as Error;
}

const laterVersion = (): SettingsError =>
  new SettingsError(
    'The tables of the database are not those of this version: a later one has changed them. Start that version, or restore a backup.',
  );

/** Seals the records that an earlier version left. */
export type AdoptRecords = (db: Kysely<Schema>) => Promise<void>;

/** How the tables of a database differ from those of this version. */
export interface MigrationState {
  /** Migrations that were applied. */
  readonly taken: readonly string[];
  /** Migrations of this version that were not applied. */
  readonly missing: readonly string[];
  /** Migrations that this version does not have: a later version applied them. */
  readonly unknown: readonly string[];
}

/** Compares the tables of a database with those of this version, and changes nothing. */
export async function migrationState({
  db,
  engine,
}: Pick<Database, 'db' | 'engine'>): Promise<MigrationState> {
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

/** All migrations in their order. A released migration never changes, and there is no way back. */
export const migrationsOf = (engine: Engine, adopt?: AdoptRecords): Record<string, Migration> => ({
  '001-connections': { up: (db) => connections(db, engine) },
  '002-idempotency-keys': { up: (db) => idempotencyKeys(db, engine) },
  '003-audit': { up: (db) => audit(db, engine) },
  '004-leases': { up: (db) => leases(db, engine) },
  '005-action-switches': { up: (db) => actionSwitches(db, engine) },
  '006-limits': { up: (db) => limits(db, engine) },
  '007-throttle': { up: (db) => throttle(db, engine) },
  '008-sessions': { up: (db) => sessions(db, engine) },
  '009-keys-by-connector': { up: keysByConnector },
  '010-check-stops': { up: (db) => checkStops(db, engine) },
  '011-sealed-rows': { up: (db) => sealedRows(db, engine, adopt) },
  '012-token-revocations': { up: (db) => tokenRevocations(db, engine) },
  '013-subjects': { up: (db) => subjects(db, engine) },
  '014-audit-archives': { up: (db) => auditArchives(db, engine) },
  '015-key-use': { up: (db) => keyUse(db, engine) },
});
