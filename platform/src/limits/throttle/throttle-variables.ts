import { whole } from '../../config/variable.js';

const MOST = 1_000_000;

/** The environment variables of the throttle: requests a minute, 0 for no limit. */
export const THROTTLE_VARIABLES = {
  PLATFORM_THROTTLE_PER_TOKEN: whole(0, MOST, 600),
  PLATFORM_THROTTLE_PER_TENANT: whole(0, MOST, 3000),
};
