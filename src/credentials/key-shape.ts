import { ADMIN_KEY, ADMIN_KEY_PREFIX, FOREIGN_KEYS } from './key-formats.js';
import { keyProblem, type KeyProblem } from './key-problem.js';

/** Control characters, and blanks or quotes anywhere in the text. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const STRAY = { control: /[\u0000-\u001f\u007f]/, blank: /\s/, quote: /["'`\u2018\u2019\u201c\u201d]/ };

const RECOPY =
  'Copy the key again with the copy button of the Console, all of it and nothing else: sk-ant-admin01- followed by letters, digits, _ and -.';

/** What is wrong with a pasted key by its shape alone; the text comes trimmed. It runs in a browser too. */
export function shapeProblem(text: string): KeyProblem | undefined {
  if (text === '') return keyProblem('key_missing', 'No key was given: the field "API Key" is empty.');
  if (STRAY.control.test(text)) {
    return keyProblem(
      'key_control_characters',
      'The key has a line break or control character inside it.',
      RECOPY,
    );
  }
  if (STRAY.quote.test(text)) {
    return keyProblem(
      'key_quotes',
      'The key has quotation marks in it.',
      `${RECOPY} Leave the quotation marks out.`,
    );
  }
  if (STRAY.blank.test(text)) return keyProblem('key_blanks', 'The key has blanks inside it.', RECOPY);
  if (!text.startsWith(ADMIN_KEY_PREFIX)) return foreign(text);
  if (!ADMIN_KEY.test(text)) {
    return keyProblem('key_incomplete', 'This starts like an Admin key but is not a whole one.', RECOPY);
  }
  return undefined;
}

function foreign(text: string): KeyProblem {
  const known = FOREIGN_KEYS.find(({ prefix }) => text.startsWith(prefix));
  return known === undefined
    ? keyProblem(
        'not_an_admin_key',
        'This is not an Anthropic Admin key: it does not start with sk-ant-admin.',
      )
    : keyProblem(known.code, known.message);
}
