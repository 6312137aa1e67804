import { createSecretKey, type KeyObject } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { databaseSettingsFrom, type DatabaseSettings } from './database.config.js';
import { makeFolder } from './make-folder.js';
import {
  httpUrl,
  invalidValue,
  isProtected,
  oneOf,
  optional,
  readEnvironment,
  secret,
  SettingsError,
  trimmed,
  whole,
  wholeNumber,
  wholeNumberDesc,
  withDefault,
  type ValidValue,
  type ValuesOf,
} from './environment.js';

/** Listen addresses that mean every address of the machine; a client cannot connect to them by this name. */
export const ANY_ADDRESS: readonly string[] = ['0.0.0.0', '::'];

/** Injects the settings of the platform. */
export const PLATFORM_SETTINGS = Symbol('PLATFORM_SETTINGS');

/** Log levels, from everything to nothing. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** What the shipped policies do for tenants that have set none. */
export const POLICY_MODES = ['on', 'watch', 'off'] as const;

/** One of these. */
export type PolicyMode = (typeof POLICY_MODES)[number];

/** The issuer and audience of tokens unless set otherwise. */
export const OWN_NAME = 'anthropic-admin-platform';

/** The minimum length of a signing secret: HS256 requires as many bits as its hash has. */
export const SECRET_MIN_LENGTH = 32;

/** The minimum number of different characters in a signing secret; random ones have more. */
const SECRET_MIN_DIFFERENT = 8;

const SECRET_EXAMPLE = 'the output of: openssl rand -base64 48';

/** The bounds of the longest time since a token was issued, seconds. */
const MAX_AGE_BOUNDS = [60, 31_536_000] as const;

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
      desc: 'the URL of a PostgreSQL database, with its password URL-encoded (%40 for @, %2F for /)',
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
    optional(signingSecret, {
      desc: `a random secret of at least ${SECRET_MIN_LENGTH} characters, ${SECRET_MIN_DIFFERENT} of them different`,
      example: SECRET_EXAMPLE,
    }),
  ),
  PLATFORM_JWKS_URL: optional(httpUrl, {
    desc: 'the http or https URL of a JWKS, without a user',
    example: 'https://login.example.com/.well-known/jwks.json',
  }),
  PLATFORM_JWT_ISSUER: optional(trimmed(), {
    desc: 'the issuer of the tokens',
    example: 'https://login.example.com',
  }),
  PLATFORM_JWT_AUDIENCE: optional(trimmed(), { desc: 'the audience of the tokens', example: OWN_NAME }),
  PLATFORM_JWT_MAX_AGE_S: optional((text) => wholeNumber(text, ...MAX_AGE_BOUNDS), {
    desc: wholeNumberDesc(...MAX_AGE_BOUNDS),
    example: '86400',
  }),
  PLATFORM_AUDIT_READS: oneOf(['recorded', 'required'], 'recorded'),
  PLATFORM_AUDIT_REFUSED_PER_MINUTE: whole(1, 1_000_000, 60),
  PLATFORM_AUDIT_INPUT_BYTES: whole(0, 1024 ** 4, 64 * 1024 ** 2),
  PLATFORM_OUTCOMES_PER_TENANT: whole(1, 10_000_000, 100_000),
  PLATFORM_OUTCOME_BYTES_PER_TENANT: whole(1024, 1024 ** 4, 256 * 1024 ** 2),
  PLATFORM_POLICIES: optional((text) => POLICY_MODES.find((mode) => mode === text), {
    desc: `one of ${POLICY_MODES.join(', ')}`,
    example: 'watch',
  }),
  PLATFORM_PUBLIC_URL: optional(publicUrl, {
    desc: 'the http or https URL at which clients reach the platform, without a query',
    example: 'https://platform.example.com',
  }),
};

/** Their parsed values. */
export type Values = ValuesOf<typeof VARIABLES>;

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
  /** How the database is used. */
  readonly database: DatabaseSettings;
  /** What records are bound to beside their tenant: a copied database cannot be opened in another environment. */
  readonly environment: string;
  /** Whether the demo's own keys are refused. */
  readonly production: boolean;
  readonly logLevel: string;
  readonly audit: {
    /** Whether a read that cannot be recorded is not sent either. */
    readonly readsRequired: boolean;
    /** Refused calls of one subject in a minute that have an entry each; further ones are counted in one entry. */
    readonly refusedPerMinute: number;
    /** Bytes of inputs of a tenant's calls that are written in an hour; of further ones a digest is. */
    readonly inputBytes: number;
  };
  /** What the shipped policies do for tenants that have set none. */
  readonly policies: PolicyMode;
  /** What one tenant may have stored for idempotency keys. */
  readonly outcomes: { readonly perTenant: number; readonly bytesPerTenant: number };
  readonly tokens: {
    readonly issuer: string;
    readonly audience: string;
    readonly keys: TokenKeySource;
    /** The longest time since a token was issued, seconds; undefined for no limit. */
    readonly maxAgeS: number | undefined;
  };
}

/** The settings that the operator's commands share with the platform. */
export type InstallationSettings = Pick<
  PlatformSettings,
  'dataDir' | 'databaseUrl' | 'database' | 'environment' | 'production'
