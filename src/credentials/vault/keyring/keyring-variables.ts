import { Fingerprinter } from '../fingerprint.js';
import type { CredentialKeys } from './credential-keys.js';
import { refuseDemo } from './demo-refusal.js';
import { isKeyId, KEY_ID_WORDS } from './key-id.js';
import { MAKE_KEY, readKey } from './key-material.js';
import { checkDocument } from './keyring-document.js';
import { KeyringError, within } from './keyring-error.js';
import { Keyring } from './keyring.js';
import type { NamedKey } from './named-key.js';

const RIGHT_KEYS = `A right value is k2:<key>,k1:<key>, each key as made by: ${MAKE_KEY}`;

/** The variables of a keyring in the environment; undefined where one is not set. */
export interface KeyringVariables {
  readonly keys: string;
  readonly active: string | undefined;
  readonly fingerprintKey: string | undefined;
}

/**
 * Reads a keyring from environment variables: `id:base64` with commas between, the first key active unless
 * another is named.
 * @throws KeyringError that names the variable and tells entries by their place, for an entry may be all key.
 */
export function keysFromVariables(variables: KeyringVariables, production: boolean): CredentialKeys {
  const keys = variables.keys.split(',').map(readEntry);
  const active = activeOf(keys, variables.active);
  const fingerprintKey = readFingerprintKey(variables.fingerprintKey);
  within('CREDENTIAL_KEYS', () => {
    checkDocument({ active, keys, fingerprintKey });
    if (production) refuseDemo(keys);
  });
  return {
    provider: new Keyring(active, keys),
    fingerprinter: new Fingerprinter(fingerprintKey),
    source: 'environment',
  };
}

function readEntry(entry: string, index: number): NamedKey {
  const place = `entry ${index + 1}`;
  const [id = '', key, ...more] = entry.trim().split(':');
  if (key === undefined || more.length > 0) {
    throw new KeyringError(`CREDENTIAL_KEYS: ${place} must be an id, a colon and a key. ${RIGHT_KEYS}`);
  }
  if (!isKeyId(id)) {
    throw new KeyringError(`CREDENTIAL_KEYS: the id of ${place} must have ${KEY_ID_WORDS}. ${RIGHT_KEYS}`);
  }
  return { id, key: within('CREDENTIAL_KEYS', () => readKey(`the key of ${place}`, key)) };
}

function activeOf(keys: readonly NamedKey[], given: string | undefined): string {
  const ids = keys.map(({ id }) => id);
  const active = given ?? ids[0];
  if (active !== undefined && ids.includes(active)) return active;
  throw new KeyringError(`CREDENTIAL_ACTIVE_KEY must be an id of CREDENTIAL_KEYS: ${ids.join(', ')}.`);
}

function readFingerprintKey(given: string | undefined): NamedKey['key'] {
  if (given !== undefined) return readKey('CREDENTIAL_FINGERPRINT_KEY', given);
  throw new KeyringError(
    `CREDENTIAL_FINGERPRINT_KEY must be set beside CREDENTIAL_KEYS, to a key of its own, as made by: ${MAKE_KEY}`,
  );
}
