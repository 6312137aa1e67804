import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

const MASK = '[redacted]';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Holds a secret that prints as `[redacted]` by any road: text, JSON, inspection, cloning, spreading.
 * The text sits in a private field, so it is no property that a logger could walk to.
 */
export class SecretString {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    Object.freeze(this);
  }

  /** Hands out the secret: the one call to look for when asking where a secret goes. */
  reveal(): string {
    return this.#text;
  }

  /** Tells whether two secrets are the same, in a time that says nothing about where they differ. */
  equals(other: SecretString): boolean {
    // Digests have one length, so that not even the length of the secret shows.
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

  /** The mask, whichever primitive is asked for. */
  [Symbol.toPrimitive](): string {
    return MASK;
  }

  /** The mask, at any depth and with hidden properties shown. */
  [inspect.custom](): string {
    return MASK;
  }
}
