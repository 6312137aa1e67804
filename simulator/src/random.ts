/** Read once: in a Node vm context, which test runners use, accessing a global is slow. */
const { imul } = Math;

/**
 * Hashes up to four numbers to an unsigned 32-bit number; deterministic.
 * Unrolled because reports call it a million times.
 */
export function mix(a: number, b = 0, c = 0, d = 0): number {
  return (step(step(step(step(0x9e3779b9, a), b), c), d) ^ 0x27d4eb2f) >>> 0;
}

function step(hash: number, part: number): number {
  let mixed = imul(hash ^ part, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Hashes a string to an unsigned 32-bit number (FNV-1a). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A seeded random number generator: the same seed produces the same sequence. */
export class Random {
  #drawn = 0;

  constructor(private readonly seed: number) {}

  /** Draws an integer from `low` to `high`, inclusive. */
  between(low: number, high: number): number {
    this.#drawn += 1;
    return low + (mix(this.seed, this.#drawn) % (high - low + 1));
  }

  /** Draws one element of a list. */
  pick<T>(choices: readonly [T, ...T[]]): T;
  pick<T>(choices: readonly T[]): T;
  pick<T>(choices: readonly T[]): T {
    return choices[this.between(0, choices.length - 1)] as T;
  }
}
