import { types } from 'node:util';
import { BOX_OVERHEAD } from './aes-gcm.js';
import { VaultError } from './vault-error.js';

/** The format that is written, and the only one that is read. */
export const FORMAT = 1;

/** A secret as it may be stored: one number, one text and two columns of bytes (BLOB, bytea). */
export interface SealedCredential {
  readonly format: number;
  /** The key that wraps the data key. */
  readonly keyId: string;
  /** The data key, wrapped. */
  readonly wrappedKey: Uint8Array;
  /** The secret under the data key: IV (12 bytes), ciphertext, tag (16 bytes). */
  readonly payload: Uint8Array;
}

/**
 * Refuses what cannot be a record of this format.
 * @throws VaultError (unknown_format, malformed)
 */
export function checkShape({ format, keyId, wrappedKey, payload }: SealedCredential): void {
  if (format !== FORMAT) throw new VaultError('unknown_format');
  const whole =
    typeof keyId === 'string' &&
    types.isUint8Array(wrappedKey) &&
    types.isUint8Array(payload) &&
    payload.length > BOX_OVERHEAD;
  if (!whole) throw new VaultError('malformed');
}
