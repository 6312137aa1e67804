import { maskKeys } from '../mask-keys.js';

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
