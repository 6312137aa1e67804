import { readEnvironment, whole } from '../../config/environment.js';

const MOST = 1_000_000;

/** The environment variables of the throttle: requests per minute, 0 for no limit. */
export const THROTTLE_VARIABLES = {
  PLATFORM_THROTTLE_PER_TOKEN: whole(0, MOST, 600),
  PLATFORM_THROTTLE_PER_TENANT: whole(0, MOST, 3000),
  PLATFORM_THROTTLE_PER_ADDRESS: whole(0, MOST, 600),
  PLATFORM_THROTTLE_KEYS_PER_TENANT: whole(0, MOST, 30),
  PLATFORM_THROTTLE_KEYS_PER_ADDRESS: whole(0, MOST, 60),
};

/**
 * What requests are counted by: the subject of their token and their tenant, or, without a token, where they come from.
 * Those that save or check a key are counted by their tenant and their address besides.
 */
export const SCOPES = ['token', 'tenant', 'address', 'keys_tenant', 'keys_address'] as const;

/** One of the scopes. */
export type Scope = (typeof SCOPES)[number];

/** The requests per minute that each scope may make; 0 for no limit. */
export type ThrottleSettings = Readonly<Record<Scope, number>>;

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function throttleSettingsFrom(env: NodeJS.ProcessEnv): ThrottleSettings {
  const values = readEnvironment(THROTTLE_VARIABLES, env);
  return {
    token: values.PLATFORM_THROTTLE_PER_TOKEN,
    tenant: values.PLATFORM_THROTTLE_PER_TENANT,
    address: values.PLATFORM_THROTTLE_PER_ADDRESS,
    keys_tenant: values.PLATFORM_THROTTLE_KEYS_PER_TENANT,
    keys_address: values.PLATFORM_THROTTLE_KEYS_PER_ADDRESS,
  };
}
