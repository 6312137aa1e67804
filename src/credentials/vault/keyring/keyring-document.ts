import type { KeyObject } from 'node:crypto';
import { DEMO_KEY_ID } from './key-id.js';
import { freshKey, keyText, readKey } from './key-material.js';
import { KeyringError } from './keyring-error.js';
import { checkKeys, type NamedKey } from './named-key.js';

const FORMAT = 1;

/** A key as a keyring file holds it. */
export interface FiledKey extends NamedKey {
  /** RFC 3339; left out where somebody wrote the file by hand. */
  readonly createdAt?: string;
}

/** What a keyring file says. */
export interface KeyringDocument {
  /** The id of the key that wraps. */
  readonly active: string;
  readonly keys: readonly FiledKey[];
  readonly fingerprintKey: KeyObject;
  /** Whether the demo made it. */
  readonly demo: boolean;
}

/** A document with one fresh key and a fresh fingerprint key. */
export const freshDocument = (id: string, now: Date): KeyringDocument => ({
  active: id,
  keys: [{ id, key: freshKey(), createdAt: now.toISOString() }],
  fingerprintKey: freshKey(),
  demo: id === DEMO_KEY_ID,
});

/** The text of a keyring file. It holds keys: for a file that only its owner reads. */
export function printDocument({ active, keys, fingerprintKey, demo }: KeyringDocument): string {
  const filed = keys.map(({ id, key, createdAt }) => ({ id, key: keyText(key), createdAt }));
  const document = { format: FORMAT, demo, active, keys: filed, fingerprintKey: keyText(fingerprintKey) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/**
 * Reads the text of a keyring file.
 * @throws KeyringError that says which part is wrong and repeats none.
 */
export function parseDocument(text: string): KeyringDocument {
  const { format, demo, active, keys, fingerprintKey } = fields(parseJson(text), 'The file', PARTS);
  if (format !== FORMAT) throw new KeyringError(`"format" must be ${FORMAT}. ${RIGHT_FILE}`);
  if (demo !== undefined && typeof demo !== 'boolean')
    throw new KeyringError('"demo" must be true or false.');
  if (!Array.isArray(keys)) throw new KeyringError(`"keys" must be a list. ${RIGHT_FILE}`);
  const document = {
    active: textOf(active, '"active"'),
    keys: keys.map(filedKey),
    fingerprintKey: readKey('"fingerprintKey"', textOf(fingerprintKey, '"fingerprintKey"')),
    demo: demo === true,
  };
  checkDocument(document);
  return document;
}

/** @throws KeyringError where the keys of a document do not go together. */
export function checkDocument({ active, keys, fingerprintKey }: Omit<KeyringDocument, 'demo'>): void {
  checkKeys(active, keys);
  if (keys.every(({ key }) => !key.equals(fingerprintKey))) return;
  throw new KeyringError(
    'The fingerprint key is also a key-encryption key. A key serves one purpose: make another one.',
  );
}

const PARTS = ['format', 'demo', 'active', 'keys', 'fingerprintKey'] as const;
const KEY_PARTS = ['id', 'key', 'createdAt'] as const;
const RIGHT_FILE =
  'A right file is {"format":1,"active":"k1","keys":[{"id":"k1","key":"<32 bytes as base64>"}],"fingerprintKey":"<32 other bytes as base64>"}.';

function filedKey(entry: unknown, index: number): FiledKey {
  const place = `entry ${index + 1}`;
  const { id, key, createdAt } = fields(entry, `The ${place} of "keys"`, KEY_PARTS);
  return {
    id: textOf(id, `The id of ${place}`),
    key: readKey(`The key of ${place}`, textOf(key, `The key of ${place}`)),
    ...(createdAt !== undefined && { createdAt: textOf(createdAt, `The createdAt of ${place}`) }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text around the fault, which is a key as likely as not.
    throw new KeyringError(`The file is not JSON. ${RIGHT_FILE}`);
  }
}

function fields<const Name extends string>(
  value: unknown,
  place: string,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  const right = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!right || Object.keys(value).some((name) => !names.some((known) => known === name))) {
    throw new KeyringError(`${place} must be an object of ${names.join(', ')} alone. ${RIGHT_FILE}`);
  }
  return value;
}

function textOf(value: unknown, place: string): string {
  if (typeof value === 'string') return value;
  throw new KeyringError(`${place} must be a text. ${RIGHT_FILE}`);
}
