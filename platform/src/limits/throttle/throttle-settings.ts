import { readVariables } from '../../config/read-variables.js';
import { THROTTLE_VARIABLES } from './throttle-variables.js';

/** Whom a limit counts together: everybody with tokens of one subject, or everybody of one tenant. */
export const SCOPES = ['token', 'tenant'] as const;

/** One of them. */
export type Scope = (typeof SCOPES)[number];

/** How many requests a minute each scope may make; 0 for no limit. */
export type ThrottleSettings = Readonly<Record<Scope, number>>;

/**
 * Reads the settings that the environment gives.
 * @throws SettingsError that names the variable, says what is wrong with it and shows a right value.
 */
export function throttleSettingsFrom(env: NodeJS.ProcessEnv): ThrottleSettings {
  const values = readVariables(THROTTLE_VARIABLES, env);
  return { token: values.PLATFORM_THROTTLE_PER_TOKEN, tenant: values.PLATFORM_THROTTLE_PER_TENANT };
}
