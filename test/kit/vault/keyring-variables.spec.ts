import { randomBytes } from 'node:crypto';
import { CredentialVault, loadKeyring } from '../../../src/kit/vault/index.js';
import { BINDING, CANARY, DOMAIN, errorOf, secretOf, sharesRun } from './support.js';

const [A, B, C] = [1, 2, 3].map(() => randomBytes(32).toString('base64')) as [string, string, string];
const HEX_AS_ID = '0123456789abcdef0123456789abcdef';
const RIGHT_KEY = 'A key is 32 random bytes in base64; generate one with: openssl rand -base64 32';
const RIGHT_KEYS = 'Expected k2:<key>,k1:<key>; generate each key with: openssl rand -base64 32';
const HOW =
  'No key to encrypt credentials with is set. Set CREDENTIAL_KEYS_FILE to a keyring file, or CREDENTIAL_KEYS to k1:<key> and CREDENTIAL_FINGERPRINT_KEY to a different key; generate each key with: openssl rand -base64 32';

test.each([
  ['the first key where none is named', undefined, 'k2'],
  ['the key that is named', 'k1', 'k1'],
])('makes active %s', async (_case, active, expected) => {
  const { provider, source } = await loadKeyring(
    {
      CREDENTIAL_KEYS: ` k2:${A} , k1:${B}\n`,
      CREDENTIAL_ACTIVE_KEY: active,
      CREDENTIAL_FINGERPRINT_KEY: C,
    },
    { production: true, domain: DOMAIN },
  );

  expect([await provider.activeKeyId(), await provider.keyIds(), source]).toEqual([
    expected,
    ['k2', 'k1'],
    'environment',
  ]);
});

test('opens what another process has sealed with the same variables', async () => {
  const env = { CREDENTIAL_KEYS: `k1:${A}`, CREDENTIAL_FINGERPRINT_KEY: C };
  const [one, other] = [
    await loadKeyring(env, { production: true, domain: DOMAIN }),
    await loadKeyring(env, { production: true, domain: DOMAIN }),
  ];

  const sealed = await new CredentialVault(one.provider, DOMAIN).seal(secretOf(), BINDING);

  expect((await new CredentialVault(other.provider, DOMAIN).open(sealed, BINDING)).reveal()).toBe(CANARY);
  expect(one.fingerprinter.fingerprint(secretOf(), 'a')).toEqual(
    other.fingerprinter.fingerprint(secretOf(), 'a'),
  );
});

const bad = (keys: string): NodeJS.ProcessEnv => ({ CREDENTIAL_KEYS: keys, CREDENTIAL_FINGERPRINT_KEY: C });
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

