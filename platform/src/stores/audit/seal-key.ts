import { createSecretKey, type KeyObject } from 'node:crypto';
import { SecretString, type Fingerprinter } from 'anthropic-admin-connector';

const PURPOSE = new SecretString('anthropic-admin-platform/audit-seal/1');

/**
 * The key that seals the heads of audit chains. It is derived from the key that every installation has and keeps when
 * it rotates the others; one more key to set would be one more that is not set.
 */
export const sealKey = (fingerprinter: Fingerprinter): KeyObject =>
  createSecretKey(fingerprinter.fingerprint(PURPOSE, '*'));
