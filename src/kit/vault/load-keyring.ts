import { resolve } from 'node:path';
import { inPlace, KeyringError, withPlace } from './errors.js';
import { Fingerprinter } from './fingerprint.js';
import { createDemoKeyring, keysFromFile, type CredentialKeys } from './keys-from-file.js';
import { GENERATE_KEY, isKeyId, KEY_ID_FORMAT, readKey, type NamedKey } from './key-material.js';
import { checkDocument, refuseDemo } from './keyring-document.js';
import { Keyring } from './keyring.js';

/** How keys are loaded. */
export interface KeyringOptions {
  /** Refuses the keyring of the demo. */
  readonly production: boolean;
  /** Names the application, as in `CredentialVault`; fingerprints depend on it. */
  readonly domain: string;
  /** Where the demo creates a keyring when the environment has none; never used in production. */
  readonly demoFolder?: string;
}

interface KeyringVariables {
  readonly keys: string;
  readonly active: string | undefined;
  readonly fingerprintKey: string | undefined;
}

const KEYS_ONLY = ['CREDENTIAL_ACTIVE_KEY', 'CREDENTIAL_FINGERPRINT_KEY'] as const;
const KEYS_FORMAT = `Expected k2:<key>,k1:<key>; generate each key with: ${GENERATE_KEY}`;

/**
 * Loads the keys from the environment: `CREDENTIAL_KEYS_FILE`, or `CREDENTIAL_KEYS` and `CREDENTIAL_FINGERPRINT_KEY`
 * with an optional `CREDENTIAL_ACTIVE_KEY`.
 * @throws KeyringError that names the variable and says what is wrong and what is expected.
 * @example
 * const { provider } = await loadKeyring(process.env, { production: true, domain: 'acme-connector' });
 * const vault = new CredentialVault(provider, 'acme-connector');
 */
export async function loadKeyring(env: NodeJS.ProcessEnv, options: KeyringOptions): Promise<CredentialKeys> {
  const { production, domain, demoFolder } = options;
  const valueOf = (name: string): string | undefined => env[name]?.trim() || undefined;
  const [keys, file] = [valueOf('CREDENTIAL_KEYS'), valueOf('CREDENTIAL_KEYS_FILE')];
  const [active, fingerprintKey] = KEYS_ONLY.map(valueOf);

  if (keys !== undefined && file !== undefined) {
    throw new KeyringError('CREDENTIAL_KEYS and CREDENTIAL_KEYS_FILE are mutually exclusive; set only one.');
  }
  if (keys !== undefined) return keysFromVariables({ keys, active, fingerprintKey }, options);

  const stray = KEYS_ONLY.find((name) => valueOf(name) !== undefined);
  if (stray !== undefined) {
    throw new KeyringError(`${stray} requires CREDENTIAL_KEYS; a keyring file has its own value for it.`);
  }
  if (file !== undefined) {
    return keysFromFile(resolve(file), { production, domain }).catch((error: unknown) => {
      throw withPlace('CREDENTIAL_KEYS_FILE', error);
    });
  }
  if (!production && demoFolder !== undefined) return createDemoKeyring(demoFolder, domain);
  throw new KeyringError(
    `No key to encrypt credentials with is set. Set CREDENTIAL_KEYS_FILE to a keyring file, or CREDENTIAL_KEYS to k1:<key> and CREDENTIAL_FINGERPRINT_KEY to a different key; generate each key with: ${GENERATE_KEY}`,
  );
}

/** Reads `id:base64` entries; the first key is active unless another is named. */
function keysFromVariables(
  variables: KeyringVariables,
  { production, domain }: KeyringOptions,
): CredentialKeys {
  const keys = variables.keys.split(',').map(readEntry);
  const active = activeOf(keys, variables.active);
  const fingerprintKey = readFingerprintKey(variables.fingerprintKey);
  inPlace('CREDENTIAL_KEYS', () => {
    checkDocument({ active, keys, fingerprintKey });
    if (production) refuseDemo(keys);
  });
  return {
    provider: new Keyring(active, keys),
    fingerprinter: new Fingerprinter(fingerprintKey, domain),
    source: 'environment',
  };
}

/** Messages refer to entries by position, since the whole entry may be a key. */
function readEntry(entry: string, index: number): NamedKey {
  const place = `entry ${index + 1}`;
  const [id = '', key, ...more] = entry.trim().split(':');
  if (key === undefined || more.length > 0) {
    throw new KeyringError(`CREDENTIAL_KEYS: ${place} must be an id, a colon and a key. ${KEYS_FORMAT}`);
  }
  if (!isKeyId(id)) {
    throw new KeyringError(`CREDENTIAL_KEYS: the id of ${place} must have ${KEY_ID_FORMAT}. ${KEYS_FORMAT}`);
  }
  return { id, key: inPlace('CREDENTIAL_KEYS', () => readKey(`the key of ${place}`, key)) };
}

function activeOf(keys: readonly NamedKey[], given: string | undefined): string {
  const ids = keys.map(({ id }) => id);
  const active = given ?? ids[0];
  if (active !== undefined && ids.includes(active)) return active;
  throw new KeyringError(`CREDENTIAL_ACTIVE_KEY must be an id of CREDENTIAL_KEYS: ${ids.join(', ')}.`);
}

/**
 * The fingerprinter over `CREDENTIAL_FINGERPRINT_KEY`, for hosts whose key-encryption keys are elsewhere, such as in a KMS.
 * @param beside - the variable that requires it, for the message.
 * @throws KeyringError where the variable is missing or not a key.
 */
export const fingerprinterFrom = (env: NodeJS.ProcessEnv, domain: string, beside: string): Fingerprinter =>
  new Fingerprinter(
    readFingerprintKey(env['CREDENTIAL_FINGERPRINT_KEY']?.trim() || undefined, beside),
    domain,
  );

function readFingerprintKey(given: string | undefined, beside = 'CREDENTIAL_KEYS'): NamedKey['key'] {
  if (given !== undefined) return readKey('CREDENTIAL_FINGERPRINT_KEY', given);
  throw new KeyringError(
    `CREDENTIAL_FINGERPRINT_KEY is required with ${beside}; it is a separate key. Generate one with: ${GENERATE_KEY}`,
  );
}
