import { readEnvironment, whole } from '../config/environment.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The environment variables of the checks. */
export const CHECK_VARIABLES = {
  CONNECTION_CHECK_INTERVAL_MS: whole(0, 30 * DAY_MS, DAY_MS / 4),
  CONNECTION_CHECK_PAUSE_MS: whole(10, DAY_MS, MINUTE_MS),
  CONNECTION_CHECK_JITTER_MS: whole(0, DAY_MS, MINUTE_MS / 4),
};

/** What an operator configures for the checks, milliseconds. */
export interface CheckSettings {
  /** The maximum age of a check result; 0 disables scheduled checks. */
  readonly intervalMs: number;
  readonly pauseMs: number;
  readonly jitterMs: number;
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
  };
}
