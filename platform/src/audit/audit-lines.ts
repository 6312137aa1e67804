import type { ChainedEntry } from '../stores/audit/chained-entry.js';
import { canonicalJson } from '../stores/audit/canonical-json.js';

/**
 * Entries as lines of JSON. Without its `hash` a line is the very text that the hash was made of, so that whoever
 * has an export can verify it by themselves.
 */
export async function* linesOf(
  entries: AsyncIterable<ChainedEntry>,
): AsyncGenerator<string, void, undefined> {
  for await (const entry of entries) yield `${canonicalJson({ ...entry })}\n`;
}
