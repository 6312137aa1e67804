import { createSecretKey, randomBytes } from 'node:crypto';
import { Keyring, type NamedKey } from '../../../src/kit/vault/index.js';
import { keyringOf, someKey } from './support.js';

const key = someKey();

test('tells its keys and which one is active', async () => {
  const keyring = keyringOf({ k2: someKey(), k1: someKey() });

  expect([await keyring.activeKeyId(), await keyring.keyIds()]).toEqual(['k2', ['k2', 'k1']]);
});

test.each<[why: string, active: string, keys: NamedKey[], message: string]>([
  ['no key', 'k1', [], 'The active key must be one of the keys of the keyring: it has none.'],
  [
    'an active key that is not there',
    'k2',
    [{ id: 'k1', key }],
    'The active key must be one of the keys of the keyring: k1.',
  ],
  [
    'an id in capitals',
    'K1',
    [{ id: 'K1', key }],
    'The id of entry 1 is not a valid key id: 1 to 32 characters of a-z, 0-9, _ and -, the first a letter or digit, such as k1.',
  ],
  ['an id of 33 characters', 'k', [{ id: 'k'.repeat(33), key }], 'The id of entry 1 is not a valid key id'],
  ['an id with a dash in front', '-k', [{ id: '-k', key }], 'The id of entry 1 is not a valid key id'],
  [
    'an id with a line break behind',
    'k1\n',
    [{ id: 'k1\n', key }],
    'The id of entry 1 is not a valid key id',
  ],
  [
    'a key of 16 bytes',
    'k1',
    [{ id: 'k1', key: createSecretKey(randomBytes(16)) }],
    'The key of entry 1 must have 32 bytes.',
  ],
  [
    'an id twice',
    'k1',
    [
      { id: 'k1', key },
      { id: 'k1', key: someKey() },
    ],
    'The id of entry 2 is already in use. Give every key its own id, such as k2.',
  ],
  [
    'a key under two ids',
    'k1',
    [
      { id: 'k1', key },
      { id: 'k2', key },
    ],
    'The key of entry 2 also occurs under another id, so rotating would change nothing.',
  ],
])('refuses %s', (_why, active, keys, message) => {
  expect(() => new Keyring(active, keys)).toThrow(message);
});
