import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { SecretString } from '../../kit/vault/secret-string.js';

const PURPOSE = 'anthropic-admin-connector/fingerprint/1';

/**
 * Tells whether two Admin keys are the same without keeping either. Fingerprints are of one tenant: equal
 * ones across tenants would tell a reader of the database who shares an organization.
 */
export class Fingerprinter {
  readonly #key: KeyObject;

  /** @param key - 32 bytes, used for nothing else, and kept when key-encryption keys rotate. */
  constructor(key: KeyObject) {
    this.#key = key;
  }

  /** The HMAC-SHA-256 of a key within its tenant, 32 bytes. */
  fingerprint(secret: SecretString, tenantId: string): Uint8Array {
    const message = JSON.stringify([PURPOSE, tenantId, secret.reveal()]);
    return new Uint8Array(createHmac('sha256', this.#key).update(message).digest());
  }
}

/** Tells whether two fingerprints are equal, in a time that says nothing about where they differ. */
export const fingerprintEquals = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
