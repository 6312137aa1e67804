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
import { keyChecks } from './016-key-checks.js';
import { sealedSets } from './017-sealed-sets.js';
import { auditRuns } from './018-audit-runs.js';
import { tenants } from './019-tenants.js';
import { outcomeShares } from './020-outcome-shares.js';
import { auditPersons } from './021-audit-persons.js';
import { tenantVersions } from './022-tenant-versions.js';
import { approvals } from './026-approvals.js';
import { notices } from './027-notices.js';
import { accessReviews } from './028-access-reviews.js';
import { ledger } from './023-ledger.js';
import { serviceTokens } from './024-service-tokens.js';
import { policies } from './025-policies.js';

/**
 * Brings the tables up to date. Several processes may do so at once: one does the work, the others wait.
 * @param adopt - seals the records that are there before there are heads.
 * @returns the migrations that this process has applied.
 * @throws Error where a step fails, which is then undone; SettingsError where this version cannot use the tables.
 */
export async function migrate(db: Kysely<Schema>, engine: Engine, adopt?: Adoption): Promise<string[]> {
  const { missing } = await usableState({ db, engine });
  // A role that only serves may not even take the lock of a migration.
  if (missing.length === 0) return [];
  const migrations = migrationsOf(engine, adopt);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error === undefined) return results.map(({ migrationName }) => migrationName);
  if (error instanceof Error && error.message.startsWith('corrupted migrations')) throw laterVersion();
  throw error as Error;
}

/**
 * The end of the name of a migration after which earlier versions can no longer use the tables. Any other one only adds: a table, or
 * a column that need not be set. The version before it goes on, and starts, beside the one that has applied it.
 */
export const BREAKING = '-breaking';

/**
 * Compares the tables with those of this version. Those of a later version are usable as long as it has only added to them.
 * @throws SettingsError that says what to start in place of this version.
 */
export async function usableState(database: Pick<Database, 'db' | 'engine'>): Promise<MigrationState> {
  const state = await migrationState(database);
  if (!isUsable(state)) throw laterVersion();
  return state;
}

/** Whether this version can serve with tables, once it has applied what is missing. */
export const isUsable = ({ missing, unknown }: MigrationState): boolean =>
  unknown.every((name) => !name.endsWith(BREAKING)) && (unknown.length === 0 || missing.length === 0);

const laterVersion = (): SettingsError =>
  new SettingsError(
    'The tables of the database are not those of this version: a later one has changed them in a way that this one cannot use. Start that version, or restore a backup.',
  );

/** The error of a start that may not change the tables. */
export const missingMigrations = (missing: readonly string[]): SettingsError =>
  new SettingsError(
    `The tables of the database are those of an earlier version: ${missing.join(', ')} missing. Run: npm run -s admin -- database migrate, or set PLATFORM_MIGRATE=auto.`,
  );

/** Seals what an earlier version left. */
export interface Adoption {
  readonly records: (db: Kysely<Schema>) => Promise<void>;
  readonly revocations: (db: Kysely<Schema>, engine: Engine) => Promise<void>;
  readonly policies: (db: Kysely<Schema>, engine: Engine) => Promise<void>;
}

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
export const migrationsOf = (engine: Engine, adopt?: Adoption): Record<string, Migration> => ({
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
  '011-sealed-rows': { up: (db) => sealedRows(db, engine, adopt?.records) },
  '012-token-revocations': { up: (db) => tokenRevocations(db, engine) },
  '013-subjects': { up: (db) => subjects(db, engine) },
  '014-audit-archives': { up: (db) => auditArchives(db, engine) },
  '015-key-use': { up: (db) => keyUse(db, engine) },
  '016-key-checks': { up: (db) => keyChecks(db, engine) },
  '017-sealed-sets': { up: (db) => sealedSets(db, engine, adopt?.revocations) },
  '018-audit-runs': { up: (db) => auditRuns(db, engine) },
  '019-tenants': { up: (db) => tenants(db, engine) },
  '020-outcome-shares': { up: (db) => outcomeShares(db, engine) },
  '021-audit-persons': { up: (db) => auditPersons(db, engine) },
  '022-tenant-versions': { up: (db) => tenantVersions(db, engine) },
  '023-ledger': { up: (db) => ledger(db, engine) },
  '024-service-tokens': { up: (db) => serviceTokens(db, engine) },
  '025-policies': { up: (db) => policies(db, engine, adopt?.policies) },
  '026-approvals': { up: (db) => approvals(db, engine) },
  '027-notices': { up: (db) => notices(db, engine) },
  '028-access-reviews': { up: (db) => accessReviews(db, engine) },
});
