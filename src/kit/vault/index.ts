export { CredentialVault, type KeyProvider } from './credential-vault.js';
export { KeyringError, VaultError, type VaultErrorCode } from './errors.js';
export { Fingerprinter, fingerprintEquals } from './fingerprint.js';
export { createDemoKeyring, DEMO_KEYRING_FILE, type CredentialKeys } from './keys-from-file.js';
export { isKeyId, KEY_ID_FORMAT, type NamedKey } from './key-material.js';
export {
  activateKeyringKey,
  addKeyringKey,
  createKeyringFile,
  listKeyringKeys,
  retireKeyringKey,
  type KeyringKeySummary,
} from './keyring-file.js';
export { requirePrivate } from './private-file.js';
export { Keyring } from './keyring.js';
export { fingerprinterFrom, loadKeyring, type KeyringOptions } from './load-keyring.js';
export {
  contextPairs,
  decrypt,
  encrypt,
  type CredentialBinding,
  type SealedCredential,
} from './sealed-credential.js';
export { SecretString } from './secret-string.js';
