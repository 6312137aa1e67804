import type { KeyObject } from 'node:crypto';
import { KEY_ID_WORDS, isKeyId } from './key-id.js';
import { KEY_BYTES, MAKE_KEY } from './key-material.js';
import { KeyringError } from './keyring-error.js';

/** A key-encryption key of 32 bytes and the id that records call it by. */
export interface NamedKey {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * Holds a set of keys against the rules of a keyring.
 * @throws KeyringError that tells keys by their place, since a key may stand where an id belongs.
 */
export function checkKeys(active: string, keys: readonly NamedKey[]): void {
  keys.forEach(({ id, key }, index) => {
    const earlier = keys.slice(0, index);
    const place = `entry ${index + 1}`;
    if (!isKeyId(id))
      throw new KeyringError(`The id of ${place} is no key id. A right one has ${KEY_ID_WORDS}.`);
    if (key.symmetricKeySize !== KEY_BYTES)
      throw new KeyringError(`The key of ${place} must have ${KEY_BYTES} bytes.`);
    if (earlier.some((other) => other.id === id)) {
      throw new KeyringError(
        `The id of ${place} is there twice. Give every key an id of its own, such as k2.`,
      );
    }
    if (earlier.some((other) => other.key.equals(key))) {
      throw new KeyringError(
        `The key of ${place} is there under another id as well, so rotating would change nothing. Make another one: ${MAKE_KEY}`,
      );
    }
  });
  if (keys.some(({ id }) => id === active)) return;
  const ids = keys.map(({ id }) => id).join(', ');
  throw new KeyringError(`The active key must be one that is there: ${ids || 'there is none yet'}.`);
}
