import { sql } from 'kysely';
import type { Engine } from '../engine.js';
import { libsqlDialect } from './libsql-dialect.js';

/** SQLite's kind of database in one file. */
export const libsqlEngine = (path: string): Engine => ({
  name: 'libsql',
  dialect: libsqlDialect(path),
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

  onlyForward: (table, column) => [
    `create trigger ${table}_no_delete before delete on ${table}
     begin select raise(abort, '${table} keeps every row'); end`,
    `create trigger ${table}_no_return before update on ${table} when new.${column} <= old.${column}
     begin select raise(abort, '${table} goes forward only'); end`,
  ],

  // secure_delete has overwritten the file itself; the write-ahead log still has the pages as they were.
  purge: async (db) => {
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
  },
});
