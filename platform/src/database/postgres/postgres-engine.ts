import { PostgresDialect, sql } from 'kysely';
import type { Pool } from 'pg';
import type { Engine } from '../engine.js';

/** PostgreSQL. */
export const postgresEngine = (pool: Pool): Engine => ({
  name: 'postgres',
  dialect: new PostgresDialect({ pool }),
  columns: { text: 'text collate "C"', integer: 'bigint', bytes: 'bytea' },
  locksRows: true,
  clock: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  servesMachines: true,

  appendOnly: (table) => [
    refusal(table, `${table} is append-only`),
    `create trigger ${table}_no_change before update or delete on ${table}
     for each row execute function ${table}_refuse()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
     for each statement execute function ${table}_refuse()`,
  ],

  onlyForward: (table, column) => [
    refusal(table, `${table} goes forward only`),
    `create trigger ${table}_no_delete before delete on ${table}
     for each row execute function ${table}_refuse()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
     for each statement execute function ${table}_refuse()`,
    `create trigger ${table}_no_return before update on ${table}
     for each row when (new.${column} <= old.${column}) execute function ${table}_refuse()`,
  ],

  // Rows as they were wait for vacuum, which is the operator's; see SECURITY.md.
  purge: async () => {},
});

const refusal = (table: string, words: string): string =>
  `create function ${table}_refuse() returns trigger language plpgsql as
   $$ begin raise exception '${words}' using errcode = 'restrict_violation'; end $$`;
