import {
  httpUrl,
  isProtected,
  optional,
  readEnvironment,
  secret,
  SettingsError,
  trimmed,
  whole,
  type ValidValue,
  type ValuesOf,
} from '../config/environment.js';
import { ANY_ADDRESS, VARIABLES, type PlatformSettings } from '../config/platform.config.js';
import type { SignInWay } from './session-facts.js';

/** The environment variables of the portal's sign-in. */
export const PORTAL_VARIABLES = {
  PORTAL_OIDC_ISSUER: optional(issuerUrl, {
    desc: 'the https URL of an OpenID Connect issuer (http on this machine alone)',
    example: 'https://login.example.com',
  }),
  PORTAL_OIDC_CLIENT_ID: optional(trimmed(), {
    desc: 'the id of the portal at the issuer',
    example: 'integrations-portal',
  }),
  PORTAL_OIDC_CLIENT_SECRET: secret(
    optional(trimmed(), {
      desc: 'the secret of the portal at the issuer',
      example: 'what the issuer has shown when the client was made',
    }),
  ),
  PORTAL_SIGN_INS_PER_MINUTE: whole(0, 1_000_000, 120),
};

/** Injects the settings of the portal. */
export const PORTAL_SETTINGS = Symbol('PORTAL_SETTINGS');

/** An OpenID Connect issuer, and the portal's registration there. */
export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** Undefined for a public client. */
  readonly clientSecret: string | undefined;
  /** How many browsers may come back from the issuer within a minute, from one address; 0 for no limit. */
  readonly signInsPerMinute: number;
  /** Where browsers reach the platform, with a trailing slash. */
  readonly portal: URL;
}

/** What an operator configures for the portal. */
export interface PortalSettings {
  /** How people sign in. */
  readonly ways: readonly SignInWay[];
  /** Where browsers reach the platform, if that differs from the Host header they send. */
  readonly publicUrl: URL | undefined;
  readonly oidc: OidcSettings | undefined;
}

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function portalSettingsFrom(
  env: NodeJS.ProcessEnv,
  { tokens, publicUrl }: Pick<PlatformSettings, 'tokens' | 'publicUrl'>,
): PortalSettings {
  const oidc = oidcFrom(readEnvironment(PORTAL_VARIABLES, env), publicUrl);
  const link = tokens.keys.kind !== 'jwks';
  return { ways: [...(oidc ? ['oidc' as const] : []), ...(link ? ['link' as const] : [])], publicUrl, oidc };
}

/**
 * The URL of the portal's page: `given`, the public URL, or the address that the platform listens on.
 * @param given - an http or https URL.
 */
export function portalUrl(
  given: string | undefined,
  { host, port, publicUrl }: Pick<PlatformSettings, 'host' | 'port' | 'publicUrl'>,
): URL {
  const address = `http://${ANY_ADDRESS.includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
  const text = given ?? publicUrl?.href ?? address;
  return new URL(text.replace(/\/?$/, '/'));
}

function oidcFrom(
  values: ValuesOf<typeof PORTAL_VARIABLES>,
  publicUrl: URL | undefined,
): OidcSettings | undefined {
  const { PORTAL_OIDC_ISSUER: issuer, PORTAL_OIDC_CLIENT_ID: clientId } = values;
  const { PORTAL_OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined;
  if (issuer === undefined) throw missing('PORTAL_OIDC_ISSUER', PORTAL_VARIABLES.PORTAL_OIDC_ISSUER);
  if (clientId === undefined) throw missing('PORTAL_OIDC_CLIENT_ID', PORTAL_VARIABLES.PORTAL_OIDC_CLIENT_ID);
  if (publicUrl === undefined) throw missing('PLATFORM_PUBLIC_URL', VARIABLES.PLATFORM_PUBLIC_URL);
  const { PORTAL_SIGN_INS_PER_MINUTE: signInsPerMinute } = values;
  return {
    issuer,
    clientId,
    clientSecret,
    signInsPerMinute,
    portal: new URL(publicUrl.href.replace(/\/?$/, '/')),
  };
}

const missing = (name: string, { example }: ValidValue): SettingsError =>
  new SettingsError(
    `${name} must be set where people sign in at an issuer (PORTAL_OIDC_...), to a value such as ${example}.`,
  );

/** The issuer decides who may sign in, so the connection to it must be protected. */
function issuerUrl(text: string): URL | undefined {
  const parsed = httpUrl(text) === undefined ? undefined : new URL(text);
  return parsed && isProtected(parsed) ? parsed : undefined;
}
