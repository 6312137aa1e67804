import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { SettingsError } from '../config/environment.js';
import type { Engine } from './engine.js';
import { libsqlEngine, unusableFile } from './libsql/libsql-engine.js';
import { migrate, type AdoptRecords } from './migrations/migrate.js';
import { postgresEngine, postgresPool, unusableServer } from './postgres/postgres-engine.js';
import type { Schema } from './schema.js';

/** An open database with its tables up to date; also its injection token. */
export abstract class Database {
  abstract readonly db: Kysely<Schema>;
  abstract readonly engine: Engine;
  /** Closes it once the statements in progress have ended; closing it again has no effect. */
  abstract readonly close: () => Promise<void>;
}

/**
 * Opens the database of an engine and brings its tables up to date, unless `prepare` does something else.
 * @throws Error where either fails; the database is closed then.
 */
async function openWith(engine: Engine, prepare: Prepare = migrate): Promise<Database> {
  const db = new Kysely<Schema>({ dialect: engine.dialect });
  try {
    await prepare(db, engine);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const end = async (): Promise<void> => {
    await engine.purge(db).finally(() => db.destroy());
  };
  let ending: Promise<void> | undefined;
  return { db, engine, close: () => (ending ??= end()) };
}

/** The database file in the data folder. */
export const DATABASE_FILE = 'platform.db';

/** Where the database is. */
export interface DatabaseLocation {
  /** The folder of the embedded database, which is used where there is no URL. */
  readonly dataDir: string;
  /** URL of a PostgreSQL database. */
  readonly databaseUrl?: URL;
}

/**
 * Opens the database that the settings name, and brings its tables up to date.
 * @param broken - receives one error for each connection to a server that breaks.
 * @param adopt - seals records that an earlier version left; a database that has some needs it once.
 * @throws SettingsError where it cannot be used, with what to do.
 */
export function openDatabase(
  { dataDir, databaseUrl }: DatabaseLocation,
  broken?: (error: unknown) => void,
  adopt?: AdoptRecords,
): Promise<Database> {
  const prepare = (db: Database['db'], engine: Engine): Promise<void> => migrate(db, engine, adopt);
  return databaseUrl === undefined
    ? openFile(join(dataDir, DATABASE_FILE), prepare)
    : openServer(databaseUrl, { prepare, broken });
}

/**
 * Opens the existing database without changing its tables: for commands beside a running platform.
 * @throws SettingsError if there is none, or it cannot be used.
 */
export async function openExistingDatabase({ dataDir, databaseUrl }: DatabaseLocation): Promise<Database> {
  if (databaseUrl !== undefined) return openServer(databaseUrl, { prepare: connect });
  const path = join(dataDir, DATABASE_FILE);
  if (existsSync(path)) return openFile(path, connect);
  throw new SettingsError(
    `There is no database ${path}. Set DATA_DIR to the data folder of the platform, or DATABASE_URL to its PostgreSQL.`,
  );
}

type Prepare = (db: Database['db'], engine: Engine) => Promise<void>;

const openFile = (path: string, prepare: Prepare): Promise<Database> =>
  openWith(libsqlEngine(path), prepare).catch((error: unknown) => {
    throw unusableFile(path, error);
  });

interface ServerOptions {
  readonly prepare: Prepare;
  readonly broken?: ((error: unknown) => void) | undefined;
}

const openServer = (url: URL, { prepare, broken }: ServerOptions): Promise<Database> =>
  openWith(postgresEngine(postgresPool(url.href, broken)), prepare).catch((error: unknown) => {
    throw unusableServer(url, error);
  });

/** A pool connects on the first query, which would be too late for a useful error. */
const connect = async (db: Database['db']): Promise<void> => {
  await sql`select 1`.execute(db);
};
