import type { SecretString } from '../../kit/vault/secret-string.js';

const LONGEST = 2_000;
const LOOKS_LIKE_A_KEY = /sk-ant-[\w-]{12,}/g;
// eslint-disable-next-line no-control-regex -- a line break or an escape code in a message could forge a line of a log
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

/** Makes a text of the API fit for messages and logs: no key, should the API echo one, no control codes, no novel. */
export function scrub(text: string | undefined, key: SecretString): string | undefined {
  if (text === undefined) return undefined;
  return text
    .replaceAll(key.reveal(), '[redacted]')
    .replace(LOOKS_LIKE_A_KEY, '[redacted]')
    .replace(CONTROL, ' ')
    .slice(0, LONGEST);
}
