import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { SettingsError } from '../config/environment.js';
import { databaseSettingsFrom, type DatabaseSettings, type PoolSettings } from '../config/database.config.js';
import type { Engine } from './engine.js';
import { libsqlEngine, unusableFile } from './libsql/libsql-engine.js';
import { migrate, missingMigrations, usableState, type Adoption } from './migrations/migrate.js';
import { postgresEngine, postgresPool, unusableServer } from './postgres/postgres-engine.js';
import type { Schema } from './schema.js';

/** An open database with its tables up to date; also its injection token. */
export abstract class Database {
  abstract readonly db: Kysely<Schema>;
  abstract readonly engine: Engine;
  /** The migrations that were applied when it was opened. */
  abstract readonly applied: readonly string[];
  /** The migrations of later versions that it has. */
  abstract readonly later: readonly string[];
  /** Closes it once the statements in progress have ended; closing it again has no effect. */
  abstract readonly close: () => Promise<void>;
}

/** What a start found, and what it did to the tables. */
interface Prepared {
  readonly applied: readonly string[];
  readonly unknown: readonly string[];
}

type Prepare = (db: Database['db'], engine: Engine) => Promise<Prepared>;

/**
 * Opens the database of an engine, and prepares it.
 * @throws Error where either fails; the database is closed then.
 */
async function openWith(engine: Engine, prepare: Prepare): Promise<Database> {
  const db = new Kysely<Schema>({ dialect: engine.dialect });
  let prepared: Prepared;
  try {
    prepared = await prepare(db, engine);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const end = async (): Promise<void> => {
    await engine.purge(db).finally(() => db.destroy());
  };
  let ending: Promise<void> | undefined;
  return {
    db,
    engine,
    applied: prepared.applied,
    later: prepared.unknown,
    close: () => (ending ??= end()),
  };
}

/** The database file in the data folder. */
export const DATABASE_FILE = 'platform.db';

/** Where the database is. */
export interface DatabaseLocation {
  /** The folder of the embedded database, which is used where there is no URL. */
  readonly dataDir: string;
  /** URL of a PostgreSQL database. */
  readonly databaseUrl?: URL;
  /** How it is used; default: as without any variable. */
  readonly database?: DatabaseSettings;
}

/**
 * Opens the database that the settings name, and brings its tables up to date if the settings allow it.
 * @param broken - receives one error for each connection to a server that breaks.
 * @param adopt - seals records that an earlier version left; a database that has some needs it once.
 * @throws SettingsError where it cannot be used, with what to do.
 */
export async function openDatabase(
  location: DatabaseLocation,
  broken?: (error: unknown) => void,
  adopt?: Adoption,
): Promise<Database> {
  const { dataDir, databaseUrl, database: settings = databaseSettingsFrom({}) } = location;
  const path = join(dataDir, DATABASE_FILE);
  const prepare: Prepare = async (db, engine) => {
    const { missing, unknown } = await usableState({ db, engine });
    if (missing.length === 0) return { applied: [], unknown };
    if (settings.migrate === 'never') throw missingMigrations(missing);
    // Changing large tables takes longer than a statement of a request may.
    const applied =
      databaseUrl === undefined
        ? await migrate(db, engine, adopt)
        : await migrateApart(postgresEngine(postgresPool(databaseUrl.href)), adopt);
    return { applied, unknown };
  };
  return databaseUrl === undefined
    ? openFile(path, prepare)
    : openServer(databaseUrl, { prepare, pool: settings.pool, broken });
}

async function migrateApart(engine: Engine, adopt: Adoption | undefined): Promise<string[]> {
  const db = new Kysely<Schema>({ dialect: engine.dialect });
  return migrate(db, engine, adopt).finally(() => db.destroy());
}

/**
 * Opens the existing database without changing its tables: for commands beside a running platform.
 * @throws SettingsError if there is none, or it cannot be used.
 */
export async function openExistingDatabase(location: DatabaseLocation): Promise<Database> {
  const { dataDir, databaseUrl, database: { pool } = databaseSettingsFrom({}) } = location;
  if (databaseUrl !== undefined) return openServer(databaseUrl, { prepare: connect, pool });
  const path = join(dataDir, DATABASE_FILE);
  if (existsSync(path)) return openFile(path, connect);
  throw new SettingsError(
    `There is no database ${path}. Set DATA_DIR to the data folder of the platform, or DATABASE_URL to its PostgreSQL.`,
  );
}

const openFile = (path: string, prepare: Prepare): Promise<Database> =>
  openWith(libsqlEngine(path), prepare).catch((error: unknown) => {
    throw unusableFile(path, error);
  });

interface ServerOptions {
  readonly prepare: Prepare;
  readonly pool: PoolSettings;
  readonly broken?: ((error: unknown) => void) | undefined;
}

const openServer = (url: URL, { prepare, pool, broken }: ServerOptions): Promise<Database> =>
  openWith(postgresEngine(postgresPool(url.href, pool, broken)), prepare).catch((error: unknown) => {
    throw unusableServer(url, error);
  });

/** A pool connects on the first query, which would be too late for a useful error. */
const connect: Prepare = async (db) => {
  await sql`select 1`.execute(db);
  return { applied: [], unknown: [] };
};
