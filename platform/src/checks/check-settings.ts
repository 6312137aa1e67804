import { readVariables } from '../config/read-variables.js';
import { CHECK_VARIABLES } from './check-variables.js';

/** What an operator sets of the checks, milliseconds. */
export interface CheckSettings {
  /** How old a verdict may get; with 0 nothing is checked unless somebody asks. */
  readonly intervalMs: number;
  readonly pauseMs: number;
  readonly jitterMs: number;
}

/**
 * Reads the settings that the environment gives.
 * @throws SettingsError that names the variable, says what is wrong with it and shows a right value.
 */
export function checkSettingsFrom(env: NodeJS.ProcessEnv): CheckSettings {
  const values = readVariables(CHECK_VARIABLES, env);
  return {
    intervalMs: values.CONNECTION_CHECK_INTERVAL_MS,
    pauseMs: values.CONNECTION_CHECK_PAUSE_MS,
    jitterMs: values.CONNECTION_CHECK_JITTER_MS,
  };
}
