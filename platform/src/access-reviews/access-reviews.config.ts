import { readEnvironment, whole } from '../config/environment.js';

const DAY_MS = 86_400_000;

/** The environment variables of access reviews. */
export const ACCESS_REVIEW_VARIABLES = {
  ACCESS_REVIEWS_PER_TENANT: whole(1, 10_000, 200),
  ACCESS_REVIEWS_KEEP_DAYS: whole(1, 3_660, 1_100),
};

/** What an operator configures for access reviews. */
export interface ReviewLimits {
  readonly perTenant: number;
  readonly keepMs: number;
}

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function reviewLimitsFrom(env: NodeJS.ProcessEnv): ReviewLimits {
  const values = readEnvironment(ACCESS_REVIEW_VARIABLES, env);
  return {
    perTenant: values.ACCESS_REVIEWS_PER_TENANT,
    keepMs: values.ACCESS_REVIEWS_KEEP_DAYS * DAY_MS,
  };
}
