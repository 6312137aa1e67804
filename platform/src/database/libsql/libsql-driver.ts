import { closeSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CompiledQuery, type DatabaseConnection, type Driver, type Kysely } from 'kysely';
import Libsql from 'libsql';
import { SettingsError } from '../../config/environment.js';
import { makeFolder } from '../../config/make-folder.js';
import { openRegular } from '../../config/regular-file.js';
import type { GuardedInsert } from '../engine.js';
import type { Schema } from '../schema.js';
import { LibsqlConnection } from './libsql-connection.js';
import { Mutex } from './libsql-connection.js';

const SETTINGS = [
  'busy_timeout = 20',
  'journal_mode = WAL',
  // A power failure must not undo the entry about a write that is about to be sent.
  'synchronous = FULL',
  'foreign_keys = ON',
  'secure_delete = ON',
  // Without it, INSERT OR REPLACE removes rows past the triggers that refuse a DELETE.
  'recursive_triggers = ON',
  'trusted_schema = OFF',
];

/** Kysely's driver over a libsql file: one connection, which queries and transactions take in turns. */
export class LibsqlDriver implements Driver {
  readonly #mutex = new Mutex();
  #connection: LibsqlConnection | undefined;

  constructor(private readonly path: string) {}

  /** @throws SettingsError where the file cannot be opened. */
  async init(): Promise<void> {
    prepareFile(this.path);
    this.#connection = new LibsqlConnection(new Libsql(this.path));
    for (const setting of SETTINGS) {
      await this.#connection.executeQuery(CompiledQuery.raw(`pragma ${setting}`));
    }
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#mutex.lock();
    return this.connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // A plain "begin" would find out that another process writes only at its first write, when it can no longer wait.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {
    this.#mutex.unlock();
  }

  async destroy(): Promise<void> {
    await this.#mutex.lock();
    this.#connection?.close();
    this.#connection = undefined;
    this.#mutex.unlock();
  }

  private get connection(): LibsqlConnection {
    if (this.#connection) return this.#connection;
    this.#mutex.unlock();
    throw new Error('The database is closed.');
  }
}

/** Makes a change and inserts rows by several statements: SQLite has none that changes several tables. See `Engine.insertWhen`. */
export function insertInTurn(db: Kysely<Schema>, insert: GuardedInsert): Promise<boolean> {
  const work = async (transaction: Kysely<Schema>): Promise<boolean> => {
    const { rows } = await transaction.executeQuery(insert.when.compile());
    if (rows.length === 0) return false;
    for (const { into, rows } of [insert, ...(insert.beside ? [insert.beside] : [])]) {
      await transaction.insertInto(into).values(rows).execute();
    }
    if (insert.also) await transaction.executeQuery(insert.also.compile());
    return true;
  };
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/**
 * Creates the database file for its owner only, if there is none; SQLite gives its other files the same permissions.
 * @throws SettingsError where it cannot be written, or other users can read it.
 */
export function prepareFile(path: string): void {
  try {
    makeFolder(dirname(path));
    closeSync(openRegular(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, OWNER_ONLY).fd);
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw new SettingsError(
      `The database cannot be kept in ${path} (${code}). Set DATA_DIR to a folder that may be written to, or DATABASE_URL to a PostgreSQL.`,
    );
  }
  if (process.platform === 'win32' || (statSync(path).mode & OTHERS) === 0) return;
  throw new SettingsError(`${path} can be read by others. Run: chmod 600 ${path}`);
}
