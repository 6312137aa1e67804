import { createSecretKey, type KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { readVariables, type ValuesOf } from './read-variables.js';
import { SettingsError } from './settings-error.js';
import { OWN_NAME, SECRET_VARIABLES, VARIABLES } from './variables.js';

type Values = ValuesOf<typeof VARIABLES>;

/** By what tokens are verified: a shared secret, the keys of an identity provider, or the demo's own secret. */
export type TokenKeySource =
  | { readonly kind: 'secret'; readonly secret: KeyObject }
  | { readonly kind: 'jwks'; readonly url: URL }
  | { readonly kind: 'demo' };

/** What an operator sets. */
export interface PlatformSettings {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Of a PostgreSQL; without one there is a database file in the data folder. */
  readonly databaseUrl: URL | undefined;
  /** What records are bound to beside their tenant: a copied database opens in no other environment. */
  readonly environment: string;
  /** Whether the demo's own keys are refused. */
  readonly production: boolean;
  readonly logLevel: string;
  readonly tokens: { readonly issuer: string; readonly audience: string; readonly keys: TokenKeySource };
}

/**
 * Reads the settings that the environment gives.
 * @throws SettingsError that names the variable, says what is wrong with it and shows a right value.
 */
export function settingsFrom(env: NodeJS.ProcessEnv): PlatformSettings {
  const values = readVariables(VARIABLES, env, SECRET_VARIABLES);
  const production = env['NODE_ENV'] === 'production';
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    environment: values.PLATFORM_ENVIRONMENT,
    production,
    logLevel: values.LOG_LEVEL,
    tokens: {
      keys: tokenKeysFrom(values, production),
      issuer: values.PLATFORM_JWT_ISSUER ?? OWN_NAME,
      audience: values.PLATFORM_JWT_AUDIENCE ?? OWN_NAME,
    },
  };
}

function tokenKeysFrom(values: Values, production: boolean): TokenKeySource {
  const { PLATFORM_JWT_SECRET: secret, PLATFORM_JWKS_URL: jwks } = values;
  if (secret !== undefined && jwks !== undefined) {
    throw new SettingsError(
      'Set PLATFORM_JWT_SECRET or PLATFORM_JWKS_URL, not both: a token has one kind of signature.',
    );
  }
  if (jwks !== undefined) return providerKeys(jwks, values);
  if (secret !== undefined) return { kind: 'secret', secret: createSecretKey(Buffer.from(secret)) };
  if (!production) return { kind: 'demo' };
  throw new SettingsError(
    `Production wants keys of its own to verify tokens: set PLATFORM_JWKS_URL, such as ${VARIABLES.PLATFORM_JWKS_URL.sample}, or PLATFORM_JWT_SECRET, ${VARIABLES.PLATFORM_JWT_SECRET.sample}. The demo makes its secret only where NODE_ENV is not production.`,
  );
}

/** Tokens of an identity provider never carry our own name, so a preset would refuse all of them. */
function providerKeys(jwks: string, values: Values): TokenKeySource {
  const missing = (['PLATFORM_JWT_ISSUER', 'PLATFORM_JWT_AUDIENCE'] as const).find(
    (name) => values[name] === undefined,
  );
  if (missing === undefined) return { kind: 'jwks', url: new URL(jwks) };
  throw new SettingsError(
    `${missing} must be set beside PLATFORM_JWKS_URL to ${VARIABLES[missing].wanted}, such as ${VARIABLES[missing].sample}.`,
  );
}
