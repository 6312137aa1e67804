import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DEMO_KEYRING_FILE, type CredentialKeys } from 'anthropic-admin-connector/vault';
import type { InstallationSettings } from '../config/platform.config.js';
import { keyServiceIn, type KeyService } from '../keys/key-services.js';
import { loadKeys } from '../keys/load-keys.js';
import { AdminProblem } from './cli/admin-command.js';
import { VAULT_DOMAIN } from '../security/vault-domain.js';

/**
 * Where the keys are: a file that commands change, variables that only a person can change, or a key service, whose keys only its
 * administrators can change.
 */
export type KeyringHome =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'environment' }
  | ({ readonly kind: 'service' } & Pick<KeyService, 'name' | 'variable'>);

/** The place of the keys, for a message. */
export const placeOf = (home: KeyringHome): string =>
  home.kind === 'file' ? home.path : home.kind === 'environment' ? 'CREDENTIAL_KEYS' : home.name;

/**
 * Finds the keyring that the platform uses.
 * @throws AdminProblem where there is none; unlike the platform, commands do not create one.
 * @throws SettingsError where a variable of a key service is invalid.
 */
export function keyringHomeOf(
  env: NodeJS.ProcessEnv,
  { dataDir, production }: InstallationSettings,
): KeyringHome {
  const service = keyServiceIn(env);
  if (service) return { kind: 'service', name: service.name, variable: service.variable };
  const file = env['CREDENTIAL_KEYS_FILE']?.trim();
  if (file) return { kind: 'file', path: resolve(file) };
  if (env['CREDENTIAL_KEYS']?.trim()) return { kind: 'environment' };
  const path = join(dataDir, DEMO_KEYRING_FILE);
  if (!production && existsSync(path)) return { kind: 'file', path };
  throw new AdminProblem(
    `There is no keyring. Set CREDENTIAL_KEYS_FILE, CREDENTIAL_KEYS or the variables of a key service as they are set for the platform${
      production
        ? ''
        : `, or DATA_DIR to the folder in which the demo has made its own (${path} is not there)`
    }.`,
  );
}

/** @throws KeyringError or SettingsError where the keyring cannot be used. */
export const keysAt = (
  home: KeyringHome,
  env: NodeJS.ProcessEnv,
  { production, environment }: InstallationSettings,
): Promise<CredentialKeys> =>
  // The path of the demo's file is given, so a missing file is not created.
  loadKeys(home.kind === 'file' ? { ...env, CREDENTIAL_KEYS_FILE: home.path } : env, {
    production,
    environment,
    domain: VAULT_DOMAIN,
  });
