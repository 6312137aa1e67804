import { createHmac, type KeyObject } from 'node:crypto';
import { sameText } from '../same-text.js';
import { canonicalJson } from './canonical-json.js';
import type { ChainHead } from './chained-entry.js';

const PURPOSE = 'anthropic-admin-platform/audit-head/1';

/** Seals the heads of chains, so that who can write to the database but has no key can cut off or rewrite none. */
export class HeadSeal {
  readonly #key: KeyObject | undefined;

  /** @param key - without one, heads are not sealed. */
  constructor(key?: KeyObject) {
    this.#key = key;
  }

  /** The seal of a head; null without a key. */
  sealOf({ tenantId, seq, hash }: ChainHead): string | null {
    if (!this.#key) return null;
    return createHmac('sha256', this.#key)
      .update(canonicalJson([PURPOSE, tenantId, seq, hash]))
      .digest('hex');
  }

  /** Tells whether a head has the seal that it must have. */
  isWhole(head: ChainHead, seal: string | null): boolean {
    const wanted = this.sealOf(head);
    if (wanted === null) return true;
    return seal !== null && sameText(seal, wanted);
  }
}
