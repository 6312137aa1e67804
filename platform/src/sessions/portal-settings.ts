import type { PlatformSettings } from '../config/settings.js';
import type { SignInWay } from './session-facts.js';

/** Injects the settings of the portal. */
export const PORTAL_SETTINGS = Symbol('PORTAL_SETTINGS');

/** What an operator sets of the portal. */
export interface PortalSettings {
  /** How people sign in. */
  readonly ways: readonly SignInWay[];
  /** Where browsers reach the platform, where that is not what they write into Host. */
  readonly publicUrl: URL | undefined;
}

/** Reads the settings that the environment gives. */
export function portalSettingsFrom(
  { tokens }: Pick<PlatformSettings, 'tokens'>,
  publicUrl: URL | undefined,
): PortalSettings {
  return { ways: tokens.keys.kind === 'jwks' ? [] : ['link'], publicUrl };
}
