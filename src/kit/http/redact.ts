/** The text that replaces a key. */
export const REDACTED = '[redacted]';

/** What counts as a key. */
export interface RedactOptions {
  /** Matches what looks like a key: `WireProfile.keyPattern`. Requires the flag `g`. */
  readonly pattern: RegExp;
  /** A key that is redacted wherever it occurs, whatever it looks like. */
  readonly secret?: { reveal(): string };
}

/** Replaces every key in a text by `[redacted]`. */
export function redactKeys(text: string, { pattern, secret }: RedactOptions): string {
  const known = secret?.reveal() ?? '';
  // An empty string occurs between any two characters.
  return (known === '' ? text : text.replaceAll(known, REDACTED)).replace(pattern, REDACTED);
}
