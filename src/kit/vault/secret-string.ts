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
