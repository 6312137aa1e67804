import { readEnvironment, whole } from '../config/environment.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The environment variables of the checks. */
export const CHECK_VARIABLES = {
  CONNECTION_CHECK_INTERVAL_MS: whole(0, 30 * DAY_MS, DAY_MS / 4),
  CONNECTION_CHECK_PAUSE_MS: whole(10, DAY_MS, MINUTE_MS),
  CONNECTION_CHECK_JITTER_MS: whole(0, DAY_MS, MINUTE_MS / 4),
  CONNECTION_CHECK_REPEATS: whole(1, 20, 3),
  CONNECTION_CHECK_REPEAT_OVER_MS: whole(0, 7 * DAY_MS, DAY_MS / 24),
  CONNECTION_CHECK_REVOKED_INTERVAL_MS: whole(0, 30 * DAY_MS, DAY_MS),
};

/** What an operator configures for the checks; times are milliseconds. */
export interface CheckSettings {
  /** The maximum age of a check result; 0 disables scheduled checks. */
  readonly intervalMs: number;
  readonly pauseMs: number;
  readonly jitterMs: number;
  /** How often a key that was refused is checked again before its connection is revoked. */
  readonly repeats: number;
  /** The time over which these checks are spread evenly; the interval, where that is shorter. */
  readonly repeatOverMs: number;
  /** How old the verdict on a revoked key may get before it is checked again; 0 for never. */
  readonly revokedIntervalMs: number;
}

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function checkSettingsFrom(env: NodeJS.ProcessEnv): CheckSettings {
  const values = readEnvironment(CHECK_VARIABLES, env);
  return {
    intervalMs: values.CONNECTION_CHECK_INTERVAL_MS,
    pauseMs: values.CONNECTION_CHECK_PAUSE_MS,
    jitterMs: values.CONNECTION_CHECK_JITTER_MS,
    repeats: values.CONNECTION_CHECK_REPEATS,
    repeatOverMs: values.CONNECTION_CHECK_REPEAT_OVER_MS,
    revokedIntervalMs: values.CONNECTION_CHECK_REVOKED_INTERVAL_MS,
  };
}
