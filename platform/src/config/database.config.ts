import { oneOf, readEnvironment, whole } from './environment.js';

const HOUR_MS = 3_600_000;

/** The environment variables of the database beside its place: connections, patience, and who changes the tables. */
export const DATABASE_VARIABLES = {
  DATABASE_POOL_SIZE: whole(2, 1000, 20),
  DATABASE_CONNECT_TIMEOUT_MS: whole(100, HOUR_MS, 10_000),
  DATABASE_IDLE_TIMEOUT_MS: whole(1000, HOUR_MS, 30_000),
  DATABASE_STATEMENT_TIMEOUT_MS: whole(100, HOUR_MS, 15_000),
  DATABASE_LOCK_TIMEOUT_MS: whole(100, HOUR_MS, 10_000),
  PLATFORM_MIGRATE: oneOf(['auto', 'never'], 'auto'),
};

/** The connections of one process to a PostgreSQL; times in milliseconds. */
export interface PoolSettings {
  readonly size: number;
  /** How long a query waits for a connection, an open one or a new one. */
  readonly connectTimeoutMs: number;
  /** After which an unused connection is closed. */
  readonly idleTimeoutMs: number;
  /** The longest statement, and the longest pause within a transaction. */
  readonly statementTimeoutMs: number;
  /** How long a statement waits for a lock. */
  readonly lockTimeoutMs: number;
}

/** How the database is used. */
export interface DatabaseSettings {
  readonly pool: PoolSettings;
  /** `never`: a start with tables of an earlier version fails in place of changing them. */
  readonly migrate: 'auto' | 'never';
}

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function databaseSettingsFrom(env: NodeJS.ProcessEnv): DatabaseSettings {
  const values = readEnvironment(DATABASE_VARIABLES, env);
  return {
    migrate: values.PLATFORM_MIGRATE,
    pool: {
      size: values.DATABASE_POOL_SIZE,
      connectTimeoutMs: values.DATABASE_CONNECT_TIMEOUT_MS,
      idleTimeoutMs: values.DATABASE_IDLE_TIMEOUT_MS,
      statementTimeoutMs: values.DATABASE_STATEMENT_TIMEOUT_MS,
      lockTimeoutMs: values.DATABASE_LOCK_TIMEOUT_MS,
    },
  };
}
