/** A whole key of Anthropic, wherever it stands. The hints that the API itself shows hold dots and pass. */
const KEY = /sk-ant-[a-z]+[0-9]*-[A-Za-z0-9_-]{8,}/g;

/** What stands in place of a key. */
export const MASK = 'sk-ant-[left out]';

/** Takes every key out of a text: a key that was put in the wrong place must not last. */
export const maskKeys = (text: string): string => text.replace(KEY, MASK);

const MAX_LENGTH = 256;

/** Control characters, which PostgreSQL does not store in part, and halves of characters, which no database does. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f]|\p{Surrogate}/gu;

/** A text from outside as it may stand in a column: short, printable, without keys. */
export const plainText = (text: string): string =>
  maskKeys(text).slice(0, MAX_LENGTH).replace(UNPRINTABLE, '\ufffd');

/** The same of a text that may be missing. */
export const plainTextOrNull = (text: string | undefined): string | null =>
  text === undefined ? null : plainText(text);
