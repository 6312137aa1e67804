import { hashText, mix } from './random.js';

/** Generates the next id with a prefix, for example `user_01...` for `user_`. */
export type Ids = (prefix: string) => string;

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const LENGTH = 22;

/**
 * Generates ids from a seed. Each prefix has its own counter, so the number of requests
 * (`req_`) does not change the ids of the records.
 */
export function seededIds(seed: number): Ids {
  const counters = new Map<string, number>();
  return (prefix) => {
    const count = (counters.get(prefix) ?? 0) + 1;
    counters.set(prefix, count);
    return `${prefix}01${letters(mix(seed, hashText(prefix)), count)}`;
  };
}

function letters(stream: number, count: number): string {
  let text = '';
  for (let i = 0; i < LENGTH; i += 1) text += ALPHABET.charAt(mix(stream, count, i) % ALPHABET.length);
  return text;
}
