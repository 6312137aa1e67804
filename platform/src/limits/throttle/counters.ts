import { CompiledQuery, type Kysely } from 'kysely';
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Database } from '../../database/database.js';
import type { Schema } from '../../database/schema.js';
import type { Scope } from './throttle.config.js';

/** How long each count lasts, seconds. */
export const WINDOW_S = 60;

/** Counts requests of one scope, per subject. */
export type Counter = Pick<RateLimiterAbstract, 'consume'>;

/** Creates the counter of a scope; `failed` is called for each count that the database did not store. */
export type Counters = (scope: Scope, points: number, failed: (error: unknown) => void) => Counter;

/** Counts that all processes on a database share; in memory for the embedded database. */
export const countersOf =
  ({ db, engine }: Database): Counters =>
  (scope, points, failed) => {
    const options = { points, duration: WINDOW_S, keyPrefix: scope };
    const memory = new RateLimiterMemory(options);
    // No request without a token causes a query: each process counts addresses on its own.
    if (!engine.servesMachines || scope === 'address') return memory;
    return new RateLimiterPostgres({
      ...options,
      storeClient: clientOf(db, failed),
      storeType: 'client',
      tableName: 'throttle_counts' satisfies keyof Schema,
      tableCreated: true,
      clearExpiredByTimeout: false,
      // Requests above the limit cause no query until the minute is over.
      inMemoryBlockOnConsumed: points,
      // While the database is unavailable each process counts on its own.
      insuranceLimiter: memory,
    });
  };

/** The PostgreSQL client that the library requires, over the platform's own connections. */
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
