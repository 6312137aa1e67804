export { CredentialVault, type KeyProvider } from './credential-vault.js';
export { KeyringError, VaultError, type VaultErrorCode } from './errors.js';
export { Fingerprinter, fingerprintEquals } from './fingerprint.js';
export { createDemoKeyring, DEMO_KEYRING_FILE, type CredentialKeys } from './keys-from-file.js';
export type { NamedKey } from './key-material.js';
export {
  activateKeyringKey,
  addKeyringKey,
  createKeyringFile,
  listKeyringKeys,
  retireKeyringKey,
  type KeyringKeySummary,
} from './keyring-file.js';
export { Keyring } from './keyring.js';
export { loadKeyring, type KeyringOptions } from './load-keyring.js';
export type { CredentialBinding, SealedCredential } from './sealed-credential.js';
export { SecretString } from './secret-string.js';
