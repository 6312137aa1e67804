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
  #pieces?: Pieces;

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
   * searched for a few short pieces, and a long one is read once.
   */
  isRepeatedIn(text: string): boolean {
    if (text.length < SHORTEST && text.length < this.#text.length) return false;
    if (text.length > LONG) this.#pieces ??= new Pieces(this.#text);
    if (this.#pieces) return text.includes(this.#text) || this.#pieces.areIn(text);
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

/** The fewest characters in a row that count as a part. */
const SHORTEST = 16;
/** The length of a piece: any 16 characters of the private part contain a whole one. */
const PIECE = 8;
/** A secret may begin with a public prefix, which other texts have too. */
const LONGEST_PREFIX = 16;
/** The base64 of 16 bytes contains a whole piece. */
const BASE64_STEP = 12;

/** The private part of a secret, and its base64. */
function formsOf(secret: string): readonly string[] {
  const start = Math.min(LONGEST_PREFIX, Math.floor(secret.length / 3));
  // What precedes the secret shifts its base64 by up to two bytes.
  const encoded = [0, 1, 2].flatMap((shift) => {
    const base64 = Buffer.from(' '.repeat(shift) + secret).toString('base64');
    const part = base64.slice(Math.ceil(((start + shift) * 4) / 3) + 1);
    return [part, part.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [secret.slice(start), ...encoded];
}

/** Pieces of which a text that repeats the secret has one. */
function anchorsOf(secret: string): readonly string[] {
  const pieces = new Set(secret ? [secret] : []);
  formsOf(secret).forEach((form, nth) => {
    const step = nth === 0 ? PIECE : BASE64_STEP;
    for (let at = 0; at + PIECE <= form.length; at += step) pieces.add(form.slice(at, at + PIECE));
  });
  return [...pieces];
}

/** From this length on, one pass costs less than a search for each piece. */
const LONG = 50_000;

const HASHES = 2 ** 16;

const hashAt = (text: string, at: number): number =>
  (text.charCodeAt(at) ^ (text.charCodeAt(at + 3) << 5) ^ (text.charCodeAt(at + 6) << 10)) % HASHES;

/**
 * Every piece of a secret. A text is looked at in steps of the length of a piece: 15 characters or more that it repeats contain a
 * whole step.
 */
class Pieces {
  readonly #pieces = new Set<string>();
  readonly #hashes = new Uint8Array(HASHES);

  constructor(secret: string) {
    for (const form of formsOf(secret)) {
      for (let at = 0; at + PIECE <= form.length; at += 1) {
        this.#pieces.add(form.slice(at, at + PIECE));
        this.#hashes[hashAt(form, at)] = 1;
      }
    }
  }

  areIn(text: string): boolean {
    for (let at = 0; at + PIECE <= text.length; at += PIECE) {
      if (this.#hashes[hashAt(text, at)] === 1 && this.#pieces.has(text.slice(at, at + PIECE))) return true;
    }
    return false;
  }
}
