import type { Socket } from 'node:net';
import { PostgresDialect, sql, type RawBuilder } from 'kysely';
import pg, { type Pool } from 'pg';
import { SettingsError } from '../../config/environment.js';
import type { PoolSettings } from '../../config/database.config.js';
import type { Engine } from '../engine.js';
import { tellingDialect } from '../telling-driver.js';
import { DatabaseUnavailable } from '../unavailable.js';

/** PostgreSQL. */
export const postgresEngine = (pool: Pool): Engine => ({
  name: 'postgres',
  dialect: tellingDialect(new PostgresDialect({ pool })),
  columns: { text: 'text collate "C"', integer: 'bigint', bytes: 'bytea' },
  locksRows: true,
  clock: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  servesMachines: true,
  pool: () => ({
    size: pool.options.max,
    idle: pool.idleCount,
    inUse: pool.totalCount - pool.idleCount,
    waiting: pool.waitingCount,
  }),

  appendOnly: (table) => [
    refusal(table, `${table} is append-only`),
    `create trigger ${table}_no_change before update or delete on ${table}
     for each row execute function ${table}_refuse()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
     for each statement execute function ${table}_refuse()`,
  ],

  removableTo: (table, seams) => [
    `drop trigger ${table}_no_change on ${table}`,
    `create trigger ${table}_no_change before update on ${table}
     for each row execute function ${table}_refuse()`,
    `create function ${table}_keep() returns trigger language plpgsql as
     $$ begin
       if exists (select 1 from ${seams} where tenant_id = old.tenant_id and seq >= old.seq) then return old; end if;
       raise exception '${table} is append-only' using errcode = 'restrict_violation';
     end $$`,
    `create trigger ${table}_no_delete before delete on ${table}
     for each row execute function ${table}_keep()`,
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

  oneByOne: (table, column) => [
    `drop trigger ${table}_no_return on ${table}`,
    `create trigger ${table}_no_return before update on ${table}
     for each row when (new.${column} - 1 <> old.${column}) execute function ${table}_refuse()`,
    // After it, because a row that is there is changed instead.
    `create trigger ${table}_first after insert on ${table}
     for each row when (new.${column} <> 1) execute function ${table}_refuse()`,
  ],

  clustered: '',

  replacedOnce: (table, columns, column) => [
    refusal(table, `${table} keeps every version`),
    `create trigger ${table}_no_change before update of ${columns.join(', ')} on ${table}
     for each row execute function ${table}_refuse()`,
    `create trigger ${table}_once before update of ${column} on ${table}
     for each row when (old.${column} is not null or new.${column} is null) execute function ${table}_refuse()`,
  ],

  insertWhen: async (db, { when, into, rows, beside, also }) => {
    const further = [
      ...(beside ? [sql`, beside as (${guarded(beside.into, beside.rows)})`] : []),
      ...(also ? [sql`, also as (${also})`] : []),
    ];
    const { numAffectedRows } =
      await sql`with changed as (${when})${sql.join(further, sql``)} ${guarded(into, rows)}`.execute(db);
    return numAffectedRows !== 0n;
  },

  auditRun: () => [
    // Details that were tampered with must not make the table unreadable, and `json` accepts neither NUL nor half a surrogate pair.
    String.raw`create function audit_run(details text) returns text language plpgsql immutable as
     $$ declare document json;
     begin
       document := regexp_replace(details, '\\u(0000|d[89a-f][0-9a-f]{2})', '\\u0001', 'g');
       return case when document ->> 'dryRun' = 'true' then 'dry_run'
                   when document ->> 'replayed' = 'true' then 'repeat' end;
     exception when others then return null;
     end $$`,
    `alter table audit_entries add column run text collate "C" generated always as (audit_run(details)) stored`,
  ],

  // Old row versions remain until vacuum, which the operator runs; see SECURITY.md.
  purge: async () => true,
});

/** Inserts rows where something has `changed`. They are one parameter, so the text of the statement is the same for any number of them. */
function guarded(into: string, rows: readonly object[]): RawBuilder<unknown> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((name) => sql.ref(name)));
  return sql`insert into ${sql.table(into)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(into)}, ${JSON.stringify(rows)}::json)
    where exists (select from changed)`;
}

