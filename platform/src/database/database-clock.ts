import { sql, type Kysely } from 'kysely';
import type { Database } from './database.js';
import type { Engine } from './engine.js';
import type { Schema } from './schema.js';

/** Readings of a measurement; the one with the shortest way counts. */
const SAMPLES = 3;

/** The time of the database, epoch milliseconds. */
export async function databaseTime(db: Kysely<Schema>, { clock }: Engine): Promise<number> {
  const { rows } = await sql<{ now: number | string }>`select ${clock} as now`.execute(db);
  return Number(rows[0]?.now);
}

/** How far the clock of the database is from the one of this process, which may be wrong. */
export class DatabaseClock {
  /** Milliseconds that the database is ahead; undefined until it was measured. */
  offsetMs: number | undefined;

  /** @param now - the clock of the process, epoch milliseconds. */
  constructor(
    private readonly database: Pick<Database, 'db' | 'engine'>,
    readonly now: () => number = Date.now,
  ) {}

  /**
   * Measures the offset: the database has read its clock half of the way between question and answer.
   * @returns the offset, milliseconds
   * @throws what the database throws; the offset stays what it was.
   */
  async measure(): Promise<number> {
    let best = { way: Number.POSITIVE_INFINITY, offset: 0 };
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const asked = this.now();
      const time = await databaseTime(this.database.db, this.database.engine);
      const answered = this.now();
      const way = answered - asked;
      if (way < best.way) best = { way, offset: Math.round(time - (asked + answered) / 2) };
    }
    this.offsetMs = best.offset;
    return best.offset;
  }
}
