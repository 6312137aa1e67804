import { types } from 'node:util';
import { VaultError } from './errors.js';
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

/** The format that is written, and the only one that is read. */
export const FORMAT = 1;

/** A secret as it is stored: one number, one text and two columns of bytes (BLOB, bytea). */
export interface SealedCredential {
  readonly format: number;
  /** Id of the key-encryption key that wraps the data key. */
  readonly keyId: string;
  /** The wrapped data key. */
  readonly wrappedKey: Uint8Array;
  /** The secret encrypted under the data key: IV (12 bytes), ciphertext, tag (16 bytes). */
  readonly payload: Uint8Array;
}

/** What a record belongs to; a record opens only for the binding that it was sealed for. */
export interface CredentialBinding {
  /** The installation, such as `production`: a copied database opens in no other one. */
  readonly environment: string;
  readonly tenantId: string;
  /** Id of the connector. */
  readonly connector: string;
  /** Name of the connection. */
  readonly name: string;
  /** Revision of the connection, an integer from 1. */
  readonly revision: number;
}

/**
 * Checks that a record can be one of this format.
 * @throws VaultError (unknown_format, malformed)
 */
export function checkShape({ format, keyId, wrappedKey, payload }: SealedCredential): void {
  if (format !== FORMAT) throw new VaultError('unknown_format');
  const complete =
    typeof keyId === 'string' &&
    types.isUint8Array(wrappedKey) &&
    types.isUint8Array(payload) &&
    payload.length > BOX_OVERHEAD;
  if (!complete) throw new VaultError('malformed');
}

/**
 * The additional data of the payload. It leaves the key id out, which a rewrap changes without touching the payload.
 * @throws VaultError (malformed) where a part of the binding is missing or of another type.
 */
export const payloadContext = (domain: string, binding: CredentialBinding): Uint8Array =>
  encode([domain, 'payload', FORMAT, ...partsOf(binding)]);

/**
 * The additional data of the wrapped data key, which includes the id of the wrapping key.
 * @throws VaultError (malformed) where a part of the binding is missing or of another type.
 */
export const dataKeyContext = (domain: string, binding: CredentialBinding, keyId: string): Uint8Array =>
  encode([domain, 'data-key', FORMAT, ...partsOf(binding), keyId]);

/** The names of the parts of `dataKeyContext`, in its order. */
const PAIRS = [
  ...(['domain', 'purpose', 'format', 'environment', 'tenant', 'connector'] as const),
  ...(['connection', 'revision', 'key'] as const),
];

/**
 * The context that a `KeyProvider` is given, as named texts, for a service that authenticates pairs, such as AWS KMS:
 * `domain`, `purpose`, `format`, `environment`, `tenant`, `connector`, `connection`, `revision` and `key`.
 * @throws VaultError (malformed) where it is not the context of a data key.
 */
export function contextPairs(context: Uint8Array): Readonly<Record<(typeof PAIRS)[number], string>> {
  const parts: unknown = JSON.parse(Buffer.from(context).toString('utf8'));
  if (!Array.isArray(parts) || parts.length !== PAIRS.length) throw new VaultError('malformed');
  return Object.fromEntries(PAIRS.map((name, index) => [name, String(parts[index])])) as Record<
    (typeof PAIRS)[number],
    string
  >;
}

const TEXTS = ['environment', 'tenantId', 'connector', 'name'] as const;

/** The parts in the order in which they are authenticated; a database driver may have changed their types. */
function partsOf(binding: CredentialBinding): readonly (string | number)[] {
  for (const part of TEXTS) {
    if (typeof binding[part] !== 'string' || binding[part] === '') {
      throw new VaultError('malformed', `The ${part} of a record's binding must be a non-empty string.`);
    }
  }
  if (!Number.isSafeInteger(binding.revision) || binding.revision < 1) {
    throw new VaultError(
      'malformed',
      `The revision of a record's binding must be an integer from 1, such as 1 and not "1".`,
    );
  }
  return [...TEXTS.map((part) => binding[part]), binding.revision];
}

/** JSON delimits strings and numbers and can be parsed back, so no two lists share an encoding. */
const encode = (parts: readonly (string | number)[]): Uint8Array => Buffer.from(JSON.stringify(parts));

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
