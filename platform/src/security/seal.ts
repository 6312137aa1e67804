import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { SecretString, type Fingerprinter } from 'anthropic-admin-connector/vault';

/** Compares two texts in constant time. */
export function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Derives a sealing key for one purpose from the fingerprint key, which every installation has and keeps when it
 * rotates the others, so no further key is needed.
 */
export const sealingKey = (fingerprinter: Fingerprinter, purpose: string): KeyObject =>
  createSecretKey(fingerprinter.fingerprint(new SecretString(purpose), '*'));

/** The HMAC-SHA256 of a text, as 64 hexadecimal digits. */
export const hmac = (key: KeyObject, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex');
