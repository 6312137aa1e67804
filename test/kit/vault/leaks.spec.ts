import { randomBytes, createSecretKey } from 'node:crypto';
import { inspect } from 'node:util';
import { serialize } from 'node:v8';
import { CredentialVault, Fingerprinter, Keyring, VaultError } from '../../../src/kit/vault/index.js';
import { BINDING, CANARY, DOMAIN, errorOf, flip, secretOf, sharesRun, vaultOf } from './support.js';

const BYTES = randomBytes(32);
const key = createSecretKey(BYTES);
const keyring = new Keyring('k1', [{ id: 'k1', key }]);
const vault = new CredentialVault(keyring, DOMAIN);
const sealed = await vault.seal(secretOf(), BINDING);

/** Every road by which a logger may print a value. */
const printed = (value: unknown): Buffer =>
  Buffer.from(
    [
      String(value),
      JSON.stringify(value),
      inspect(value, { showHidden: true, depth: Infinity, getters: true }),
      value instanceof Error ? [value.message, value.stack, inspect(value.cause), serialize(value)] : [],
    ]
      .flat()
      .map((part) => (Buffer.isBuffer(part) ? part.toString('latin1') : String(part)))
      .join('\n'),
  );

const SECRETS = [
  Buffer.from(CANARY),
  Buffer.from(Buffer.from(CANARY).toString('base64')),
  Buffer.from(Buffer.from(CANARY).toString('hex')),
  BYTES,
  Buffer.from(BYTES.toString('base64')),
  Buffer.from(BYTES.toString('hex')),
];

test.each<[failure: string, work: () => unknown]>([
  ['another tenant', () => vault.open(sealed, { ...BINDING, tenantId: 'b' })],
  ['an altered payload', () => vault.open({ ...sealed, payload: flip(sealed.payload, 96) }, BINDING)],
  ['an altered wrapping', () => vault.open({ ...sealed, wrappedKey: flip(sealed.wrappedKey, 96) }, BINDING)],
  ['a damaged record', () => vault.open({ ...sealed, wrappedKey: BYTES }, BINDING)],
  ['an unknown format', () => vault.rewrap({ ...sealed, format: 9 }, BINDING)],
  ['an unknown key', () => vault.open({ ...sealed, keyId: 'k9' }, BINDING)],
  ['a secret as a key id', () => vault.open({ ...sealed, keyId: CANARY.toUpperCase() }, BINDING)],
  ['a secret that is no Unicode', () => vault.seal(secretOf(`${CANARY}\ud800`), BINDING)],
  [
    'a key under two ids',
    () =>
      new Keyring('k1', [
        { id: 'k1', key },
        { id: 'k2', key },
      ]),
  ],
  ['a key as an id', () => new Keyring('k1', [{ id: BYTES.toString('hex'), key }])],
])('prints nothing of a secret or a key in the error about %s', async (_failure, work) => {
  const error = await errorOf(work);

  expect(['VaultError', 'KeyringError']).toContain(error.name);
  expect(error.cause).toBeUndefined();
  expect(SECRETS.filter((secret) => sharesRun(printed(error), secret, 5))).toEqual([]);
});

test.each<[what: string, value: unknown]>([
  ['a vault', vault],
  ['a keyring', keyring],
  ['a fingerprinter', new Fingerprinter(key, DOMAIN)],
])('prints nothing of a key in %s', (_what, value) => {
  expect(SECRETS.filter((secret) => sharesRun(printed({ value }), secret, 5))).toEqual([]);
});

test('finds a leak where there is one', () => {
  expect(SECRETS.filter((secret) => sharesRun(printed(new Error(CANARY)), secret, 5))).toHaveLength(1);
});

test.each(['unknown_format', 'unknown_key', 'not_authentic', 'malformed'] as const)(
  'says what to do about %s',
  (code) => {
    expect(new VaultError(code).message).toMatch(/ (Start|Put|Restore)\b/);
  },
);

test('says nothing but the code and the message in JSON', async () => {
  const error = await errorOf(() => vaultOf({ k1: createSecretKey(randomBytes(32)) }).open(sealed, BINDING));

  expect(Object.keys(error).sort()).toEqual(['code', 'name']);
});
