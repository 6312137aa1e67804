import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { AuditFacts, Json } from './chained-entry.js';

const MAX_BYTES = 32 * 1024;

/** Details of an entry: what is undefined is left out, and an input that is too large is told by its digest. */
export function detailsOf(fields: Readonly<Record<string, Json | undefined>>): AuditFacts['details'] {
  const present = Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => field[1] !== undefined),
  );
  const { input } = present;
  if (input === undefined) return present;
  const text = canonicalJson(input);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_BYTES) return present;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ...present, input: { leftOut: 'too large', bytes, sha256 } };
}
