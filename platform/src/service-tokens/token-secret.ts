import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { SERVICE_TOKEN_PREFIX } from '../security/text.js';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 178 bits. */
const RANDOM_CHARACTERS = 30;

const CHECKSUM_CHARACTERS = 6;

const FORM = new RegExp(
  `^${SERVICE_TOKEN_PREFIX}([0-9A-Za-z]{${RANDOM_CHARACTERS}})([0-9A-Za-z]{${CHECKSUM_CHARACTERS}})$`,
);

/** A new token: the prefix, random characters, and their checksum, as in GitHub's tokens. */
export function newToken(): string {
  const random = randomText(RANDOM_CHARACTERS);
  return `${SERVICE_TOKEN_PREFIX}${random}${checksumOf(random)}`;
}

/** A new id of a token; it is no secret. */
export const newTokenId = (): string => `tok_${randomText(ID_CHARACTERS)}`;

const ID_CHARACTERS = 16;

/** Whether a text can be a token at all: what was cut off or mistyped is known without the database. */
export function hasTokenForm(text: string): boolean {
  const [, random = '', checksum] = FORM.exec(text) ?? [];
  return checksum !== undefined && checksumOf(random) === checksum;
}

/** The hash of a token, under which it is stored. It is random, so no slow hash is needed. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const randomText = (length: number): string =>
  Array.from({ length }, () => DIGITS[randomInt(DIGITS.length)]).join('');

/** CRC32 in base 62. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_CHARACTERS; place += 1) {
    digits = (DIGITS[rest % DIGITS.length] ?? '') + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
}
