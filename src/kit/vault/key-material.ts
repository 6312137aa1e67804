import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { KeyringError } from './errors.js';

/** Length of every key, bytes. */
export const KEY_BYTES = 32;

/** The command that generates a key. */
export const GENERATE_KEY = `openssl rand -base64 ${KEY_BYTES}`;

/** What a key id looks like, for messages. */
export const KEY_ID_FORMAT =
  '1 to 32 characters of a-z, 0-9, _ and -, the first a letter or digit, such as k1';

/** Id of the key in the keyring of the demo; production refuses it. */
export const DEMO_KEY_ID = 'demo';

/** A key-encryption key of 32 bytes and the id that records refer to it by. */
export interface NamedKey {
  readonly id: string;
  readonly key: KeyObject;
}

const KEY_ID = /^[a-z0-9][a-z0-9_-]{0,31}$/;
const FEWEST_DISTINCT_BYTES = 16;
const KEY_FORMAT = `A key is ${KEY_BYTES} random bytes in base64; generate one with: ${GENERATE_KEY}`;

/** Whether a text is a valid key id. */
export const isKeyId = (text: string): boolean => KEY_ID.test(text);

/** A new key from the system's random source. */
export const generateKey = (): KeyObject => toKey(randomBytes(KEY_BYTES));

/** A key as base64, for a file that only its owner reads. */
export const keyText = (key: KeyObject): string => key.export().toString('base64');

/**
 * Reads a key of 32 bytes from base64.
 * @param name - what the message calls it, such as `the key of entry 2`.
 * @throws KeyringError where it is not base64, not 32 bytes long, or not random.
 */
export function readKey(name: string, text: string): KeyObject {
  const bytes = Buffer.from(text, 'base64');
  const problem = problemOf(text, bytes);
  if (problem === undefined) return toKey(bytes);
  bytes.fill(0);
  throw new KeyringError(`${name} ${problem}. ${KEY_FORMAT}`);
}

function problemOf(text: string, bytes: Buffer): string | undefined {
  // Node skips characters that are not base64, so a key with a typing error would be read as another key.
  if (bytes.toString('base64') !== text) return 'is not base64 with padding';
  if (bytes.length !== KEY_BYTES) return `has ${bytes.length} bytes, not ${KEY_BYTES}`;
  if (new Set(bytes).size < FEWEST_DISTINCT_BYTES) return 'has too few distinct bytes to be random';
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return 'is text, not random bytes';
  return undefined;
}

/** Wipes the buffer; a key object prints nothing of its bytes. */
function toKey(bytes: Buffer): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}
