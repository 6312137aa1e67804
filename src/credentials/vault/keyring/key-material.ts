import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { KeyringError } from './keyring-error.js';

/** How long every key is, bytes. */
export const KEY_BYTES = 32;

/** The command that makes a right key. */
export const MAKE_KEY = `openssl rand -base64 ${KEY_BYTES}`;

const FEWEST_DISTINCT_BYTES = 16;
const RIGHT_KEY = `A right one is ${KEY_BYTES} random bytes as base64, as made by: ${MAKE_KEY}`;

/** A key from the system's random source. */
export const freshKey = (): KeyObject => takeKey(randomBytes(KEY_BYTES));

/** A key as base64, for a file that only its owner reads. */
export const keyText = (key: KeyObject): string => key.export().toString('base64');

/**
 * Reads a key of 32 bytes from its base64.
 * @param name - what the message calls it, such as `the key of entry 2`.
 * @throws KeyringError where it is not base64, of another length, or not random.
 */
export function readKey(name: string, text: string): KeyObject {
  const bytes = Buffer.from(text, 'base64');
  const problem = problemOf(text, bytes);
  if (problem === undefined) return takeKey(bytes);
  bytes.fill(0);
  throw new KeyringError(`${name} ${problem}. ${RIGHT_KEY}`);
}

function problemOf(text: string, bytes: Buffer): string | undefined {
  // Node skips what is not base64, so a key with a typing error would be read as another key.
  if (bytes.toString('base64') !== text) return 'is not base64 with its padding';
  if (bytes.length !== KEY_BYTES) return `has ${bytes.length} bytes, not ${KEY_BYTES}`;
  if (new Set(bytes).size < FEWEST_DISTINCT_BYTES) return 'repeats too few bytes to be random';
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return 'is a text and not random bytes';
  return undefined;
}

/** Takes the bytes over: a key object prints as nothing, and the buffer is wiped. */
function takeKey(bytes: Buffer): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}
