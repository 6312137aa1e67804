import { maskKeys } from '../mask-keys.js';
import type { Json } from './chained-entry.js';

const SECRET_NAME =
  /secret|password|passphrase|authorization|cookie|credential|bearer|signing|private_?key|access_?key|api_?key|token$/i;

/** Names of things are what an audit is for, such as `api_key_id`. */
const REFERENCE = /_?ids?$/i;

const MAX_DEPTH = 16;

/** What stands in place of a secret. */
export const LEFT_OUT = '[left out]';

/**
 * A value as it may be written down: without the fields named, without fields that are called like secrets, and
 * without keys that strayed into a text.
 */
export function scrub(value: unknown, secretFields: readonly string[] = []): Json {
  return written(value, (name) => secretFields.includes(name), 0);
}

function written(value: unknown, isSecret: (name: string) => boolean, depth: number): Json {
  if (typeof value === 'string') return maskKeys(value);
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return written(value.toJSON(), isSecret, depth + 1);
  if (Array.isArray(value)) return value.map((item) => written(item, isSecret, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      maskKeys(name),
      isSecret(name) || soundsSecret(name) ? LEFT_OUT : written(field, isSecret, depth + 1),
    ]),
  );
}

const soundsSecret = (name: string): boolean => SECRET_NAME.test(name) && !REFERENCE.test(name);
