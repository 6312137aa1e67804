import { readEnvironment, whole } from '../config/environment.js';

/** The environment variables of the metrics. */
export const METRICS_VARIABLES = {
  PLATFORM_METRICS_REFRESH_MS: whole(100, 3_600_000, 30_000),
};

/** What an operator configures for the metrics. */
export interface MetricsSettings {
  /** Milliseconds between two looks at the database for the metrics of what is stored. */
  readonly refreshMs: number;
}

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export const metricsSettingsFrom = (env: NodeJS.ProcessEnv): MetricsSettings => ({
  refreshMs: readEnvironment(METRICS_VARIABLES, env).PLATFORM_METRICS_REFRESH_MS,
});
