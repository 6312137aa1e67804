import { sql, type Dialect, type Kysely, type RawBuilder } from 'kysely';
import type { Schema } from './schema.js';

/** Names of the databases that the platform runs on. */
export const ENGINES = ['libsql', 'postgres'] as const;

/** Everything in which the two databases differ. Nothing outside this folder asks which one it is. */
export interface Engine {
  readonly name: (typeof ENGINES)[number];
  readonly dialect: Dialect;
  /** Column types, by what they hold. Texts sort by their bytes on both. */
  readonly columns: Readonly<Record<'text' | 'integer' | 'bytes', string>>;
  /** Whether a transaction has to lock the row that it is going to change; where not, it is alone from its start. */
  readonly locksRows: boolean;
  /** The time that all processes agree on, epoch milliseconds: their own clocks may differ. */
  readonly clock: RawBuilder<number>;
  /** Whether processes of several machines may share it, so that what limits them has to be kept in it. */
  readonly servesMachines: boolean;
  /** Statements that make a table refuse to change or remove a row. */
  appendOnly(table: string, keyColumns: readonly string[]): readonly string[];
  /** Statements that make a table refuse to lose a row, and to lower a number. */
  onlyForward(table: string, column: string): readonly string[];
  /** Makes what was overwritten or deleted leave the database's files, as far as the database can. */
  purge(db: Kysely<Schema>): Promise<void>;
}

/** Column types of an engine, as Kysely's schema builder takes them. */
export function columnTypes({ columns }: Engine): Record<keyof Engine['columns'], RawBuilder<unknown>> {
  return { text: sql.raw(columns.text), integer: sql.raw(columns.integer), bytes: sql.raw(columns.bytes) };
}
