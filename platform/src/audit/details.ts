import { createHash } from 'node:crypto';
import { maskKeys } from '../security/text.js';
import { canonicalJson, type Json, type AuditFacts } from './entry.js';

const SECRET_NAME =
  /secret|password|passphrase|authorization|cookie|credential|bearer|signing|private_?key|access_?key|api_?key|token$/i;

/** Ids must stay readable in an audit, such as `api_key_id`. */
const REFERENCE = /_?ids?$/i;

const MAX_DEPTH = 16;

/** Replaces a secret. */
export const LEFT_OUT = '[left out]';

/**
 * A value that is safe to store: without the given fields, without fields with the name of a secret, and without keys
 * inside texts.
 */
export function scrub(value: unknown, secretFields: readonly string[] = []): Json {
  return written(value, (name) => secretFields.includes(name), 0);
}

const hasJson = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function';

function written(value: unknown, isSecret: (name: string) => boolean, depth: number): Json {
  if (typeof value === 'string') return maskKeys(value);
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (hasJson(value)) return written(value.toJSON(), isSecret, depth + 1);
  if (Array.isArray(value)) return value.map((item) => written(item, isSecret, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      maskKeys(name),
      isSecret(name) || soundsSecret(name) ? LEFT_OUT : written(field, isSecret, depth + 1),
    ]),
  );
}

const soundsSecret = (name: string): boolean => SECRET_NAME.test(name) && !REFERENCE.test(name);

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
