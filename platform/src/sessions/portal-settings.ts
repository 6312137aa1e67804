import { readVariables, type ValuesOf } from '../config/read-variables.js';
import type { PlatformSettings } from '../config/settings.js';
import { SettingsError } from '../config/settings-error.js';
import { PORTAL_VARIABLES, SECRET_PORTAL_VARIABLES } from './portal-variables.js';
import type { SignInWay } from './session-facts.js';

/** Injects the settings of the portal. */
export const PORTAL_SETTINGS = Symbol('PORTAL_SETTINGS');

/** An issuer of OpenID Connect, and who the portal is there. */
export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** A public client has none. */
  readonly clientSecret: string | undefined;
  /** Where browsers reach the platform, with a slash at its end. */
  readonly portal: URL;
}

/** What an operator sets of the portal. */
export interface PortalSettings {
  /** How people sign in. */
  readonly ways: readonly SignInWay[];
  /** Where browsers reach the platform, where that is not what they write into Host. */
  readonly publicUrl: URL | undefined;
  readonly oidc: OidcSettings | undefined;
}

/**
 * Reads the settings that the environment gives.
 * @throws SettingsError that names the variable, says what is wrong with it and shows a right value.
 */
export function portalSettingsFrom(
  env: NodeJS.ProcessEnv,
  { tokens }: Pick<PlatformSettings, 'tokens'>,
  publicUrl: URL | undefined,
): PortalSettings {
  const oidc = oidcFrom(readVariables(PORTAL_VARIABLES, env, SECRET_PORTAL_VARIABLES), publicUrl);
  const link = tokens.keys.kind !== 'jwks';
  return { ways: [...(oidc ? ['oidc' as const] : []), ...(link ? ['link' as const] : [])], publicUrl, oidc };
}

function oidcFrom(
  values: ValuesOf<typeof PORTAL_VARIABLES>,
  publicUrl: URL | undefined,
): OidcSettings | undefined {
  const { PORTAL_OIDC_ISSUER: issuer, PORTAL_OIDC_CLIENT_ID: clientId } = values;
  const { PORTAL_OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined;
  if (issuer === undefined) throw missing('PORTAL_OIDC_ISSUER', PORTAL_VARIABLES.PORTAL_OIDC_ISSUER.sample);
  if (clientId === undefined) {
    throw missing('PORTAL_OIDC_CLIENT_ID', PORTAL_VARIABLES.PORTAL_OIDC_CLIENT_ID.sample);
  }
  if (publicUrl === undefined) throw missing('PLATFORM_PUBLIC_URL', 'https://platform.example.com');
  return { issuer, clientId, clientSecret, portal: new URL(publicUrl.href.replace(/\/?$/, '/')) };
}

const missing = (name: string, sample: string): SettingsError =>
  new SettingsError(
    `${name} must be set where people sign in at an issuer (PORTAL_OIDC_...), to such a value as ${sample}.`,
  );
