import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { SecretString } from './secret-string.js';

/**
 * Compares secrets without storing them. Fingerprints are scoped to a tenant: equal ones across tenants would show
 * a reader of the database which tenants share a credential.
 */
export class Fingerprinter {
  readonly #key: KeyObject;
  readonly #purpose: string;

  /**
   * @param key - 32 bytes with no other use; it stays when key-encryption keys rotate.
   * @param domain - names the application, as in `CredentialVault`; with another domain, stored fingerprints differ.
   */
  constructor(key: KeyObject, domain: string) {
    this.#key = key;
    this.#purpose = `${domain}/fingerprint/1`;
  }

  /** HMAC-SHA-256 of a secret within its tenant, 32 bytes. */
  fingerprint(secret: SecretString, tenantId: string): Uint8Array {
    const message = JSON.stringify([this.#purpose, tenantId, secret.reveal()]);
    return new Uint8Array(createHmac('sha256', this.#key).update(message).digest());
  }
}

/** Whether two fingerprints are equal, in constant time. */
export const fingerprintEquals = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
