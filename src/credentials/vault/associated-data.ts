import { partsOf, type CredentialBinding } from './binding.js';
import { FORMAT } from './sealed-credential.js';

const OWNER = 'anthropic-admin-connector';

/** What the payload authenticates. No key id: a rewrap changes it and must leave the payload as it is. */
export const payloadContext = (binding: CredentialBinding): Uint8Array =>
  encode([OWNER, 'payload', FORMAT, ...partsOf(binding)]);

/** What the wrapped data key authenticates, the id of the wrapping key included. */
export const dataKeyContext = (binding: CredentialBinding, keyId: string): Uint8Array =>
  encode([OWNER, 'data-key', FORMAT, ...partsOf(binding), keyId]);

/** JSON keeps texts, numbers and their borders apart and can be read back, so no two lists share an encoding. */
const encode = (parts: readonly (string | number)[]): Uint8Array => Buffer.from(JSON.stringify(parts));
