import {
  sql,
  type Compilable,
  type Dialect,
  type Kysely,
  type OperationNodeSource,
  type RawBuilder,
} from 'kysely';
import type { Schema } from './schema.js';

/** Names of the databases that the platform runs on. */
export const ENGINES = ['libsql', 'postgres'] as const;

/** How the connections of a pool are used. */
export interface PoolState {
  /** The most connections. */
  readonly size: number;
  readonly idle: number;
  readonly inUse: number;
  /** Queries that wait for a connection. */
  readonly waiting: number;
}

/** A statement of Kysely's builder, finished. */
export type Statement = Compilable & OperationNodeSource;

/** Rows that are inserted only together with a change of another table. */
export interface GuardedInsert {
  /** The change; it returns the rows that it changed. No row is inserted where there are none. */
  readonly when: Statement;
  readonly into: keyof Schema;
  /** At least one; all of them with the same columns. */
  readonly rows: readonly object[];
  /** Rows of another table that are inserted with them. */
  readonly beside?: { readonly into: keyof Schema; readonly rows: readonly object[] };
  /** What else is done then. */
  readonly also?: Statement;
}

/** Everything in which the two databases differ. No code outside this folder depends on which one is used. */
export interface Engine {
  readonly name: (typeof ENGINES)[number];
  readonly dialect: Dialect;
  /** Column types, by what they hold. Texts sort by their bytes on both. */
  readonly columns: Readonly<Record<'text' | 'integer' | 'bytes', string>>;
  /**
   * Whether a transaction has to lock the row that it is about to change; if false, it is exclusive from its start.
   */
  readonly locksRows: boolean;
  /** The time shared by all processes, epoch milliseconds: their own clocks may differ. */
  readonly clock: RawBuilder<number>;
  /** Whether processes on several machines can share it, so their limits must be stored in it. */
  readonly servesMachines: boolean;
  /** The connections of this process to a server; absent where there is none. */
  pool?(): PoolState;
  /** Statements that make a table refuse to change or remove a row. */
  appendOnly(table: string, keyColumns: readonly string[]): readonly string[];
  /** Statements that let an append-only table of tenants lose the rows up to the `seq` that another table has for their tenant. */
  removableTo(table: string, seams: string): readonly string[];
  /** Statements that make a table refuse to lose a row, and to lower a number. */
  onlyForward(table: string, column: string): readonly string[];
  /** Statements that make a table that goes only forward begin at 1 and go forward by one at a time, so no one can set its last number. */
  oneByOne(table: string, column: string): readonly string[];
  /** What a table ends with whose rows are read in the order of its key, so they are stored in it where the database can. */
  readonly clustered: string;
  /** Statements that make a table refuse to change columns, and to set another one unless it is null. */
  replacedOnce(table: string, columns: readonly string[], column: string): readonly string[];
  /**
   * Makes a change and inserts rows, both or neither: in one statement where the database can, for each further one is a round trip
   * during which it holds locks.
   * @returns whether the change has changed a row.
   */
  insertWhen(db: Kysely<Schema>, insert: GuardedInsert): Promise<boolean>;
  /** Statements that add the column `run` to the entries of the audit; it is null where the details are no JSON. */
  auditRun(): readonly string[];
  /**
   * Removes overwritten and deleted data from the database's files, as far as the database supports it.
   * @returns false where it could not, because another process reads or writes.
   */
  purge(db: Kysely<Schema>): Promise<boolean>;
}

/** Column types of an engine, as Kysely's schema builder takes them. */
export function columnTypes({ columns }: Engine): Record<keyof Engine['columns'], RawBuilder<unknown>> {
  return { text: sql.raw(columns.text), integer: sql.raw(columns.integer), bytes: sql.raw(columns.bytes) };
}
