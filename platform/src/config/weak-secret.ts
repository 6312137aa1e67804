const LEAST_BITS = 90;
const COMMON =
  /secret|passw|change|replace|example|default|sample|letmein|qwert|admin|anthropic|claude|platform|token|production|0123456|1234567|abcdefg/i;

/**
 * Why a secret is likely not random: a word, a repetition, or too few different characters for its length. Undefined where nothing
 * speaks against it.
 */
export function weaknessOf(secret: string): string | undefined {
  if (COMMON.test(secret)) return 'holds a common word or sequence';
  if (/^(.{1,24}?)\1+$/s.test(secret)) return 'repeats itself';
  return bitsOf(secret) < LEAST_BITS ? 'is not varied enough to be random' : undefined;
}

/** An upper estimate: the entropy of its characters as they are distributed in it. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / text.length), 0);
}
