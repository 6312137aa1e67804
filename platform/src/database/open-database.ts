import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { SettingsError } from '../config/environment.js';
import { openWith, type Database } from './database.js';
import { libsqlEngine, unusableFile } from './libsql/libsql-engine.js';
import { postgresEngine, postgresPool, unusableServer } from './postgres/postgres-engine.js';

/** The database file in the data folder. */
export const DATABASE_FILE = 'platform.db';

/** Where the database is. */
export interface DatabaseLocation {
  /** The folder of the embedded database, which is used where there is no URL. */
  readonly dataDir: string;
  /** Of a PostgreSQL. */
  readonly databaseUrl?: URL;
}

/**
 * Opens the database that the settings name, and brings its tables up to date.
 * @throws SettingsError where it cannot be used, with what to do.
 */
export function openDatabase({ dataDir, databaseUrl }: DatabaseLocation): Promise<Database> {
  return databaseUrl === undefined ? openFile(join(dataDir, DATABASE_FILE)) : openServer(databaseUrl);
}

/**
 * Opens the database that is there, and changes nothing of its tables: for commands beside a platform that runs.
 * @throws SettingsError where there is none, or it cannot be used.
 */
export async function openExistingDatabase({ dataDir, databaseUrl }: DatabaseLocation): Promise<Database> {
  if (databaseUrl !== undefined) return openServer(databaseUrl, connect);
  const path = join(dataDir, DATABASE_FILE);
  if (existsSync(path)) return openFile(path, connect);
  throw new SettingsError(
    `There is no database ${path}. Set DATA_DIR to the data folder of the platform, or DATABASE_URL to its PostgreSQL.`,
  );
}

const openFile = (path: string, prepare?: typeof connect): Promise<Database> =>
  openWith(libsqlEngine(path), prepare).catch((error: unknown) => {
    throw unusableFile(path, error);
  });

const openServer = (url: URL, prepare?: typeof connect): Promise<Database> =>
  openWith(postgresEngine(postgresPool(url.href)), prepare).catch((error: unknown) => {
    throw unusableServer(url, error);
  });

/** A pool connects when it is first asked, which would be too late to say why it cannot. */
const connect = async (db: Database['db']): Promise<void> => {
  await sql`select 1`.execute(db);
};
