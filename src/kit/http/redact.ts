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
const BASE64_RUN = /[\w+/=-]{16,}/g;

/** The text without the secret, its parts and its base64. */
function withoutSecret(text: string, secret: string): string {
  const whole = text.replaceAll(secret, REDACTED);
  const decoded = whole.replace(BASE64_RUN, (run) => (holdsEncoded(run, secret) ? REDACTED : run));
  return withoutParts(decoded, secret);
}

/** Whether a run of base64 encodes a part of the secret. */
function holdsEncoded(run: string, secret: string): boolean {
  const plain = run.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '');
  return [0, 1, 2, 3].some((skip) => {
    const whole = plain.slice(skip);
    // A rest of one character encodes nothing.
    const decoded = atob(whole.length % 4 === 1 ? whole.slice(0, -1) : whole);
    return withoutParts(decoded, secret) !== decoded;
  });
}

function withoutParts(text: string, secret: string): string {
  let left = '';
  for (let at = 0; at < text.length;) {
    const length = partAt(text, at, secret);
    left += length === 0 ? text[at] : REDACTED;
    at += Math.max(length, 1);
  }
  return left;
}

/** The length of the part of the secret that begins here; 0 where none does. */
function partAt(text: string, at: number, secret: string): number {
  const piece = text.slice(at, at + SHORTEST_PART);
  if (piece.length < SHORTEST_PART) return 0;
  let longest = 0;
  for (let found = secret.indexOf(piece); found !== -1; found = secret.indexOf(piece, found + 1)) {
    let length = SHORTEST_PART;
    while (
      at + length < text.length &&
      found + length < secret.length &&
      text[at + length] === secret[found + length]
    )
      length += 1;
    longest = Math.max(longest, length);
  }
  return longest;
}
