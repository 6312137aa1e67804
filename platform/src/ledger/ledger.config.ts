import { oneOf, readEnvironment, whole } from '../config/environment.js';

const HOUR_MS = 3_600_000;

/** The environment variables of the ledger. */
export const LEDGER_VARIABLES = {
  LEDGER_INTERVAL_MS: whole(0, 7 * 24 * HOUR_MS, 4 * HOUR_MS),
  LEDGER_PAUSE_MS: whole(10, HOUR_MS, HOUR_MS / 120),
  LEDGER_NEW_CONNECTIONS: oneOf(['off', 'on'], 'off'),
  LEDGER_BACKFILL_DAYS: whole(1, 365, 365),
  LEDGER_TRAILING_DAYS: whole(1, 90, 30),
  LEDGER_HOURLY_DAYS: whole(1, 365, 35),
  LEDGER_KEEP_DAYS: whole(31, 3_660, 1_100),
  LEDGER_MAX_ROWS: whole(1_000, 1_000_000_000, 5_000_000),
  LEDGER_REQUESTS_PER_MINUTE: whole(1, 10_000, 10),
  LEDGER_AT_ONCE: whole(1, 200, 8),
};

/** What an operator configures for the ledger; times are milliseconds. */
export interface LedgerSettings {
  /** How often each connection is synchronized; 0 turns it off. */
  readonly intervalMs: number;
  /** Time between two looks for connections that are due. */
  readonly pauseMs: number;
  /** Whether a ledger is kept of every connection that is saved. */
  readonly newConnections: boolean;
  /** How far back the first sync reads. */
  readonly backfillDays: number;
  /** How many days every sync reads again. */
  readonly trailingDays: number;
  /** How long hourly cells are kept. */
  readonly hourlyDays: number;
  /** How long daily cells are kept. */
  readonly keepDays: number;
  /** The most versions of cells of one connection. */
  readonly maxRows: number;
  /** The most requests per minute of one connection. */
  readonly requestsPerMinute: number;
  /** How many connections are synchronized at once. */
  readonly atOnce: number;
}

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function ledgerSettingsFrom(env: NodeJS.ProcessEnv): LedgerSettings {
  const values = readEnvironment(LEDGER_VARIABLES, env);
  return {
    intervalMs: values.LEDGER_INTERVAL_MS,
    pauseMs: values.LEDGER_PAUSE_MS,
    newConnections: values.LEDGER_NEW_CONNECTIONS === 'on',
    backfillDays: values.LEDGER_BACKFILL_DAYS,
    trailingDays: values.LEDGER_TRAILING_DAYS,
    hourlyDays: values.LEDGER_HOURLY_DAYS,
    keepDays: values.LEDGER_KEEP_DAYS,
    maxRows: values.LEDGER_MAX_ROWS,
    requestsPerMinute: values.LEDGER_REQUESTS_PER_MINUTE,
    atOnce: values.LEDGER_AT_ONCE,
  };
}
