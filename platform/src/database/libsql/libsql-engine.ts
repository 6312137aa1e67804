import { setTimeout as pause } from 'node:timers/promises';
import { sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Dialect } from 'kysely';
import { SettingsError } from '../../config/environment.js';
import type { Engine } from '../engine.js';
import { tellingDialect } from '../telling-driver.js';
import { DatabaseUnavailable } from '../unavailable.js';
import { insertInTurn, LibsqlDriver } from './libsql-driver.js';

/** SQLite's kind of database in one file. */
export const libsqlEngine = (path: string): Engine => ({
  name: 'libsql',
  dialect: tellingDialect(libsqlDialect(path)),
  columns: { text: 'text', integer: 'integer', bytes: 'blob' },
  locksRows: false,
  clock: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  servesMachines: false,

  appendOnly: (table, keyColumns) => {
    const same = keyColumns.map((column) => `${column} = new.${column}`).join(' and ');
    const refuse = `select raise(abort, '${table} is append-only')`;
    return [
      `create trigger ${table}_no_update before update on ${table} begin ${refuse}; end`,
      `create trigger ${table}_no_delete before delete on ${table} begin ${refuse}; end`,
      `create trigger ${table}_no_replace before insert on ${table}
       when exists (select 1 from ${table} where ${same}) begin ${refuse}; end`,
    ];
  },

  removableTo: (table, seams) => [
    `drop trigger ${table}_no_delete`,
    `create trigger ${table}_no_delete before delete on ${table}
     when not exists (select 1 from ${seams} where tenant_id = old.tenant_id and seq >= old.seq)
     begin select raise(abort, '${table} is append-only'); end`,
  ],

  auditRun: () => [
    `alter table audit_entries add column run text generated always as (case
       when not json_valid(details) then null
       when json_type(details, '$.dryRun') = 'true' then 'dry_run'
       when json_type(details, '$.replayed') = 'true' then 'repeat' end) virtual`,
  ],

  onlyForward: (table, column) => [
    `create trigger ${table}_no_delete before delete on ${table}
     begin select raise(abort, '${table} keeps every row'); end`,
    `create trigger ${table}_no_return before update on ${table} when new.${column} <= old.${column}
     begin select raise(abort, '${table} goes forward only'); end`,
  ],

  oneByOne: (table, column) => [
    `drop trigger ${table}_no_return`,
    `create trigger ${table}_no_return before update on ${table} when new.${column} - 1 <> old.${column}
     begin select raise(abort, '${table} goes forward only'); end`,
    // After it, because a row that is there is changed instead.
    `create trigger ${table}_first after insert on ${table} when new.${column} <> 1
     begin select raise(abort, '${table} goes forward only'); end`,
  ],

  clustered: 'without rowid',

  replacedOnce: (table, columns, column) => [
    `create trigger ${table}_no_change before update of ${columns.join(', ')} on ${table}
     begin select raise(abort, '${table} keeps every version'); end`,
    `create trigger ${table}_once before update of ${column} on ${table}
     when old.${column} is not null or new.${column} is null
     begin select raise(abort, '${table} keeps every version'); end`,
  ],

  insertWhen: insertInTurn,

  // secure_delete has overwritten the file itself; the write-ahead log still has the pages as they were.
  purge: async (db) => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
      // While another process reads or writes, the log stays, and the statement says so without an error.
      if (rows[0]?.busy !== 1) return true;
      await pause(BETWEEN_TRIES_MS);
    }
    return false;
  },
});

const MOST_TRIES = 10;
const BETWEEN_TRIES_MS = 50;

/** SQLite changes tables inside transactions as well, which makes migrations of several processes wait for each other. */
class LibsqlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely's dialect of a libsql file. */
export const libsqlDialect = (path: string): Dialect => ({
  createAdapter: () => new LibsqlAdapter(),
  createDriver: () => new LibsqlDriver(path),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

/** Why a database file cannot be used and what to do, by error code. */
const REASONS: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: 'it is no database; move it away, or restore a backup',
  SQLITE_CORRUPT: 'it is damaged; restore a backup',
  SQLITE_READONLY: 'it may not be written to',
  SQLITE_FULL: 'its disk is full',
  SQLITE_BUSY: 'another process has it and does not let go',
};

/** The error for a database file that cannot be used; other errors stay unchanged. */
export function unusableFile(path: string, error: unknown): unknown {
  const { code: given } = (error instanceof DatabaseUnavailable ? error.cause : error) as { code?: unknown };
  const code = String(given);
  const known = Object.keys(REASONS).find((each) => code.startsWith(each));
  return known === undefined
    ? error
    : new SettingsError(`The database file ${path} cannot be used: ${REASONS[known]}.`);
}
