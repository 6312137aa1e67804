import { CompiledQuery, type Kysely } from 'kysely';
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Database } from '../../database/database.js';
import type { Schema } from '../../database/schema.js';
import type { Scope } from './throttle.config.js';

/** How long each count lasts, seconds. */
export const WINDOW_S = 60;

/** Counts requests of one scope, each subject for itself. */
export type Counter = Pick<RateLimiterAbstract, 'consume'>;

/** Makes the counter of a scope; `failed` is told of each count that the database did not take. */
export type Counters = (scope: Scope, points: number, failed: (error: unknown) => void) => Counter;

/** Counts that all processes on a database share; in memory where that is one process. */
export const countersOf =
  ({ db, engine }: Database): Counters =>
  (scope, points, failed) => {
    const options = { points, duration: WINDOW_S, keyPrefix: scope };
    const memory = new RateLimiterMemory(options);
    if (!engine.servesMachines) return memory;
    return new RateLimiterPostgres({
      ...options,
      storeClient: clientOf(db, failed),
      storeType: 'client',
      tableName: 'throttle_counts' satisfies keyof Schema,
      tableCreated: true,
      clearExpiredByTimeout: false,
      // Who is over the limit costs the database nothing more until the minute is over.
      inMemoryBlockOnConsumed: points,
      // While the database is gone each process counts for itself.
      insuranceLimiter: memory,
    });
  };

/** What the library asks of a client of PostgreSQL, by way of the connections that the platform has anyway. */
const clientOf = (db: Kysely<Schema>, failed: (error: unknown) => void) => ({
  query: async ({ text, values }: { text: string; values: readonly unknown[] }) => {
    try {
      return await db.executeQuery(CompiledQuery.raw(text, [...values]));
    } catch (error) {
      failed(error);
      throw error;
    }
  },
});
