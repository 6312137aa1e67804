import { KEY_PATTERN, redactKeys } from 'anthropic-admin-connector/key-format';

/** How service tokens begin: programs that look for secrets in source code and logs know them by it. */
export const SERVICE_TOKEN_PREFIX = 'aact_';

/** A whole service token. */
const SERVICE_TOKEN = /\baact_[0-9A-Za-z]{36}/g;

/** What keys look like, of every connector of this process, and service tokens. */
const patterns = new Set([KEY_PATTERN, SERVICE_TOKEN]);

/** Adds the key format of another vendor. */
export const maskAlso = (pattern: RegExp): void => void patterns.add(pattern);

/** Replaces every key in a text by `[redacted]`: a key that was entered in the wrong place must not be stored or logged. */
export const maskKeys = (text: string): string => {
  let masked = text;
  for (const pattern of patterns) masked = redactKeys(masked, { pattern });
  return masked;
};

const MAX_LENGTH = 256;

/** Control characters, which PostgreSQL does not store in part, and unpaired surrogates, which no database stores. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f]|\p{Surrogate}/gu;

/** A text from a caller for a column: short, printable, without keys. */
export const plainText = (text: string): string =>
  maskKeys(text).slice(0, MAX_LENGTH).replace(UNPRINTABLE, '\ufffd');

/** The same for an optional text. */
export const plainTextOrNull = (text: string | undefined): string | null =>
  text === undefined ? null : plainText(text);

/**
 * Characters that names cannot have: control characters, some of which PostgreSQL does not store, and unpaired
 * surrogates.
 */
const UNSTORABLE = /[\p{Control}\p{Surrogate}]/u;

/** Whether a text from a caller can be stored and compared on every database. */
export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);
