import { BINDING, CANARY, codeOf, secretOf, someKey, vaultOf } from './support.js';

const [k1, k2] = [someKey(), someKey()];
const [before, during, after] = [vaultOf({ k1 }), vaultOf({ k1, k2 }, 'k2'), vaultOf({ k2 })];
const sealed = await before.seal(secretOf(), BINDING);
const rewrapped = await during.rewrap(sealed, BINDING);

test('changes the wrapping and leaves the payload as it is', () => {
  expect(rewrapped).toEqual({ ...sealed, keyId: 'k2', wrappedKey: rewrapped.wrappedKey });
  expect(rewrapped.wrappedKey).not.toEqual(sealed.wrappedKey);
});

test('opens under the new key alone when the old one is retired', async () => {
  expect((await after.open(rewrapped, BINDING)).reveal()).toBe(CANARY);
  expect(await codeOf(after.open(sealed, BINDING))).toBe('unknown_key');
  expect(await codeOf(before.open(rewrapped, BINDING))).toBe('unknown_key');
});

test('opens old and new records while both keys are there', async () => {
  const opened = await Promise.all([sealed, rewrapped].map((record) => during.open(record, BINDING)));

  expect(opened.map((secret) => secret.reveal())).toEqual([CANARY, CANARY]);
});

test('wraps anew when the record is under the active key already', async () => {
  const again = await during.rewrap(rewrapped, BINDING);

  expect(again.wrappedKey).not.toEqual(rewrapped.wrappedKey);
  expect((await after.open(again, BINDING)).reveal()).toBe(CANARY);
});

test('refuses to carry over the wrapping of another tenant', async () => {
  expect(await codeOf(during.rewrap(sealed, { ...BINDING, tenantId: 'tenant-b' }))).toBe('not_authentic');
});

test('names the key that is missing and what is there', async () => {
  await expect(after.open(sealed, BINDING)).rejects.toThrow(
    'This record is encrypted under the key "k1" that the keyring does not hold (it holds k2). Put that key back; it does not have to be the active one.',
  );
});
