import { createHash } from 'node:crypto';
import { maskSecrets } from 'anthropic-admin-connector';
import { maskKeys } from '../security/text.js';
import { canonicalJson, type Json, type AuditFacts } from './entry.js';

/** A value that is safe to store: without secrets, and without keys of any connector inside texts. */
export const scrub = (value: unknown): Json => maskSecrets(value, { fields: [], redact: maskKeys });

const MAX_BYTES = 32 * 1024;

/** Details of an entry: undefined values are omitted, and an input that is too large is replaced by its digest. */
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
