import { randomBytes } from 'node:crypto';
import { SecretString } from '../../kit/vault/secret-string.js';
import { decrypt, encrypt } from './aes-gcm.js';
import { dataKeyContext, payloadContext } from './associated-data.js';
import type { CredentialBinding } from './binding.js';
import type { KeyProvider } from './key-provider.js';
import { lend } from './lend.js';
import { FORMAT, checkShape, type SealedCredential } from './sealed-credential.js';
import { secretBytes } from './secret-bytes.js';
import { VaultError } from './vault-error.js';

const DATA_KEY_BYTES = 32;

type Wrapping = Pick<SealedCredential, 'keyId' | 'wrappedKey'>;

/** Turns secrets into records for a database and back; a record opens only for what it was sealed for. */
export class CredentialVault {
  constructor(private readonly keys: KeyProvider) {}

  /**
   * Encrypts a secret under a fresh data key, and that under the active key.
   * @throws VaultError (malformed) where secret or binding cannot be sealed.
   */
  async seal(secret: SecretString, binding: CredentialBinding): Promise<SealedCredential> {
    const context = payloadContext(binding);
    return lend(secretBytes(secret), (plaintext) =>
      lend(randomBytes(DATA_KEY_BYTES), async (dataKey) => ({
        format: FORMAT,
        ...(await this.wrap(dataKey, binding)),
        payload: encrypt(dataKey, plaintext, context),
      })),
    );
  }

  /**
   * Decrypts a record.
   * @throws VaultError where it is damaged, altered, bound to something else, or its key or format is unknown.
   */
  async open(sealed: SealedCredential, binding: CredentialBinding): Promise<SecretString> {
    return lend(await this.unwrap(sealed, binding), (dataKey) => {
      const plaintext = decrypt(dataKey, sealed.payload, payloadContext(binding));
      if (plaintext === undefined) throw new VaultError('not_authentic');
      return lend(plaintext, (bytes) => new SecretString(bytes.toString('utf8')));
    });
  }

  /**
   * Wraps the data key of a record under the active key; the payload is neither decrypted nor changed.
   * @throws VaultError where the wrapping is damaged, altered, bound to something else, or its key or format is unknown.
   */
  async rewrap(sealed: SealedCredential, binding: CredentialBinding): Promise<SealedCredential> {
    return lend(await this.unwrap(sealed, binding), async (dataKey) => ({
      format: FORMAT,
      ...(await this.wrap(dataKey, binding)),
      payload: sealed.payload,
    }));
  }

  /**
   * The id of the key that a record is wrapped under.
   * @throws VaultError (unknown_format, malformed)
   */
  keyIdOf(sealed: SealedCredential): string {
    checkShape(sealed);
    return sealed.keyId;
  }

  private async wrap(dataKey: Uint8Array, binding: CredentialBinding): Promise<Wrapping> {
    const keyId = await this.keys.activeKeyId();
    return { keyId, wrappedKey: await this.keys.wrap(keyId, dataKey, dataKeyContext(binding, keyId)) };
  }

  private async unwrap(sealed: SealedCredential, binding: CredentialBinding): Promise<Uint8Array> {
    checkShape(sealed);
    const { keyId, wrappedKey } = sealed;
    const dataKey = await this.keys.unwrap(keyId, wrappedKey, dataKeyContext(binding, keyId));
    if (dataKey.length !== DATA_KEY_BYTES) throw new VaultError('malformed');
    return dataKey;
  }
}
