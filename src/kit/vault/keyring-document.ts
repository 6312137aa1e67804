import type { KeyObject } from 'node:crypto';
import { KeyringError } from './errors.js';
import { DEMO_KEY_ID, generateKey, keyText, readKey, type NamedKey } from './key-material.js';
import { checkKeys } from './keyring.js';

const FORMAT = 1;

/** A key as a keyring file holds it. */
export interface FiledKey extends NamedKey {
  /** RFC 3339; a file written by hand may leave it out. */
  readonly createdAt?: string;
}

/** The content of a keyring file. */
export interface KeyringDocument {
  /** Id of the key that wraps. */
  readonly active: string;
  readonly keys: readonly FiledKey[];
  readonly fingerprintKey: KeyObject;
  /** Whether the demo made it. */
  readonly demo: boolean;
}

/** A document with one new key and a new fingerprint key. */
export const newDocument = (id: string, now: Date): KeyringDocument => ({
  active: id,
  keys: [{ id, key: generateKey(), createdAt: now.toISOString() }],
  fingerprintKey: generateKey(),
  demo: id === DEMO_KEY_ID,
});

/** The text of a keyring file. It holds keys, so only its owner may read it. */
export function printDocument({ active, keys, fingerprintKey, demo }: KeyringDocument): string {
  const filed = keys.map(({ id, key, createdAt }) => ({ id, key: keyText(key), createdAt }));
  const document = { format: FORMAT, demo, active, keys: filed, fingerprintKey: keyText(fingerprintKey) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/**
 * Parses the text of a keyring file.
 * @throws KeyringError that names the part that is wrong and repeats none of it.
 */
export function parseDocument(text: string): KeyringDocument {
  const { format, demo, active, keys, fingerprintKey } = fields(parseJson(text), 'The file', PARTS);
  if (format !== FORMAT) throw new KeyringError(`"format" must be ${FORMAT}. ${EXAMPLE}`);
  if (demo !== undefined && typeof demo !== 'boolean')
    throw new KeyringError('"demo" must be true or false.');
  if (!Array.isArray(keys)) throw new KeyringError(`"keys" must be an array. ${EXAMPLE}`);
  const document = {
    active: textOf(active, '"active"'),
    keys: keys.map(filedKey),
    fingerprintKey: readKey('"fingerprintKey"', textOf(fingerprintKey, '"fingerprintKey"')),
    demo: demo === true,
  };
  checkDocument(document);
  return document;
}

/**
 * Checks the keys of a document as a set.
 * @throws KeyringError where an id or a key occurs twice, or the active key is missing.
 */
export function checkDocument({ active, keys, fingerprintKey }: Omit<KeyringDocument, 'demo'>): void {
  checkKeys(active, keys);
  if (keys.every(({ key }) => !key.equals(fingerprintKey))) return;
  throw new KeyringError(
    'The fingerprint key is also a key-encryption key. Generate a separate key for each purpose.',
  );
}

/**
 * Keeps the keyring of the demo out of production, where it would lie beside the database that it protects.
 * @throws KeyringError where the demo created the keyring, or one of its keys has the demo's id.
 */
export function refuseDemo(keys: readonly NamedKey[], demo = false): void {
  if (!demo && keys.every(({ id }) => id !== DEMO_KEY_ID)) return;
  throw new KeyringError(
    'production refuses the keyring of the demo. Create a separate keyring and keep it apart from the database.',
  );
}

const PARTS = ['format', 'demo', 'active', 'keys', 'fingerprintKey'] as const;
const KEY_PARTS = ['id', 'key', 'createdAt'] as const;
const EXAMPLE =
  'Example: {"format":1,"active":"k1","keys":[{"id":"k1","key":"<32 bytes as base64>"}],"fingerprintKey":"<32 other bytes as base64>"}.';

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
    // The parser's own message quotes the text around the error, which may be a key.
    throw new KeyringError(`The file is not JSON. ${EXAMPLE}`);
  }
}

function fields<const Name extends string>(
  value: unknown,
  place: string,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || Object.keys(value).some((name) => !names.some((known) => known === name))) {
    throw new KeyringError(`${place} must be an object with the fields ${names.join(', ')} only. ${EXAMPLE}`);
  }
  return value;
}

function textOf(value: unknown, place: string): string {
  if (typeof value === 'string') return value;
  throw new KeyringError(`${place} must be a string. ${EXAMPLE}`);
}
