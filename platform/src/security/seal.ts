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

/** Half of what a number can count to. */
const MOST_STORED = 2 ** 52;

/**
 * The version that follows those of a sealed row. One in the row may not be ours: a very large one does not count, or a writer of
 * rows could set the last that there is, and all later ones would be equal.
 * @param seen - the newest one that was ours.
 */
export const versionAfter = (seen = 0, ...stored: readonly (number | null)[]): number =>
  Math.max(seen, ...stored.map((each) => (each !== null && each < MOST_STORED ? each : 0))) + 1;

const ROW_PURPOSE = 'anthropic-admin-platform/row-seal/1';

/** Seals what rows say: write access to the database without the key forges none. */
export class RowSeal {
  /** @param environment - a row that was copied from another installation is not accepted. */
  constructor(
    private readonly key: KeyObject,
    private readonly environment: string,
  ) {}

  /** The seal of an installation, by a key derived from its fingerprint key. */
  static from(fingerprinter: Fingerprinter, environment: string): RowSeal {
    return new RowSeal(sealingKey(fingerprinter, ROW_PURPOSE), environment);
  }

  /** The seal of values, 64 hexadecimal digits; one of a purpose is not accepted for another. */
  macOf(purpose: SealedPurpose, values: readonly Sealable[]): string {
    return hmac(this.key, JSON.stringify([purpose, this.environment, ...values]));
  }

  /** Whether a seal is the one of these values. */
  isWhole(mac: string | null, purpose: SealedPurpose, values: readonly Sealable[]): boolean {
    return mac !== null && sameText(mac, this.macOf(purpose, values));
  }
}

/** What is sealed. */
export type SealedPurpose =
  | 'access-review'
  | 'access-review-row'
  | 'approval'
  | 'approval-call'
  | 'ledger-actor'
  | 'outcome'
  | 'policy'
  | 'record'
  | 'record-head'
  | 'service-token'
  | 'set'
  | 'tenant';

/** A value of a row that can be sealed. */
export type Sealable = string | number | null;
