import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DEMO_KEYRING_FILE, loadKeyring, type CredentialKeys } from 'anthropic-admin-connector/vault';
import type { InstallationSettings } from '../config/platform.config.js';
import { AdminProblem } from './cli/admin-command.js';
import { VAULT_DOMAIN } from '../security/vault-domain.js';

/** Where the keyring is: a file that commands change, or variables that only a person can change. */
export type KeyringHome = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'environment' };

/**
 * Finds the keyring that the platform uses.
 * @throws AdminProblem where there is none; unlike the platform, commands do not create one.
 */
export function keyringHomeOf(
  env: NodeJS.ProcessEnv,
  { dataDir, production }: InstallationSettings,
): KeyringHome {
  const file = env['CREDENTIAL_KEYS_FILE']?.trim();
  if (file) return { kind: 'file', path: resolve(file) };
  if (env['CREDENTIAL_KEYS']?.trim()) return { kind: 'environment' };
  const path = join(dataDir, DEMO_KEYRING_FILE);
  if (!production && existsSync(path)) return { kind: 'file', path };
  throw new AdminProblem(
    `There is no keyring. Set CREDENTIAL_KEYS_FILE or CREDENTIAL_KEYS as it is set for the platform${
      production
        ? ''
        : `, or DATA_DIR to the folder in which the demo has made its own (${path} is not there)`
    }.`,
  );
}

/** @throws KeyringError where the keyring cannot be used. */
export const keysAt = (
  home: KeyringHome,
  env: NodeJS.ProcessEnv,
  { production }: InstallationSettings,
): Promise<CredentialKeys> =>
  // The path of the demo's file is given, so a missing file is not created.
  loadKeyring(home.kind === 'file' ? { ...env, CREDENTIAL_KEYS_FILE: home.path } : env, {
    production,
    domain: VAULT_DOMAIN,
  });
