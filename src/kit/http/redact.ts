/** The text that replaces a key. */
export const REDACTED = '[redacted]';

/** A `SecretString`, or whatever can reveal its text. */
interface KnownSecret {
  reveal(): string;
  /** A fast test for texts that need no more than that. */
  isRepeatedIn?(text: string): boolean;
}

/** What counts as a key; at least one of both. */
export interface RedactOptions {
  /** Matches what looks like a key: `WireProfile.keyPattern`. Requires the flag `g`. */
  readonly pattern?: RegExp;
  /** A key that is redacted wherever it occurs: whole, in part (16 characters or more) and in base64. */
  readonly secret?: KnownSecret;
}

/**
 * Replaces every key by `[redacted]`, in a text or in all texts of a JSON value, names of fields included. What a caller, a log, a store
 * or a span gets of an API has passed through here.
 */
export function redactKeys<Value>(value: Value, { pattern, secret }: RedactOptions): Value {
  const known = secret?.reveal() ?? '';
  const clean = (text: string): string => {
    const mayRepeat = known !== '' && secret?.isRepeatedIn?.(text) !== false;
    const cut = mayRepeat ? withoutSecret(text, known) : text;
    return pattern ? cut.replace(pattern, REDACTED) : cut;
  };
  return copied(value, clean) as Value;
}

function copied(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => copied(one, clean));
  const entries = Object.entries(value).map(([name, one]) => [clean(name), copied(one, clean)] as const);
  return Object.fromEntries(entries);
}

/** The fewest characters in a row that count as a part of the secret: its public prefix is not one. */
const SHORTEST_PART = 16;
/** The base64 of as many bytes. */
const SHORTEST_BASE64 = 21;
/** Each part contains a whole piece of the secret that begins at a multiple of this. */
const PIECE = 8;

/** A stretch of a text. */
type Range = readonly [start: number, end: number];

/** The text without the secret, its parts and their base64. The work grows with the length of the text, and no faster. */
function withoutSecret(text: string, secret: string): string {
  const whole = text.replaceAll(secret, REDACTED);
  const ranges = [...rangesOf(secret, whole, SHORTEST_PART)];
  for (const shift of [0, 1, 2]) {
    const encoded = base64(' '.repeat(shift) + secret);
    const forUrls = encoded.replaceAll('+', '-').replaceAll('/', '_');
    for (const form of new Set([encoded, forUrls])) ranges.push(...rangesOf(form, whole, SHORTEST_BASE64));
  }
  return cut(whole, ranges);
}

/** Where a text has a part of another one. */
function* rangesOf(source: string, text: string, shortest: number): Generator<Range> {
  for (let piece = 0; piece + PIECE <= source.length; piece += PIECE) {
    const wanted = source.slice(piece, piece + PIECE);
    for (let found = text.indexOf(wanted); found !== -1; found = text.indexOf(wanted, found + 1)) {
      let before = 0;
      while (before < Math.min(piece, found) && text[found - before - 1] === source[piece - before - 1])
        before += 1;
      let after = PIECE;
      while (piece + after < source.length && text[found + after] === source[piece + after]) after += 1;
      if (before + after >= shortest) yield [found - before, found + after];
    }
  }
}

function cut(text: string, ranges: Range[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const [start, end] of ranges.sort(([a], [b]) => a - b)) {
    if (start >= from) parts.push(text.slice(from, start), REDACTED);
    from = Math.max(from, end);
  }
  return parts.length === 0 ? text : [...parts, text.slice(from)].join('');
}

/** In browsers too. Keys are ASCII. */
const base64 = (text: string): string => btoa(text.replace(/\P{ASCII}/gu, '?'));
