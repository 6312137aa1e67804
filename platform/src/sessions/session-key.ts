import { createSecretKey, type KeyObject } from 'node:crypto';
import { SecretString, type Fingerprinter } from 'anthropic-admin-connector';

const PURPOSE = new SecretString('anthropic-admin-platform/session-seal/1');

/** The key that seals sessions and sign-in codes; derived like the one of the audit, from the key that is kept when others rotate. */
export const sessionKey = (fingerprinter: Fingerprinter): KeyObject =>
  createSecretKey(fingerprinter.fingerprint(PURPOSE, '*'));