>;

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function settingsFrom(env: NodeJS.ProcessEnv): PlatformSettings {
  const values = readEnvironment(VARIABLES, env);
  const installation = installationSettingsFrom(env);
  const keys = tokenKeysFrom(values, installation.production);
  if (installation.production) {
    requirePublicUrl(values);
    requireProtected('PLATFORM_JWKS_URL', values);
    requireProtected('PLATFORM_PUBLIC_URL', values);
  }
  return {
    ...installation,
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PLATFORM_PUBLIC_URL,
    logLevel: values.LOG_LEVEL,
    audit: {
      readsRequired: values.PLATFORM_AUDIT_READS === 'required',
      refusedPerMinute: values.PLATFORM_AUDIT_REFUSED_PER_MINUTE,
      inputBytes: values.PLATFORM_AUDIT_INPUT_BYTES,
    },
    policies: policyModeFrom(env),
    outcomes: {
      perTenant: values.PLATFORM_OUTCOMES_PER_TENANT,
      bytesPerTenant: values.PLATFORM_OUTCOME_BYTES_PER_TENANT,
    },
    tokens: {
      keys,
      issuer: values.PLATFORM_JWT_ISSUER ?? OWN_NAME,
      audience: values.PLATFORM_JWT_AUDIENCE ?? OWN_NAME,
      maxAgeS: values.PLATFORM_JWT_MAX_AGE_S,
    },
  };
}

/**
 * What the shipped policies do for tenants that have set none.
 * @throws SettingsError
 */
export function policyModeFrom(env: NodeJS.ProcessEnv): PolicyMode {
  const { PLATFORM_POLICIES: mode } = readEnvironment(
    { PLATFORM_POLICIES: VARIABLES.PLATFORM_POLICIES },
    env,
  );
  return mode ?? (isProduction(env['NODE_ENV'] ?? '') ? 'on' : 'off');
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
    database: databaseSettingsFrom(env),
    environment: values.PLATFORM_ENVIRONMENT,
    production: isProduction(env['NODE_ENV'] ?? ''),
  };
}

/**
 * Creates the data folder if there is none.
 * @throws SettingsError that names DATA_DIR
 */
export function requireDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    const { example } = VARIABLES.DATA_DIR;
    throw new SettingsError(
      invalidValue(
        'DATA_DIR',
        { desc: 'a folder that can be written to', example },
        `"${dataDir}" (${code})`,
      ),
    );
  }
}

const ENVIRONMENTS = ['production', 'development', 'test'] as const;

/**
 * Whether NODE_ENV is production.
 * @throws SettingsError for another word: `prod` would start the demo where production was meant.
 */
export function isProduction(text: string): boolean {
  if (text === '' || ENVIRONMENTS.some((name) => name === text)) return text === 'production';
  const desc = `one of ${ENVIRONMENTS.join(', ')}, or not set`;
  throw new SettingsError(invalidValue('NODE_ENV', { desc, example: ENVIRONMENTS[0] }, `"${text}"`));
}

/**
 * Without a public URL, cookies would not be bound to TLS, and links would follow whatever name a client gives.
 * @throws SettingsError
 */
export function requirePublicUrl({ PLATFORM_PUBLIC_URL: page }: Values): void {
  if (page === undefined) throw notSet('PLATFORM_PUBLIC_URL', 'in production');
}

/**
 * In production, tokens, cookies and the keys of tokens cross no network unprotected.
 * @throws SettingsError
 */
export function requireProtected(name: 'PLATFORM_JWKS_URL' | 'PLATFORM_PUBLIC_URL', values: Values): void {
  const { [name]: given } = values;
  const url = typeof given === 'string' ? new URL(given) : given;
  if (url === undefined || isProtected(url)) return;
  const { example } = VARIABLES[name];
  const desc = 'an https URL in production (http on this machine alone)';
  throw new SettingsError(invalidValue(name, { desc, example }, `"${url.href}"`));
}

/** The error about a variable that is missing. */
export const notSet = (
  name: keyof typeof VARIABLES,
  where: string,
  value: ValidValue = VARIABLES[name],
): SettingsError =>
  new SettingsError(`${name} must be set ${where} to ${value.desc}, such as ${value.example}.`);

/**
 * The keys that verify tokens.
 * @throws SettingsError where there are none, or two kinds of them.
 */
export function tokenKeysFrom(values: Values, production: boolean): TokenKeySource {
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

function signingSecret(text: string): string | undefined {
  const given = trimmed(SECRET_MIN_LENGTH)(text);
  if (given === undefined || given.includes(SECRET_EXAMPLE)) return undefined;
  return new Set(given).size >= SECRET_MIN_DIFFERENT ? given : undefined;
}

function publicUrl(text: string): URL | undefined {
  const parsed = httpUrl(text) === undefined ? undefined : new URL(text);
  return parsed?.search === '' && parsed.hash === '' ? parsed : undefined;
}

function postgresUrl(text: string): URL | undefined {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  const named = parsed !== undefined && parsed.hostname !== '' && parsed.pathname.length > 1;
  return named && /^postgres(ql)?:$/.test(parsed.protocol) ? parsed : undefined;
}
