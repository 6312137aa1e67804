import { randomBytes } from 'node:crypto';
import { newDocument, parseDocument, printDocument } from '../../../src/kit/vault/keyring-document.js';
import { errorOf, sharesRun } from './support.js';

const [A, B, C] = [1, 2, 3].map(() => randomBytes(32).toString('base64')) as [string, string, string];
const RIGHT = { format: 1, active: 'k1', keys: [{ id: 'k1', key: A }], fingerprintKey: C };
const SHOWN =
  'Example: {"format":1,"active":"k1","keys":[{"id":"k1","key":"<32 bytes as base64>"}],"fingerprintKey":"<32 other bytes as base64>"}.';
const RIGHT_KEY = 'A key is 32 random bytes in base64; generate one with: openssl rand -base64 32';

test('reads what it has written', () => {
  const text = printDocument(newDocument('k1', new Date('2026-03-01T10:00:00Z')));

  expect(printDocument(parseDocument(text))).toBe(text);
});

test('reads a file that somebody wrote by hand', () => {
  const { keys, fingerprintKey, ...rest } = parseDocument(JSON.stringify(RIGHT));

  expect(rest).toEqual({ active: 'k1', demo: false });
  expect(keys.map(({ id, key }) => [id, key.export().toString('base64')])).toEqual([['k1', A]]);
  expect(fingerprintKey.export().toString('base64')).toBe(C);
});

test.each<[why: string, document: unknown, message: string]>([
  [
    'a list',
    [RIGHT],
    `The file must be an object with the fields format, demo, active, keys, fingerprintKey only. ${SHOWN}`,
  ],
  [
    'nothing',
    null,
    `The file must be an object with the fields format, demo, active, keys, fingerprintKey only. ${SHOWN}`,
  ],
  [
    'a field too many',
    { ...RIGHT, key: B },
    `The file must be an object with the fields format, demo, active, keys, fingerprintKey only. ${SHOWN}`,
  ],
  ['another format', { ...RIGHT, format: 2 }, `"format" must be 1. ${SHOWN}`],
  ['a demo mark that is a text', { ...RIGHT, demo: 'no' }, '"demo" must be true or false.'],
  ['keys that are no list', { ...RIGHT, keys: { k1: A } }, `"keys" must be an array. ${SHOWN}`],
  ['no active key', { ...RIGHT, active: undefined }, `"active" must be a string. ${SHOWN}`],
  [
    'no fingerprint key',
    { ...RIGHT, fingerprintKey: undefined },
    `"fingerprintKey" must be a string. ${SHOWN}`,
  ],
  [
    'a fingerprint key that also encrypts',
    { ...RIGHT, fingerprintKey: A },
    'The fingerprint key is also a key-encryption key. Generate a separate key for each purpose.',
  ],
  [
    'a key that is no object',
    { ...RIGHT, keys: [A] },
    `The entry 1 of "keys" must be an object with the fields id, key, createdAt only. ${SHOWN}`,
  ],
  ['a key without an id', { ...RIGHT, keys: [{ key: A }] }, `The id of entry 1 must be a string. ${SHOWN}`],
  [
    'an id without a key',
    { ...RIGHT, keys: [{ id: 'k1' }] },
    `The key of entry 1 must be a string. ${SHOWN}`,
  ],
  [
    'a short key',
    { ...RIGHT, keys: [{ id: 'k1', key: A.slice(0, 20) }] },
    `The key of entry 1 has 15 bytes, not 32. ${RIGHT_KEY}`,
  ],
  [
    'an id twice',
    {
      ...RIGHT,
      keys: [
        { id: 'k1', key: A },
        { id: 'k1', key: B },
      ],
    },
    'The id of entry 2 is already in use. Give every key its own id, such as k2.',
  ],
  ['no key', { ...RIGHT, keys: [] }, 'The active key must be one of the keys of the keyring: it has none.'],
])('refuses %s', async (_why, document, message) => {
  const error = await errorOf(() => parseDocument(JSON.stringify(document)));

  expect([error.name, error.message]).toEqual(['KeyringError', message]);
});

test.each(Array.from({ length: 12 }, (_, step) => step * 20))(
  'quotes nothing of a file that breaks off after %i characters',
  async (length) => {
    const error = await errorOf(() => parseDocument(`${JSON.stringify(RIGHT).slice(0, length)}?`));

    expect([error.message, error.cause]).toEqual([`The file is not JSON. ${SHOWN}`, undefined]);
    expect(sharesRun(Buffer.from(String(error.stack)), Buffer.from(A), 6)).toBe(false);
  },
);
