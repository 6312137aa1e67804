import fc from 'fast-check';
import { CredentialVault } from '../../../src/kit/vault/index.js';
import {
  BINDING,
  CANARY,
  DOMAIN,
  anyBinding,
  anySecret,
  codeOf,
  flip,
  keyringOf,
  secretOf,
  sharesRun,
  someKey,
  vaultOf,
} from './support.js';

const vault = vaultOf({ k1: someKey() });

test('opens what it has sealed, for any binding and any secret', async () => {
  await fc.assert(
    fc.asyncProperty(anySecret, anyBinding, async (secret, binding) => {
      const opened = await vault.open(await vault.seal(secretOf(secret), binding), binding);

      expect(opened.reveal()).toBe(secret);
    }),
  );
});

test('opens nothing for any other binding', async () => {
  await fc.assert(
    fc.asyncProperty(anyBinding, anyBinding, async (binding, other) => {
      fc.pre(JSON.stringify(binding) !== JSON.stringify(other));
      const sealed = await vault.seal(secretOf(), binding);

      expect(await codeOf(vault.open(sealed, other))).toBe('not_authentic');
      expect(await codeOf(vault.rewrap(sealed, other))).toBe('not_authentic');
    }),
  );
});

test.each([
  ['environment', { environment: 'staging' }],
  ['tenant', { tenantId: 'tenant-b' }],
  ['connector', { connector: 'other' }],
  ['connection', { name: 'second' }],
  ['earlier revision', { revision: 2 }],
  ['later revision', { revision: 4 }],
])('opens nothing for another %s', async (_part, other) => {
  const sealed = await vault.seal(secretOf(), BINDING);

  expect(await codeOf(vault.open(sealed, { ...BINDING, ...other }))).toBe('not_authentic');
});

test('opens nothing when two parts of the binding have moved over their border', async () => {
  const sealed = await vault.seal(secretOf(), { ...BINDING, tenantId: 'ab', connector: 'c' });

  expect(await codeOf(vault.open(sealed, { ...BINDING, tenantId: 'a', connector: 'bc' }))).toBe(
    'not_authentic',
  );
});

test('opens nothing whose halves come from two records of one binding', async () => {
  const [one, other] = [await vault.seal(secretOf(), BINDING), await vault.seal(secretOf(), BINDING)];

  expect(await codeOf(vault.open({ ...one, payload: other.payload }, BINDING))).toBe('not_authentic');
});

test('opens nothing whose halves have changed places', async () => {
  const sealed = await vault.seal(secretOf('x'.repeat(32)), BINDING);

  expect(
    await codeOf(vault.open({ ...sealed, wrappedKey: sealed.payload, payload: sealed.wrappedKey }, BINDING)),
  ).toBe('not_authentic');
});

test('opens nothing under another key of the same id', async () => {
  const sealed = await vault.seal(secretOf(), BINDING);

  expect(await codeOf(vaultOf({ k1: someKey() }).open(sealed, BINDING))).toBe('not_authentic');
});

test('opens nothing under the same key with another id', async () => {
  const key = someKey();
  const sealed = await vaultOf({ k1: key }).seal(secretOf(), BINDING);

  expect(await codeOf(vaultOf({ k2: key }).open({ ...sealed, keyId: 'k2' }, BINDING))).toBe('not_authentic');
});

test('shares no run of four bytes between two seals of one secret', async () => {
  const [one, other] = [await vault.seal(secretOf(), BINDING), await vault.seal(secretOf(), BINDING)];

  expect(sharesRun(one.payload, other.payload, 4)).toBe(false);
  expect(sharesRun(one.wrappedKey, other.wrappedKey, 4)).toBe(false);
});

test('writes no run of four bytes of the secret', async () => {
  const sealed = await vault.seal(secretOf(), BINDING);

  expect(sharesRun(sealed.payload, Buffer.from(CANARY), 4)).toBe(false);
  expect(sharesRun(sealed.wrappedKey, Buffer.from(CANARY), 4)).toBe(false);
});

test('hands out bytes in memory of their own', async () => {
  const { payload, wrappedKey } = await vault.seal(secretOf(), BINDING);

  expect([payload.buffer.byteLength, wrappedKey.buffer.byteLength]).toEqual([payload.length, 60]);
});

test('wipes every data key that it has wrapped or unwrapped', async () => {
  const keyring = keyringOf({ k1: someKey() });
  const seen: Uint8Array[] = [];
  const watched = new CredentialVault(
    {
      activeKeyId: () => keyring.activeKeyId(),
      keyIds: () => keyring.keyIds(),
      wrap: (keyId, dataKey, context) => {
        seen.push(dataKey);
        return keyring.wrap(keyId, dataKey, context);
      },
      unwrap: async (keyId, wrappedKey, context) => {
        const dataKey = await keyring.unwrap(keyId, wrappedKey, context);
        seen.push(dataKey);
        return dataKey;
      },
    },
    DOMAIN,
  );

  const sealed = await watched.seal(secretOf(), BINDING);
  await watched.open(sealed, BINDING);
  await watched.rewrap(sealed, BINDING);
  await codeOf(watched.open({ ...sealed, payload: flip(sealed.payload, 100) }, BINDING));

  expect(seen.map((dataKey) => Buffer.from(dataKey).toString('hex'))).toEqual(Array(5).fill('00'.repeat(32)));
});

test.each([
  ['an empty secret', '', BINDING],
  ['a secret that is no Unicode', 'a\ud800b', BINDING],
  ['an empty tenant', 'secret', { ...BINDING, tenantId: '' }],
  ['a missing environment', 'secret', { ...BINDING, environment: undefined as unknown as string }],
  ['a revision of zero', 'secret', { ...BINDING, revision: 0 }],
  ['a revision that is a text', 'secret', { ...BINDING, revision: '3' as unknown as number }],
  ['a revision that is not a number', 'secret', { ...BINDING, revision: NaN }],
])('refuses to seal %s', async (_case, secret, binding) => {
  expect(await codeOf(vault.seal(secretOf(secret), binding))).toBe('malformed');
});

test('hands on what goes wrong in a key provider', async () => {
  const outage = new Error('the KMS does not answer');
  const provider = keyringOf({ k1: someKey() });
  provider.wrap = () => Promise.reject(outage);

  await expect(new CredentialVault(provider, DOMAIN).seal(secretOf(), BINDING)).rejects.toBe(outage);
});

test('refuses a data key of another length from a key provider', async () => {
  const provider = keyringOf({ k1: someKey() });
  provider.unwrap = async () => new Uint8Array(16);
  const sealed = await vault.seal(secretOf(), BINDING);

  expect(await codeOf(new CredentialVault(provider, DOMAIN).open(sealed, BINDING))).toBe('malformed');
});
