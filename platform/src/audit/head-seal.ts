import type { KeyObject } from 'node:crypto';
import type { Fingerprinter } from 'anthropic-admin-connector';
import { hmac, sameText, sealingKey } from '../security/seal.js';
import { canonicalJson, type ChainHead } from './entry.js';

const KEY_PURPOSE = 'anthropic-admin-platform/audit-seal/1';
const SEAL_PURPOSE = 'anthropic-admin-platform/audit-head/1';

/**
 * Seals the heads of chains: without the key, write access to the database is not enough to cut off or rewrite a
 * chain.
 */
export class HeadSeal {
  readonly #key: KeyObject | undefined;

  /** @param key - heads are not sealed without one. */
  constructor(key?: KeyObject) {
    this.#key = key;
  }

  /** The seal of an installation, by a key derived from its fingerprint key. */
  static from(fingerprinter: Fingerprinter): HeadSeal {
    return new HeadSeal(sealingKey(fingerprinter, KEY_PURPOSE));
  }

  /** The seal of a head; null without a key. */
  sealOf({ tenantId, seq, hash }: ChainHead): string | null {
    return this.#key ? hmac(this.#key, canonicalJson([SEAL_PURPOSE, tenantId, seq, hash])) : null;
  }

  /** Whether the seal of a head is valid. */
  isWhole(head: ChainHead, seal: string | null): boolean {
    const expected = this.sealOf(head);
    if (expected === null) return true;
    return seal !== null && sameText(seal, expected);
  }
}
