import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import type { Fingerprinter } from 'anthropic-admin-connector/vault';
import { hmac, sameText, sealingKey } from '../security/seal.js';

const PURPOSE = 'anthropic-admin-platform/notice-targets/1';
const NONCE = 12;
const TAG = 16;

/** Encrypts where notices go, under a key of the installation that stays when the keys of credentials are rotated. */
export class TargetSeal {
  /** @param environment - what was copied from another installation cannot be opened. */
  constructor(
    private readonly key: KeyObject,
    private readonly environment: string,
  ) {}

  /** The seal of an installation. */
  static from(fingerprinter: Fingerprinter, environment: string): TargetSeal {
    return new TargetSeal(sealingKey(fingerprinter, PURPOSE), environment);
  }

  /** @param bound - what it cannot be opened without, such as its tenant. */
  seal(value: unknown, bound: readonly string[]): string {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce, { authTagLength: TAG });
    cipher.setAAD(this.aad(bound));
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** Undefined where it was altered. */
  open(sealed: string, bound: readonly string[]): unknown {
    try {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, NONCE), {
        authTagLength: TAG,
      });
      decipher.setAAD(this.aad(bound));
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
      return JSON.parse(text.toString('utf8'));
    } catch {
      return undefined;
    }
  }

  /** The seal of a text that stays readable. */
  macOf(text: string, bound: readonly string[]): string {
    return hmac(this.key, JSON.stringify(['text', this.environment, ...bound, text]));
  }

  /** Whether a seal is the one of a text. */
  isWhole(mac: string, text: string, bound: readonly string[]): boolean {
    return sameText(mac, this.macOf(text, bound));
  }

  private aad(bound: readonly string[]): Buffer {
    return Buffer.from(JSON.stringify([this.environment, ...bound]));
  }
}
