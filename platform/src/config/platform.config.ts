import { createSecretKey, type KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import {
  httpUrl,
  oneOf,
  optional,
  readEnvironment,
  secret,
  SettingsError,
  trimmed,
  whole,
  withDefault,
  type ValuesOf,
} from './environment.js';

/** Listen addresses that mean every address of the machine; a client cannot connect to them by this name. */
export const ANY_ADDRESS: readonly string[] = ['0.0.0.0', '::'];

/** Injects the settings of the platform. */
export const PLATFORM_SETTINGS = Symbol('PLATFORM_SETTINGS');

/** Log levels, from everything to nothing. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** The issuer and audience of tokens unless set otherwise. */
export const OWN_NAME = 'anthropic-admin-platform';

/** The minimum length of a signing secret: HS256 requires as many bits as its hash has. */
export const SECRET_MIN_LENGTH = 32;

/** The environment variables of the platform; the connector reads its own (ANTHROPIC_...). */
export const VARIABLES = {
  PORT: whole(0, 65_535, 3000),
  HOST: withDefault(trimmed(), {
    desc: 'an address to listen on',
    example: '127.0.0.1',
    default: '127.0.0.1',
  }),
  DATA_DIR: withDefault(trimmed(), {
    desc: 'a folder for what the platform keeps',
    example: '.data',
    default: '.data',
  }),
  DATABASE_URL: secret(
    optional(postgresUrl, {
      desc: 'the URL of a PostgreSQL database',
      example: 'postgres://user:password@db.example.com:5432/platform',
    }),
  ),
  PLATFORM_ENVIRONMENT: withDefault((text) => (/^[\w.-]{1,64}$/.test(text) ? text : undefined), {
    desc: 'a name for this installation, which its records are bound to: 1 to 64 letters, digits, dots, - or _',
    example: 'development',
    default: 'development',
  }),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  PLATFORM_JWT_SECRET: secret(
    optional(trimmed(SECRET_MIN_LENGTH), {
      desc: `a secret of at least ${SECRET_MIN_LENGTH} characters`,
      example: 'the output of: openssl rand -base64 48',
    }),
  ),
  PLATFORM_JWKS_URL: optional(httpUrl, {
    desc: 'the URL of a JWKS',
    example: 'https://login.example.com/.well-known/jwks.json',
  }),
  PLATFORM_JWT_ISSUER: optional(trimmed(), {
    desc: 'the issuer of the tokens',
    example: 'https://login.example.com',
  }),
  PLATFORM_JWT_AUDIENCE: optional(trimmed(), { desc: 'the audience of the tokens', example: OWN_NAME }),
  PLATFORM_PUBLIC_URL: optional(httpUrl, {
    desc: 'the URL at which clients reach the platform',
    example: 'https://platform.example.com',
  }),
};

type Values = ValuesOf<typeof VARIABLES>;

/** The keys that verify tokens: a shared secret, the keys of an identity provider, or the demo's own secret. */
export type TokenKeySource =
  | { readonly kind: 'secret'; readonly secret: KeyObject }
  | { readonly kind: 'jwks'; readonly url: URL }
  | { readonly kind: 'demo' };

/** What an operator configures. */
export interface PlatformSettings {
  readonly port: number;
  readonly host: string;
  /** Where clients reach the platform, if that differs from the Host header they send. */
  readonly publicUrl: URL | undefined;
  /** Absolute path. */
  readonly dataDir: string;
  /** URL of a PostgreSQL; without one the platform uses a database file in the data folder. */
  readonly databaseUrl: URL | undefined;
  /** What records are bound to beside their tenant: a copied database cannot be opened in another environment. */
  readonly environment: string;
  /** Whether the demo's own keys are refused. */
  readonly production: boolean;
  readonly logLevel: string;
  readonly tokens: { readonly issuer: string; readonly audience: string; readonly keys: TokenKeySource };
}

/** The settings that the operator's commands share with the platform. */
export type InstallationSettings = Pick<
  PlatformSettings,
  'dataDir' | 'databaseUrl' | 'environment' | 'production'
>;

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function settingsFrom(env: NodeJS.ProcessEnv): PlatformSettings {
  const values = readEnvironment(VARIABLES, env);
  const installation = installationSettingsFrom(env);
  return {
    ...installation,
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PLATFORM_PUBLIC_URL === undefined ? undefined : new URL(values.PLATFORM_PUBLIC_URL),
    logLevel: values.LOG_LEVEL,
    tokens: {
      keys: tokenKeysFrom(values, installation.production),
      issuer: values.PLATFORM_JWT_ISSUER ?? OWN_NAME,
      audience: values.PLATFORM_JWT_AUDIENCE ?? OWN_NAME,
    },
  };
}

/**
 * Reads what the operator's commands need; variables that only a running platform needs may be missing.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function installationSettingsFrom(env: NodeJS.ProcessEnv): InstallationSettings {
  const { DATA_DIR, DATABASE_URL, PLATFORM_ENVIRONMENT } = VARIABLES;
  const values = readEnvironment({ DATA_DIR, DATABASE_URL, PLATFORM_ENVIRONMENT }, env);
  return {
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    environment: values.PLATFORM_ENVIRONMENT,
    production: env['NODE_ENV'] === 'production',
  };
}

function tokenKeysFrom(values: Values, production: boolean): TokenKeySource {
  const { PLATFORM_JWT_SECRET: shared, PLATFORM_JWKS_URL: jwks } = values;
  if (shared !== undefined && jwks !== undefined) {
    throw new SettingsError(
      'Set PLATFORM_JWT_SECRET or PLATFORM_JWKS_URL, not both: a token has one kind of signature.',
    );
  }
  if (jwks !== undefined) return providerKeys(jwks, values);
  if (shared !== undefined) return { kind: 'secret', secret: createSecretKey(Buffer.from(shared)) };
  if (!production) return { kind: 'demo' };
  throw new SettingsError(
    `Production requires its own keys to verify tokens: set PLATFORM_JWKS_URL, such as ${VARIABLES.PLATFORM_JWKS_URL.example}, or PLATFORM_JWT_SECRET, ${VARIABLES.PLATFORM_JWT_SECRET.example}. The demo's secret is created only where NODE_ENV is not production.`,
  );
}

/** Tokens of an identity provider never carry our own name, so a default issuer would refuse all of them. */
function providerKeys(jwks: string, values: Values): TokenKeySource {
  const missing = (['PLATFORM_JWT_ISSUER', 'PLATFORM_JWT_AUDIENCE'] as const).find(
    (name) => values[name] === undefined,
  );
  if (missing === undefined) return { kind: 'jwks', url: new URL(jwks) };
  const { desc, example } = VARIABLES[missing];
  throw new SettingsError(`${missing} must be set beside PLATFORM_JWKS_URL to ${desc}, such as ${example}.`);
}

function postgresUrl(text: string): URL | undefined {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  const named = parsed !== undefined && parsed.hostname !== '' && parsed.pathname.length > 1;
  return named && /^postgres(ql)?:$/.test(parsed.protocol) ? parsed : undefined;
}
