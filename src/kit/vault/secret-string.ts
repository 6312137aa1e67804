import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

const MASK = '[redacted]';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * A secret that prints as `[redacted]` in text, JSON and inspection, and that cloning and spreading do not copy.
 * The text is in a private field, out of reach of a logger that walks properties.
 */
export class SecretString {
  readonly #text: string;
  #anchors?: readonly string[];

  constructor(text: string) {
    this.#text = text;
    Object.freeze(this);
  }

  /** The secret itself. Search for calls of this method to see where secrets go. */
  reveal(): string {
    return this.#text;
  }

  /** Whether two secrets are equal, in constant time. */
  equals(other: SecretString): boolean {
    // Digests have the same length, so the length of the secret does not show either.
    return timingSafeEqual(digest(this.#text), digest(other.#text));
  }

  /**
   * Whether a text repeats the secret, or 16 characters or more of its private part, also in base64. Fast: a response is
   * searched for a few short pieces.
   */
  isRepeatedIn(text: string): boolean {
    // A loop, because every response of every call comes here.
    for (const anchor of (this.#anchors ??= anchorsOf(this.#text))) if (text.includes(anchor)) return true;
    return false;
  }

  /** The mask, never the secret. */
  toString(): string {
    return MASK;
  }

  /** The mask, never the secret. */
  toJSON(): string {
    return MASK;
  }

  /** The mask, for every primitive type. */
  [Symbol.toPrimitive](): string {
    return MASK;
  }

  /** The mask, at any depth, even with hidden properties shown. */
  [inspect.custom](): string {
    return MASK;
  }
}

/** The length of a piece: any 16 characters of the private part contain a whole one. */
const PIECE = 8;
/** A secret may begin with a public prefix, which other texts have too. */
const LONGEST_PREFIX = 16;
/** The base64 of 16 bytes contains a whole piece. */
const BASE64_STEP = 12;

/** Pieces of which a text that repeats the secret has one. */
function anchorsOf(secret: string): readonly string[] {
  const start = Math.min(LONGEST_PREFIX, Math.floor(secret.length / 3));
  const pieces = new Set(secret ? [secret] : []);
  const add = (text: string, from: number, step: number): void => {
    for (let at = from; at + PIECE <= text.length; at += step) pieces.add(text.slice(at, at + PIECE));
  };
  add(secret, start, PIECE);
  // What precedes the secret shifts its base64 by up to two bytes.
  for (const shift of [0, 1, 2]) {
    const encoded = Buffer.from(' '.repeat(shift) + secret).toString('base64');
    const from = Math.ceil(((start + shift) * 4) / 3) + 1;
    add(encoded, from, BASE64_STEP);
    add(encoded.replaceAll('+', '-').replaceAll('/', '_'), from, BASE64_STEP);
  }
  return [...pieces];
}