const refusal = (table: string, words: string): string =>
  `create function ${table}_refuse() returns trigger language plpgsql as
   $$ begin raise exception '${words}' using errcode = 'restrict_violation'; end $$`;

const NUMBERS: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);

type Parser = (text: string) => unknown;

/** Counts and sums fit into a number; without this they are returned as text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): Parser =>
    NUMBERS.has(oid) ? Number : (pg.types.getTypeParser(oid, format) as Parser),
};

/** How much longer than a statement may take a connection may be silent before it counts as broken, milliseconds. */
const SILENCE_MS = 2_000;

/**
 * Connections to a PostgreSQL.
 * @param settings - undefined for work without limits of time, such as changing tables.
 * @param broken - receives one error for each connection that breaks, idle or in use.
 */
export function postgresPool(
  connectionString: string,
  settings?: PoolSettings,
  broken?: (error: unknown) => void,
): pg.Pool {
  const pool = new pg.Pool({ connectionString, types, ...FIXED, ...(settings && optionsOf(settings)) });
  // Without a listener an error would end the process. The pool itself listens only to connections that are idle.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    let noted = false;
    client.on('error', (error) => {
      if (!noted) broken?.(error);
      noted = true;
    });
  });
  if (settings) endSilentConnections(pool, settings.statementTimeoutMs + SILENCE_MS);
  return pool;
}

const FIXED = {
  connectionTimeoutMillis: 10_000,
  keepAlive: true,
  application_name: 'anthropic-admin-platform',
} as const;

const optionsOf = (settings: PoolSettings): pg.PoolConfig => ({
  max: settings.size,
  connectionTimeoutMillis: settings.connectTimeoutMs,
  idleTimeoutMillis: settings.idleTimeoutMs,
  statement_timeout: settings.statementTimeoutMs,
  lock_timeout: settings.lockTimeoutMs,
  idle_in_transaction_session_timeout: settings.statementTimeoutMs,
});

/** The part of a client that its types leave out: the socket. */
interface WithSocket {
  readonly connection: { readonly stream: Socket };
}

/**
 * Breaks connections in use from which nothing comes. The timeouts of the server do not reach a client whose network lets nothing
 * through, which would wait until the system gives up, after a quarter of an hour.
 */
function endSilentConnections(pool: pg.Pool, afterMs: number): void {
  const socketOf = (client: unknown): Socket => (client as WithSocket).connection.stream;
  const silent = Object.assign(new Error('the server is silent'), { code: 'ETIMEDOUT' });
  pool.on('connect', (client) => {
    const socket = socketOf(client);
    socket.on('timeout', () => void socket.destroy(silent));
  });
  pool.on('acquire', (client) => void socketOf(client).setTimeout(afterMs));
  pool.on('release', (_, client) => void socketOf(client).setTimeout(0));
}

/** Why a PostgreSQL database cannot be used and what to do, by error code. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; start it, or set another host and port',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of its host cannot be looked up',
  ETIMEDOUT: 'it does not answer; look at the host, the port and the firewall',
  ECONNRESET: 'it closed the connection',
  '28P01': 'user or password are not right',
  '28000': 'it does not let this user in from here; look at its pg_hba.conf and at sslmode',
  '3D000': 'there is no database of this name; create it first',
  '42501':
    'this user may not create tables; grant it CREATE on the schema, or run as the owner of the tables: npm run -s admin -- database migrate --grant <role>',
  '53300': 'it has no connection left',
  '57P03': 'it is starting or stopping; try again in a moment',
};

/** The error for a database URL that cannot be used. Contains neither the password nor a message of the server. */
export function unusableServer(url: URL, error: unknown): SettingsError {
  if (error instanceof SettingsError) return error;
  const { code, message = '' } = (error instanceof DatabaseUnavailable ? error.cause : error) as {
    code?: string;
    message?: string;
  };
  const timedOut = /timeout|terminated/i.test(message) ? REASONS['ETIMEDOUT'] : undefined;
  const reason = REASONS[code ?? ''] ?? timedOut ?? `it answered with the error ${code ?? 'unknown'}`;
  return new SettingsError(`DATABASE_URL names the PostgreSQL at ${url.host}${url.pathname}: ${reason}.`);
}
