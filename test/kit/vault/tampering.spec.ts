import type { SealedCredential } from '../../../src/kit/vault/index.js';
import { BINDING, codeOf, flip, secretOf, someKey, vaultOf } from './support.js';

// One flipped bit turns k1 into k3.
const vault = vaultOf({ k1: someKey(), k3: someKey() });
const sealed = await vault.seal(secretOf(), BINDING);

const open = (change: object): Promise<unknown> => codeOf(vault.open({ ...sealed, ...change }, BINDING));
const upTo = (count: number): number[] => [...Array(count).keys()];
const outcomes = async (changes: readonly object[]): Promise<unknown[]> => [
  ...new Set(await Promise.all(changes.map(open))),
];

test.each(['wrappedKey', 'payload'] as const)('opens nothing with any bit of %s flipped', async (field) => {
  const bytes = sealed[field];
  const flipped = upTo(bytes.length * 8).map((bit) => ({ [field]: flip(bytes, bit) }));

  expect(await outcomes(flipped)).toEqual(['not_authentic']);
});

test('opens nothing with any bit of the format flipped', async () => {
  const flipped = upTo(32).map((bit) => ({ format: sealed.format ^ (1 << bit) }));

  expect(await outcomes(flipped)).toEqual(['unknown_format']);
});

test('opens nothing with any bit of the key id flipped', async () => {
  const flipped = upTo(sealed.keyId.length * 8).map((bit) => ({
    keyId: Buffer.from(flip(Buffer.from(sealed.keyId), bit)).toString('latin1'),
  }));

  expect((await outcomes(flipped)).sort()).toEqual(['not_authentic', 'unknown_key']);
});

test('opens nothing with a payload cut at either end', async () => {
  const { payload } = sealed;
  const cut = upTo(payload.length).flatMap((length) => [
    { payload: payload.subarray(0, length) },
    { payload: payload.subarray(payload.length - length) },
  ]);

  expect((await outcomes(cut)).sort()).toEqual(['malformed', 'not_authentic']);
});

test('opens nothing with a wrapped key cut at either end', async () => {
  const { wrappedKey } = sealed;
  const cut = upTo(wrappedKey.length).flatMap((length) => [
    { wrappedKey: wrappedKey.subarray(0, length) },
    { wrappedKey: wrappedKey.subarray(wrappedKey.length - length) },
  ]);

  expect(await outcomes(cut)).toEqual(['malformed']);
});

test.each<[field: 'wrappedKey' | 'payload', code: string]>([
  ['wrappedKey', 'malformed'],
  ['payload', 'not_authentic'],
])('opens nothing with bytes added to %s', async (field, code) => {
  const added = [1, 2, 12, 16, 60].flatMap((count) => [
    { [field]: Buffer.concat([sealed[field], Buffer.alloc(count)]) },
    { [field]: Buffer.concat([Buffer.alloc(count), sealed[field]]) },
  ]);

  expect(await outcomes(added)).toEqual([code]);
});

test('opens nothing with a key id cut or longer', async () => {
  expect(
    await outcomes(['', 'k', 'k1 ', 'k11', 'K1', '__proto__', 'constructor'].map((keyId) => ({ keyId }))),
  ).toEqual(['unknown_key']);
});

test.each<[what: string, change: { [Field in keyof SealedCredential]?: unknown }, code: string]>([
  ['an older format', { format: 0 }, 'unknown_format'],
  ['a later format', { format: 2 }, 'unknown_format'],
  ['a format between two', { format: 1.5 }, 'unknown_format'],
  ['a format that is a text', { format: '1' }, 'unknown_format'],
  ['a format that is missing', { format: null }, 'unknown_format'],
  ['a key id that is missing', { keyId: null }, 'malformed'],
  ['a wrapped key that is missing', { wrappedKey: null }, 'malformed'],
  ['a wrapped key that is a text', { wrappedKey: 'a'.repeat(60) }, 'malformed'],
  ['a payload that is missing', { payload: undefined }, 'malformed'],
  ['a payload that is a list', { payload: [...sealed.payload] }, 'malformed'],
  ['an empty payload', { payload: new Uint8Array(0) }, 'malformed'],
])('opens nothing with %s', async (_what, change, code) => {
  expect(await open(change)).toBe(code);
  expect(await codeOf(vault.rewrap({ ...sealed, ...change } as SealedCredential, BINDING))).toBe(code);
});

test('opens a record whose bytes come as a Buffer', async () => {
  const fromDatabase = { payload: Buffer.from(sealed.payload), wrappedKey: Buffer.from(sealed.wrappedKey) };

  expect(await open(fromDatabase)).toBe('opened');
});

test('tells the key id of a record, and of nothing that is none', () => {
  expect(vault.keyIdOf(sealed)).toBe('k1');
  expect(() => vault.keyIdOf({ ...sealed, format: 2 })).toThrow('Start the version that wrote it');
});
