import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
// Without it, Node accepts tags as short as four bytes.
const OPTIONS = { authTagLength: TAG_BYTES };

/** How much longer a box is than its plaintext, bytes. */
export const BOX_OVERHEAD = IV_BYTES + TAG_BYTES;

/** Encrypts with AES-256-GCM into a box: a random IV (12 bytes), the ciphertext, the tag (16 bytes). */
export function encrypt(key: KeyObject | Uint8Array, plaintext: Uint8Array, context: Uint8Array): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, OPTIONS).setAAD(context);
  const ciphertext = cipher.update(plaintext);
  cipher.final();

  // Not from the buffer pool: a driver that reads `.buffer` would see unrelated memory.
  const box = new Uint8Array(plaintext.length + BOX_OVERHEAD);
  box.set(iv);
  box.set(ciphertext, IV_BYTES);
  box.set(cipher.getAuthTag(), IV_BYTES + ciphertext.length);
  return box;
}

/**
 * Decrypts a box.
 * @returns the plaintext, which the caller wipes, or undefined where the box does not authenticate.
 */
export function decrypt(
  key: KeyObject | Uint8Array,
  box: Uint8Array,
  context: Uint8Array,
): Buffer | undefined {
  // GCM accepts an IV of any length, so a short box would be misread.
  if (box.length < BOX_OVERHEAD) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, IV_BYTES), OPTIONS)
    .setAAD(context)
    .setAuthTag(box.subarray(-TAG_BYTES));
  const plaintext = decipher.update(box.subarray(IV_BYTES, -TAG_BYTES));
  try {
    decipher.final();
    return plaintext;
  } catch {
    plaintext.fill(0);
    return undefined;
  }
}
