import { join } from 'node:path';
import { openWith, type Database } from './database.js';
import { libsqlEngine } from './libsql/libsql-engine.js';
import { unusableFile } from './libsql/libsql-problems.js';
import { postgresEngine } from './postgres/postgres-engine.js';
import { postgresPool } from './postgres/postgres-pool.js';
import { unusableServer } from './postgres/postgres-problems.js';

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

const openFile = (path: string): Promise<Database> =>
  openWith(libsqlEngine(path)).catch((error: unknown) => {
    throw unusableFile(path, error);
  });

const openServer = (url: URL): Promise<Database> =>
  openWith(postgresEngine(postgresPool(url.href))).catch((error: unknown) => {
    throw unusableServer(url, error);
  });
