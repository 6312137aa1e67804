import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { ChainedEntry } from './chained-entry.js';

/** The hash that an entry must have: SHA-256 over everything else in it. */
export function hashOf(entry: Omit<ChainedEntry, 'hash'> & { readonly hash?: string }): string {
  const { hash: _own, ...rest } = entry;
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}
