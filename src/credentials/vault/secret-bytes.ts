import type { SecretString } from '../../kit/vault/secret-string.js';
import { VaultError } from './vault-error.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * A secret as UTF-8, for the caller to wipe.
 * @throws VaultError (malformed) where the text is empty or would not come back as it was.
 */
export function secretBytes(secret: SecretString): Uint8Array {
  const text = secret.reveal();
  if (text === '' || LONE_SURROGATE.test(text)) {
    throw new VaultError('malformed', 'A secret must be a text that is not empty, in well-formed Unicode.');
  }
  return new TextEncoder().encode(text);
}
