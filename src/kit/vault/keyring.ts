import type { KeyObject } from 'node:crypto';
import { BOX_OVERHEAD, decrypt, encrypt } from './sealed-credential.js';
import type { KeyProvider } from './credential-vault.js';
import { KeyringError, VaultError } from './errors.js';
import { GENERATE_KEY, KEY_BYTES, KEY_ID_FORMAT, isKeyId, type NamedKey } from './key-material.js';

/** Key-encryption keys in this process: the active one wraps, all of them unwrap. */
export class Keyring implements KeyProvider {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #active: string;

  /** @throws KeyringError where an id or a key occurs twice, or the active key is missing. */
  constructor(active: string, keys: readonly NamedKey[]) {
    checkKeys(active, keys);
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
    this.#active = active;
  }

  async activeKeyId(): Promise<string> {
    return this.#active;
  }

  async keyIds(): Promise<readonly string[]> {
    return [...this.#keys.keys()];
  }

  /** Whether the keyring holds a key of this id. */
  has(keyId: string): boolean {
    return this.#keys.has(keyId);
  }

  async wrap(keyId: string, dataKey: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
    return encrypt(this.key(keyId), dataKey, context);
  }

  async unwrap(keyId: string, wrappedKey: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
    const key = this.key(keyId);
    if (wrappedKey.length !== KEY_BYTES + BOX_OVERHEAD) throw new VaultError('malformed');
    const dataKey = decrypt(key, wrappedKey, context);
    if (dataKey === undefined) throw new VaultError('not_authentic');
    return dataKey;
  }

  private key(keyId: string): KeyObject {
    const key = this.#keys.get(keyId);
    if (key !== undefined) return key;
    // A damaged record may hold anything in place of the id, so only a valid id is printed.
    const named = isKeyId(keyId) ? `the key "${keyId}"` : 'a key';
    throw new VaultError(
      'unknown_key',
      `This record is encrypted under ${named} that the keyring does not hold (it holds ${[...this.#keys.keys()].join(', ')}). Put that key back; it does not have to be the active one.`,
    );
  }
}

/**
 * Checks a set of keys: valid ids, keys of 32 bytes, none twice, the active one among them.
 * @throws KeyringError that refers to keys by position, since a key may have been pasted in place of an id.
 */
export function checkKeys(active: string, keys: readonly NamedKey[]): void {
  keys.forEach(({ id, key }, index) => {
    const earlier = keys.slice(0, index);
    const place = `entry ${index + 1}`;
    if (!isKeyId(id)) {
      throw new KeyringError(`The id of ${place} is not a valid key id: ${KEY_ID_FORMAT}.`);
    }
    if (key.symmetricKeySize !== KEY_BYTES) {
      throw new KeyringError(`The key of ${place} must have ${KEY_BYTES} bytes.`);
    }
    if (earlier.some((other) => other.id === id)) {
      throw new KeyringError(`The id of ${place} is already in use. Give every key its own id, such as k2.`);
    }
    if (earlier.some((other) => other.key.equals(key))) {
      throw new KeyringError(
        `The key of ${place} also occurs under another id, so rotating would change nothing. Generate another one: ${GENERATE_KEY}`,
      );
    }
  });
  if (keys.some(({ id }) => id === active)) return;
  const ids = keys.map(({ id }) => id).join(', ');
  throw new KeyringError(`The active key must be one of the keys of the keyring: ${ids || 'it has none'}.`);
}
