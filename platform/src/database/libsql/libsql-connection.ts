import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type Libsql from 'libsql';
import { LRUCache } from 'lru-cache';
import { retryWhileBusy } from './retry-while-busy.js';

type Statement = Libsql.Statement<unknown[]> & { readonly reader: boolean };

/** Preparing costs four times what running does; the platform has far fewer statements than this. */
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

  /** @throws Error always: a cursor would keep the connection from everybody else. */
  // eslint-disable-next-line require-yield -- the type of the port
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Read page by page instead.');
  }

  /** Closes the file; a statement that is kept would keep it open. */
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
 * Refuses parameters that the native binding cannot take.
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
