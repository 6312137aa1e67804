import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type Libsql from 'libsql';
import { LRUCache } from 'lru-cache';
import { setTimeout as wait } from 'node:timers/promises';

type Statement = Libsql.Statement<unknown[]> & { readonly reader: boolean };

/** Preparing takes four times as long as running; the platform has far fewer statements than this. */
const MAX_STATEMENTS = 200;

/** The one connection to a libsql file. */
export class LibsqlConnection implements DatabaseConnection {
  readonly #statements = new LRUCache<string, Statement>({ max: MAX_STATEMENTS });

  constructor(private readonly database: Libsql.Database) {}

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    checkParameters(parameters);
    return retryWhileBusy(() => {
      const statement = this.prepare(sql);
      if (statement.reader) return { rows: statement.all([...parameters]).map(readRow) as Row[] };
      const { changes } = statement.run([...parameters]);
      return { rows: [], numAffectedRows: BigInt(changes) };
    });
  }

  /** @throws Error always: a cursor would block the only connection. */
  // eslint-disable-next-line require-yield -- the type of the port
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Read page by page instead.');
  }

  /** Closes the file; a cached statement would keep it open. */
  close(): void {
    this.#statements.clear();
    this.database.close();
  }

  private prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql) as Statement;
    this.#statements.set(sql, statement);
    return statement;
  }
}

/**
 * Refuses parameters that the native binding does not support.
 * @throws TypeError where there is one. The binding itself would not throw: it ends the process.
 */
export function checkParameters(parameters: readonly unknown[]): void {
  for (const value of parameters) {
    const fits =
      value === null ||
      typeof value === 'string' ||
      (typeof value === 'number' && Number.isFinite(value)) ||
      value instanceof Uint8Array;
    if (!fits)
      throw new TypeError(`A ${typeof value} cannot be stored; take a text, a number, bytes or null.`);
  }
}

/** A row with its bytes as Uint8Array, as PostgreSQL gives them. */
export function readRow(row: unknown): unknown {
  for (const [column, value] of Object.entries(row as Record<string, unknown>)) {
    if (value instanceof ArrayBuffer) (row as Record<string, unknown>)[column] = new Uint8Array(value);
  }
  return row;
}

/** A lock that is granted in the order of requests. */
export class Mutex {
  #locked = false;
  readonly #waiting: (() => void)[] = [];

  /** Waits for the lock; every holder must unlock it. */
  async lock(): Promise<void> {
    if (this.#locked) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#locked = true;
  }

  /** Grants the lock to the next waiter. */
  unlock(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#locked = false;
  }
}

const PATIENCE_MS = 10_000;
const FIRST_WAIT_MS = 2;
const LONGEST_WAIT_MS = 50;

/**
 * Repeats some work while another connection holds the file. Waiting inside SQLite (busy_timeout) would stop the
 * whole process, and forever if the other connection belongs to the same process.
 */
export async function retryWhileBusy<Result>(work: () => Result): Promise<Result> {
  const end = performance.now() + PATIENCE_MS;
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(2 * pause, LONGEST_WAIT_MS)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
    }
    await wait(pause * (0.5 + Math.random()));
  }
}

const isBusy = (error: unknown): boolean =>
  String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
