import { randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './sealed-credential.js';
import { VaultError } from './errors.js';
import {
  FORMAT,
  checkShape,
  dataKeyContext,
  payloadContext,
  type CredentialBinding,
  type SealedCredential,
} from './sealed-credential.js';
import { SecretString } from './secret-string.js';

const DATA_KEY_BYTES = 32;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Wraps data keys under key-encryption keys that it never returns: the port that a KMS or a vault server implements.
 * Its other errors, such as an outage, reach the caller unchanged, so they must hold no part of a key.
 */
export interface KeyProvider {
  /** Id of the key that new records are wrapped under. */
  activeKeyId(): Promise<string>;
  /** Ids of all keys that can unwrap. */
  keyIds(): Promise<readonly string[]>;
  /**
   * Wraps a data key and authenticates `context` with it; keeps no reference to either.
   * @throws VaultError (unknown_key)
   */
  wrap(keyId: string, dataKey: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /**
   * Unwraps a data key; the caller owns the bytes and wipes them.
   * @throws VaultError (unknown_key, not_authentic, malformed)
   */
  unwrap(keyId: string, wrappedKey: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
}

type Wrapping = Pick<SealedCredential, 'keyId' | 'wrappedKey'>;

/** Encrypts secrets into records for a database and decrypts them; a record opens only for its own binding. */
export class CredentialVault {
  readonly #keys: KeyProvider;
  readonly #domain: string;

  /**
   * @param keys - wraps the data keys.
   * @param domain - names the application in what every record authenticates, such as its package name. All
   * processes of a database use the same one: with another domain, stored records do not open.
   */
  constructor(keys: KeyProvider, domain: string) {
    this.#keys = keys;
    this.#domain = domain;
  }

  /**
   * Encrypts a secret under a new data key, and the data key under the active key.
   * @throws VaultError (malformed) where the secret or the binding cannot be sealed.
   */
  async seal(secret: SecretString, binding: CredentialBinding): Promise<SealedCredential> {
    const context = payloadContext(this.#domain, binding);
    return wipedAfter(bytesOf(secret), (plaintext) =>
      wipedAfter(randomBytes(DATA_KEY_BYTES), async (dataKey) => ({
        format: FORMAT,
        ...(await this.#wrap(dataKey, binding)),
        payload: encrypt(dataKey, plaintext, context),
      })),
    );
  }

  /**
   * Decrypts a record.
   * @throws VaultError where it is damaged, altered or bound to something else, or its key or format is unknown.
   */
  async open(sealed: SealedCredential, binding: CredentialBinding): Promise<SecretString> {
    return wipedAfter(await this.#unwrap(sealed, binding), (dataKey) => {
      const plaintext = decrypt(dataKey, sealed.payload, payloadContext(this.#domain, binding));
      if (plaintext === undefined) throw new VaultError('not_authentic');
      return wipedAfter(plaintext, (bytes) => new SecretString(bytes.toString('utf8')));
    });
  }

  /**
   * Wraps the data key of a record under the active key; the payload is neither decrypted nor changed.
   * @throws VaultError where the wrapping is damaged, altered or bound to something else, or its key or format is unknown.
   */
  async rewrap(sealed: SealedCredential, binding: CredentialBinding): Promise<SealedCredential> {
    return wipedAfter(await this.#unwrap(sealed, binding), async (dataKey) => ({
      format: FORMAT,
      ...(await this.#wrap(dataKey, binding)),
      payload: sealed.payload,
    }));
  }

  /**
   * Id of the key that a record is wrapped under.
   * @throws VaultError (unknown_format, malformed)
   */
  keyIdOf(sealed: SealedCredential): string {
    checkShape(sealed);
    return sealed.keyId;
  }

  async #wrap(dataKey: Uint8Array, binding: CredentialBinding): Promise<Wrapping> {
    const keyId = await this.#keys.activeKeyId();
    const context = dataKeyContext(this.#domain, binding, keyId);
    return { keyId, wrappedKey: await this.#keys.wrap(keyId, dataKey, context) };
  }

  async #unwrap(sealed: SealedCredential, binding: CredentialBinding): Promise<Uint8Array> {
    checkShape(sealed);
    const { keyId, wrappedKey } = sealed;
    const dataKey = await this.#keys.unwrap(keyId, wrappedKey, dataKeyContext(this.#domain, binding, keyId));
    if (dataKey.length !== DATA_KEY_BYTES) throw new VaultError('malformed');
    return dataKey;
  }
}

/** The secret as UTF-8; refuses a text that would not decode to itself. */
function bytesOf(secret: SecretString): Uint8Array {
  const text = secret.reveal();
  if (text === '' || LONE_SURROGATE.test(text)) {
    throw new VaultError('malformed', 'A secret must be a non-empty string of well-formed Unicode.');
  }
  return new TextEncoder().encode(text);
}

/** Runs `work` with bytes and overwrites them afterwards; copies inside Node or OpenSSL are out of reach. */
async function wipedAfter<Bytes extends Uint8Array, Result>(
  bytes: Bytes,
  work: (bytes: Bytes) => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work(bytes);
  } finally {
    bytes.fill(0);
  }
}
