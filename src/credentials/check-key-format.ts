import { ADMIN_KEY, ADMIN_KEY_PREFIX, OTHER_CREDENTIALS } from './key-formats.js';
import {
  COPY_KEY_AGAIN,
  CREATE_KEY_AGAIN,
  keyProblem,
  type KeyFormatCode,
  type KeyFormatProblem,
} from './key-problem.js';

/**
 * The result of checking the format of a pasted key; `key` is the text without whitespace and quotation marks around it and
 * without invisible characters.
 */
export type KeyFormat =
  { readonly ok: true; readonly key: string } | { readonly ok: false; readonly problem: KeyFormatProblem };

/** Characters that no key contains, in the order in which they are reported. */
const STRAY: readonly { readonly found: RegExp; readonly code: KeyFormatCode; readonly message: string }[] = [
  {
    // eslint-disable-next-line no-control-regex -- the characters to find
    found: /[\u0000-\u001f\u007f]/,
    code: 'key_control_characters',
    message: 'The key contains a line break or another control character.',
  },
  {
    found: /["'`\u2018\u2019\u201c\u201d]/,
    code: 'key_quotes',
    message: 'The key contains quotation marks.',
  },
  { found: /\s/, code: 'key_blanks', message: 'The key contains spaces.' },
];

/** What replaces the omitted part of a key where keys are listed. */
const MASK = /\.{3}|\u2026|[*\u2022\u25cf]{2}/;

/** Quotation marks around a key, which come along when it is copied from a file. */
const AROUND = /^["'`\u2018\u201c](.*)["'`\u2019\u201d]$/;

/** What no key contains and no reader sees: it comes along when a key is copied from a page or a document. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Format}]/gu;

const NOT_ASCII = /\P{ASCII}/u;

/** Kinds of characters that look like those of a key. */
const LOOK_ALIKES: readonly { readonly found: RegExp; readonly what: string }[] = [
  { found: /\p{Script=Cyrillic}/u, what: 'a Cyrillic letter' },
  { found: /\p{Script=Greek}/u, what: 'a Greek letter' },
  { found: /[\uff01-\uff5e]/u, what: 'a full-width character' },
  { found: /[\p{Dash_Punctuation}\u2212]/u, what: 'a dash that is not the hyphen of the keyboard' },
];

/**
 * Checks the format of a pasted Admin key, without network: saving checks it with Anthropic. Runs in browsers as well.
 *
 * @example
 * const format = checkKeyFormat(field.value);
 * if (!format.ok) show(`${format.problem.message} ${format.problem.fix}`);
 */
export function checkKeyFormat(pasted: string): KeyFormat {
  const key = pasted.replace(INVISIBLE, '').trim().replace(AROUND, '$1').trim();
  const problem = problemOf(key);
  return problem === undefined ? { ok: true, key } : { ok: false, problem };
}

function problemOf(text: string): KeyFormatProblem | undefined {
  if (text === '') return keyProblem('key_missing', 'The API key is required.');
  const stray = STRAY.find(({ found }) => found.test(text));
  if (stray !== undefined) return keyProblem(stray.code, stray.message, COPY_KEY_AGAIN);
  if (MASK.test(text))
    return keyProblem('key_masked', 'The key is masked: a part of it is left out.', CREATE_KEY_AGAIN);
  const other = NOT_ASCII.exec(text)?.[0];
  if (other !== undefined) return keyProblem('key_look_alikes', lookAlike(other), COPY_KEY_AGAIN);
  if (!text.startsWith(ADMIN_KEY_PREFIX)) return otherCredential(text);
  // A field of one line glues together what was copied from several.
  if (text.lastIndexOf(ADMIN_KEY_PREFIX) > 0)
    return keyProblem('key_incomplete', 'The text contains more than one Admin key.', COPY_KEY_AGAIN);
  if (ADMIN_KEY.test(text)) return undefined;
  const message =
    text.length > LONGEST_KEY ? 'The text is longer than an Admin key.' : 'The Admin key is incomplete.';
  return keyProblem('key_incomplete', message, COPY_KEY_AGAIN);
}

/** Longer than any key; see `ADMIN_KEY`. */
const LONGEST_KEY = 400;

/** Names a character by its number, because it looks like another one. */
function lookAlike(character: string): string {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const what = LOOK_ALIKES.find(({ found }) => found.test(character))?.what ?? 'not a letter of a key';
  return `The key contains U+${number}, which is ${what}.`;
}

function otherCredential(text: string): KeyFormatProblem {
  const known = OTHER_CREDENTIALS.find(({ prefix }) => text.startsWith(prefix));
  return known === undefined
    ? keyProblem('not_an_admin_key', `This is not an Admin key: it does not start with ${ADMIN_KEY_PREFIX}.`)
    : keyProblem(known.code, known.message);
}
