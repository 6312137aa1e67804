export type { CredentialBinding } from './binding.js';
export { CredentialVault } from './credential-vault.js';
export { Fingerprinter, fingerprintEquals } from './fingerprint.js';
export type { KeyProvider } from './key-provider.js';
export type { CredentialKeys } from './keyring/credential-keys.js';
export { createDemoKeyring, DEMO_KEYRING_FILE } from './keyring/demo-keyring.js';
export { KeyringError } from './keyring/keyring-error.js';
export {
  activateKeyringKey,
  addKeyringKey,
  createKeyringFile,
  listKeyringKeys,
  retireKeyringKey,
  type KeyringKeySummary,
} from './keyring/keyring-file.js';
export { Keyring } from './keyring/keyring.js';
export { loadKeyring, type KeyringOptions } from './keyring/load-keyring.js';
export type { NamedKey } from './keyring/named-key.js';
export type { SealedCredential } from './sealed-credential.js';
export { VaultError, type VaultErrorCode } from './vault-error.js';
