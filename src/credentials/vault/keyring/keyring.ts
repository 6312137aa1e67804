import type { KeyObject } from 'node:crypto';
import { BOX_OVERHEAD, decrypt, encrypt } from '../aes-gcm.js';
import type { KeyProvider } from '../key-provider.js';
import { VaultError } from '../vault-error.js';
import { isKeyId } from './key-id.js';
import { KEY_BYTES } from './key-material.js';
import { checkKeys, type NamedKey } from './named-key.js';

/** Key-encryption keys in this process: one that wraps, all that unwrap. */
export class Keyring implements KeyProvider {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #active: string;

  /** @throws KeyringError where an id or a key is there twice, or the active key is not there. */
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

  /** Tells whether there is such a key. */
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
    // An id that cannot be one is damage, and damage is not worth printing.
    const named = isKeyId(keyId) ? `the key "${keyId}"` : 'a key';
    throw new VaultError(
      'unknown_key',
      `This record is encrypted under ${named} that the keyring does not hold (it holds ${[...this.#keys.keys()].join(', ')}). Put that key back; it need not be the active one.`,
    );
  }
}
