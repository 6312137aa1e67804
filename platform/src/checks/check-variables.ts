import { whole } from '../config/variable.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The environment variables of the checks. */
export const CHECK_VARIABLES = {
  CONNECTION_CHECK_INTERVAL_MS: whole(0, 30 * DAY_MS, DAY_MS / 4),
  CONNECTION_CHECK_PAUSE_MS: whole(10, DAY_MS, MINUTE_MS),
  CONNECTION_CHECK_JITTER_MS: whole(0, DAY_MS, MINUTE_MS / 4),
};