test.each<[why: string, env: NodeJS.ProcessEnv, message: string]>([
  ['nothing', {}, HOW],
  ['blanks', { CREDENTIAL_KEYS: ' ', CREDENTIAL_KEYS_FILE: '' }, HOW],
  ['a key without an id', bad(A), `CREDENTIAL_KEYS: entry 1 must be an id, a colon and a key. ${RIGHT_KEYS}`],
  [
    'a comma at the end',
    bad(`k1:${A},`),
    `CREDENTIAL_KEYS: entry 2 must be an id, a colon and a key. ${RIGHT_KEYS}`,
  ],
  [
    'an entry of three parts',
    bad(`k1:${A}:${B}`),
    `CREDENTIAL_KEYS: entry 1 must be an id, a colon and a key. ${RIGHT_KEYS}`,
  ],
  [
    'a key where the id belongs',
    bad(`${A}:k1`),
    `CREDENTIAL_KEYS: the id of entry 1 must have 1 to 32 characters of a-z, 0-9, _ and -, the first a letter or digit, such as k1. ${RIGHT_KEYS}`,
  ],
  [
    'a hex key where the id belongs',
    bad(`${HEX_AS_ID}:k1`),
    `CREDENTIAL_KEYS: the key of entry 1 is not base64 with padding. ${RIGHT_KEY}`,
  ],
  [
    'a key without its padding',
    bad(`k1:${A.replaceAll('=', '')}`),
    `CREDENTIAL_KEYS: the key of entry 1 is not base64 with padding. ${RIGHT_KEY}`,
  ],
  [
    'a key with a character too many',
    bad(`k1:${A},k2:?${B}`),
    `CREDENTIAL_KEYS: the key of entry 2 is not base64 with padding. ${RIGHT_KEY}`,
  ],
  [
    'a short key',
    bad(`k1:${base64(randomBytes(16))}`),
    `CREDENTIAL_KEYS: the key of entry 1 has 16 bytes, not 32. ${RIGHT_KEY}`,
  ],
  [
    'a long key',
    bad(`k1:${base64(randomBytes(33))}`),
    `CREDENTIAL_KEYS: the key of entry 1 has 33 bytes, not 32. ${RIGHT_KEY}`,
  ],
  [
    'no key behind the id',
    bad('k1:'),
    `CREDENTIAL_KEYS: the key of entry 1 has 0 bytes, not 32. ${RIGHT_KEY}`,
  ],
  [
    'a key of equal bytes',
    bad(`k1:${base64(Buffer.alloc(32, 7))}`),
    `CREDENTIAL_KEYS: the key of entry 1 has too few distinct bytes to be random. ${RIGHT_KEY}`,
  ],
  [
    'a key of 15 different bytes',
    bad(`k1:${base64(Buffer.from(Array.from({ length: 32 }, (_, i) => (i % 15) * 16)))}`),
    `CREDENTIAL_KEYS: the key of entry 1 has too few distinct bytes to be random. ${RIGHT_KEY}`,
  ],
  [
    'a passphrase',
    bad(`k1:${base64(Buffer.from('The quick brown fox jumps over 9'))}`),
    `CREDENTIAL_KEYS: the key of entry 1 is text, not random bytes. ${RIGHT_KEY}`,
  ],
  [
    'an id twice',
    bad(`k1:${A},k1:${B}`),
    'CREDENTIAL_KEYS: The id of entry 2 is already in use. Give every key its own id, such as k2.',
  ],
  [
    'a key under two ids',
    bad(`k1:${A},k2:${A}`),
    'CREDENTIAL_KEYS: The key of entry 2 also occurs under another id, so rotating would change nothing. Generate another one: openssl rand -base64 32',
  ],
  [
    'a fingerprint key that also encrypts',
    { CREDENTIAL_KEYS: `k1:${A}`, CREDENTIAL_FINGERPRINT_KEY: A },
    'CREDENTIAL_KEYS: The fingerprint key is also a key-encryption key. Generate a separate key for each purpose.',
  ],
  [
    'no fingerprint key',
    { CREDENTIAL_KEYS: `k1:${A}` },
    'CREDENTIAL_FINGERPRINT_KEY is required with CREDENTIAL_KEYS; it is a separate key. Generate one with: openssl rand -base64 32',
  ],
  [
    'a short fingerprint key',
    { CREDENTIAL_KEYS: `k1:${A}`, CREDENTIAL_FINGERPRINT_KEY: base64(randomBytes(8)) },
    `CREDENTIAL_FINGERPRINT_KEY has 8 bytes, not 32. ${RIGHT_KEY}`,
  ],
  [
    'an active key that is not there',
    { ...bad(`k2:${A},k1:${B}`), CREDENTIAL_ACTIVE_KEY: C },
    'CREDENTIAL_ACTIVE_KEY must be an id of CREDENTIAL_KEYS: k2, k1.',
  ],
  [
    'keys and a file',
    { ...bad(`k1:${A}`), CREDENTIAL_KEYS_FILE: '/keys.json' },
    'CREDENTIAL_KEYS and CREDENTIAL_KEYS_FILE are mutually exclusive; set only one.',
  ],
  [
    'a fingerprint key beside a file',
    { CREDENTIAL_KEYS_FILE: '/keys.json', CREDENTIAL_FINGERPRINT_KEY: C },
    'CREDENTIAL_FINGERPRINT_KEY requires CREDENTIAL_KEYS; a keyring file has its own value for it.',
  ],
  [
    'a file that is not there',
    { CREDENTIAL_KEYS_FILE: '/nowhere/keys.json' },
    'CREDENTIAL_KEYS_FILE: There is no file /nowhere/keys.json. Create a keyring file there, or name an existing one.',
  ],
])('refuses %s with words that repeat no key', async (_why, env, message) => {
  const error = await errorOf(() => loadKeyring(env, { production: false, domain: DOMAIN }));

  expect([error.name, error.message]).toEqual(['KeyringError', message]);
  for (const value of [A, B, C, HEX_AS_ID]) {
    expect(sharesRun(Buffer.from(String(error.stack)), Buffer.from(value), 6)).toBe(false);
  }
});

test('refuses a key with the id of the demo in production alone', async () => {
  const env = bad(`k1:${A},demo:${B}`);

  await expect(loadKeyring(env, { production: true, domain: DOMAIN })).rejects.toThrow(
    'CREDENTIAL_KEYS: production refuses the keyring of the demo. Create a separate keyring and keep it apart from the database.',
  );
  expect((await loadKeyring(env, { production: false, domain: DOMAIN })).source).toBe('environment');
});
