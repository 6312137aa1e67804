import {
  fingerprinterFrom,
  KeyringError,
  loadKeyring,
  VaultError,
  type CredentialKeys,
  type Fingerprinter,
  type KeyProvider,
  type KeyringOptions,
} from 'anthropic-admin-connector/vault';
import { invalidValue, SettingsError } from '../config/environment.js';
import { FINGERPRINT_VARIABLE, fingerprintRecord, FingerprintVault } from './fingerprint-key.js';
import { keyServiceIn, type KeyService } from './key-services.js';
import { KeyServiceError, ServiceKeys } from './service-keys.js';

/** How the keys of an installation are loaded. */
export interface KeyOptions extends KeyringOptions {
  /** The installation; a wrapped fingerprint key opens in no other one. */
  readonly environment: string;
}

/**
 * Loads the keys that the environment names: those of a key service, or a keyring. Beside a service, the keys of a keyring
 * unwrap what they have wrapped, so an installation can move.
 * @throws SettingsError or KeyringError that names the variable and shows a valid value.
 * @throws KeyServiceError where the service has wrapped the fingerprint key and does not answer.
 */
export async function loadKeys(env: NodeJS.ProcessEnv, options: KeyOptions): Promise<CredentialKeys> {
  const service = keyServiceIn(env);
  if (!service) return loadKeyring(env, options);
  const former = await formerKeyring(env, options);
  await requireOtherIds(service, former);
  const provider = new ServiceKeys(activeOf(service, env), await service.open(), former?.provider);
  return {
    provider,
    fingerprinter: former?.fingerprinter ?? (await fingerprinterOf(service, provider, env, options)),
    source: 'service',
  };
}

/** The keys of the service alone; undefined where the environment names none. */
export async function serviceKeysIn(env: NodeJS.ProcessEnv): Promise<KeyProvider | undefined> {
  const service = keyServiceIn(env);
  return service && new ServiceKeys(activeOf(service, env), await service.open());
}

async function fingerprinterOf(
  { variable }: KeyService,
  provider: KeyProvider,
  env: NodeJS.ProcessEnv,
  { domain, environment }: KeyOptions,
): Promise<Fingerprinter> {
  const sealed = fingerprintRecord(env);
  if (!sealed) return fingerprinterFrom(env, domain, variable);
  const key = await new FingerprintVault(provider, domain, environment).open(sealed).catch(about);
  return fingerprinterFrom({ [FINGERPRINT_VARIABLE]: key }, domain, variable);
}

/** @throws the error with the variable in front. */
function about(error: unknown): never {
  const place = (message: string): string => `${FINGERPRINT_VARIABLE}: ${message}`;
  if (error instanceof VaultError) throw new KeyringError(place(error.message));
  if (error instanceof KeyServiceError) throw new KeyServiceError(place(error.message));
  throw error;
}

/** The keyring beside a service. Which of its keys is active does not matter: it wraps nothing. */
async function formerKeyring(
  env: NodeJS.ProcessEnv,
  options: KeyringOptions,
): Promise<CredentialKeys | undefined> {
  const { CREDENTIAL_ACTIVE_KEY: _, ...others } = env;
  const isSet = ['CREDENTIAL_KEYS', 'CREDENTIAL_KEYS_FILE'].some((name) => env[name]?.trim());
  return isSet ? loadKeyring(others, options) : undefined;
}

function activeOf({ ids, variable }: KeyService, env: NodeJS.ProcessEnv): string {
  const active = env['CREDENTIAL_ACTIVE_KEY']?.trim() || ids[0];
  if (active !== undefined && ids.includes(active)) return active;
  throw new SettingsError(
    invalidValue('CREDENTIAL_ACTIVE_KEY', {
      desc: `an id of ${variable} (${ids.join(', ')})`,
      example: ids[0],
    }),
  );
}

async function requireOtherIds(
  { ids, variable }: KeyService,
  former: CredentialKeys | undefined,
): Promise<void> {
  const taken = (await former?.provider.keyIds()) ?? [];
  const twice = ids.find((id) => taken.includes(id));
  if (twice === undefined) return;
  throw new SettingsError(
    `${variable} gives the id ${twice} to a key, and the keyring beside it holds one of that id. Give the new key another id.`,
  );
}
