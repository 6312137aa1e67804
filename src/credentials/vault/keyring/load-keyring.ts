import { resolve } from 'node:path';
import type { CredentialKeys } from './credential-keys.js';
import { createDemoKeyring } from './demo-keyring.js';
import { MAKE_KEY } from './key-material.js';
import { inPlace, KeyringError } from './keyring-error.js';
import { keysFromVariables } from './keyring-variables.js';
import { keysFromFile } from './keys-from-file.js';

/** How keys are looked for. */
export interface KeyringOptions {
  /** Refuses the keys of the demo. */
  readonly production: boolean;
  /** Where the demo makes keys when the environment gives none; never used in production. */
  readonly demoFolder?: string;
}

const BESIDE_KEYS = ['CREDENTIAL_ACTIVE_KEY', 'CREDENTIAL_FINGERPRINT_KEY'] as const;
const HOW_TO_GIVE_KEYS = `Set CREDENTIAL_KEYS_FILE to a keyring file, or CREDENTIAL_KEYS to k1:<key> and CREDENTIAL_FINGERPRINT_KEY to another key, each as made by: ${MAKE_KEY}`;

/**
 * Loads the keys that the environment gives: `CREDENTIAL_KEYS`, `CREDENTIAL_ACTIVE_KEY` and
 * `CREDENTIAL_FINGERPRINT_KEY`, or `CREDENTIAL_KEYS_FILE`.
 * @throws KeyringError that names the variable, says what is wrong with it and what a right one looks like.
 */
export async function loadKeyring(
  env: NodeJS.ProcessEnv,
  { production, demoFolder }: KeyringOptions,
): Promise<CredentialKeys> {
  const valueOf = (name: string): string | undefined => env[name]?.trim() || undefined;
  const [keys, file] = [valueOf('CREDENTIAL_KEYS'), valueOf('CREDENTIAL_KEYS_FILE')];
  const [active, fingerprintKey] = BESIDE_KEYS.map(valueOf);

  if (keys !== undefined && file !== undefined) {
    throw new KeyringError('Set CREDENTIAL_KEYS or CREDENTIAL_KEYS_FILE, not both: keys have one home.');
  }
  if (keys !== undefined) return keysFromVariables({ keys, active, fingerprintKey }, production);

  const stray = BESIDE_KEYS.find((name) => valueOf(name) !== undefined);
  if (stray !== undefined) {
    throw new KeyringError(`${stray} goes with CREDENTIAL_KEYS; a keyring file says the same itself.`);
  }
  if (file !== undefined) {
    return keysFromFile(resolve(file), production).catch((error: unknown) => {
      throw inPlace('CREDENTIAL_KEYS_FILE', error);
    });
  }
  if (!production && demoFolder !== undefined) return createDemoKeyring(demoFolder);
  throw new KeyringError(`There is no key to encrypt credentials with. ${HOW_TO_GIVE_KEYS}`);
}
