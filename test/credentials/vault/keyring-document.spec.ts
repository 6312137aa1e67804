import { randomBytes } from 'node:crypto';
import {
  freshDocument,
  parseDocument,
  printDocument,
} from '../../../src/credentials/vault/keyring/keyring-document.js';
import { errorOf, sharesRun } from './support.js';

const [A, B, C] = [1, 2, 3].map(() => randomBytes(32).toString('base64')) as [string, string, string];
const RIGHT = { format: 1, active: 'k1', keys: [{ id: 'k1', key: A }], fingerprintKey: C };
const SHOWN =
  'A right file is {"format":1,"active":"k1","keys":[{"id":"k1","key":"<32 bytes as base64>"}],"fingerprintKey":"<32 other bytes as base64>"}.';
const RIGHT_KEY = 'A right one is 32 random bytes as base64, as made by: openssl rand -base64 32';

test('reads what it has written', () => {
  const text = printDocument(freshDocument('k1', new Date('2026-03-01T10:00:00Z')));

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
    `The file must be an object of format, demo, active, keys, fingerprintKey alone. ${SHOWN}`,
  ],
  [
    'nothing',
    null,
    `The file must be an object of format, demo, active, keys, fingerprintKey alone. ${SHOWN}`,
  ],
  [
    'a field too many',
    { ...RIGHT, key: B },
    `The file must be an object of format, demo, active, keys, fingerprintKey alone. ${SHOWN}`,
  ],
  ['another format', { ...RIGHT, format: 2 }, `"format" must be 1. ${SHOWN}`],
  ['a demo mark that is a text', { ...RIGHT, demo: 'no' }, '"demo" must be true or false.'],
  ['keys that are no list', { ...RIGHT, keys: { k1: A } }, `"keys" must be a list. ${SHOWN}`],
  ['no active key', { ...RIGHT, active: undefined }, `"active" must be a text. ${SHOWN}`],
  [
    'no fingerprint key',
    { ...RIGHT, fingerprintKey: undefined },
    `"fingerprintKey" must be a text. ${SHOWN}`,
  ],
  [
    'a fingerprint key that also encrypts',
    { ...RIGHT, fingerprintKey: A },
    'The fingerprint key is also a key-encryption key. A key serves one purpose: make another one.',
  ],
  [
    'a key that is no object',
    { ...RIGHT, keys: [A] },
    `The entry 1 of "keys" must be an object of id, key, createdAt alone. ${SHOWN}`,
  ],
  ['a key without an id', { ...RIGHT, keys: [{ key: A }] }, `The id of entry 1 must be a text. ${SHOWN}`],
  ['an id without a key', { ...RIGHT, keys: [{ id: 'k1' }] }, `The key of entry 1 must be a text. ${SHOWN}`],
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
    'The id of entry 2 is there twice. Give every key an id of its own, such as k2.',
  ],
  ['no key', { ...RIGHT, keys: [] }, 'The active key must be one that is there: there is none yet.'],
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
