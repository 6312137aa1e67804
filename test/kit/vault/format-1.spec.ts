import { createSecretKey } from 'node:crypto';
import { Fingerprinter, type CredentialBinding } from '../../../src/kit/vault/index.js';
import { DOMAIN, secretOf, vaultOf } from './support.js';

// Made once with another library (pyca/cryptography). Where these fail, stored records no longer open: raise FORMAT.
const KEY = createSecretKey(
  Buffer.from('030a11181f262d343b424950575e656c737a81888f969da4abb2b9c0c7ced5dc', 'hex'),
);
const SECRET = 'sk-ant-admin01-known-answer-0123456789abcdef';
const BOUND_TO: CredentialBinding = {
  environment: 'production',
  tenantId: 'tenant-é',
  connector: 'anthropic',
  name: 'default',
  revision: 3,
};
const RECORD = {
  format: 1,
  keyId: 'k1',
  wrappedKey: Buffer.from(
    '6465666768696a6b6c6d6e6f4c604e9009bc39a89fc63b16da1a6d3be3c4afe304a5e5b30c8582ab9b0e9234c59c8962d6da7c4fc401b62e40aa42aa',
    'hex',
  ),
  payload: Buffer.from(
    '000102030405060708090a0bfb16ec6765292182ecf574ff402614585e0581bd315757c3444165919f9da866f1981e2377dc88870e2ae8b659f6d960bdf5197fc03288f6d8666bb6',
    'hex',
  ),
};

test('opens a record of format 1 that another library made', async () => {
  expect((await vaultOf({ k1: KEY }).open(RECORD, BOUND_TO)).reveal()).toBe(SECRET);
});

test('makes records of the same shape', async () => {
  const sealed = await vaultOf({ k1: KEY }).seal(secretOf(SECRET), BOUND_TO);

  expect({ ...sealed, wrappedKey: sealed.wrappedKey.length, payload: sealed.payload.length }).toEqual({
    format: 1,
    keyId: 'k1',
    wrappedKey: RECORD.wrappedKey.length,
    payload: RECORD.payload.length,
  });
});

test('makes the fingerprint that another library made', () => {
  const fingerprint = new Fingerprinter(KEY, DOMAIN).fingerprint(secretOf(SECRET), BOUND_TO.tenantId);

  expect(Buffer.from(fingerprint).toString('hex')).toBe(
    'e54dd9dd340d9848b801aa2fe3196489e5eb2ada01b3681a64555ddc85f10e01',
  );
});
