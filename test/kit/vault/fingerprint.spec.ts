import { Fingerprinter, fingerprintEquals } from '../../../src/kit/vault/index.js';
import { CANARY, DOMAIN, secretOf, sharesRun, someKey } from './support.js';

const fingerprinter = new Fingerprinter(someKey(), DOMAIN);
const stored = fingerprinter.fingerprint(secretOf(), 'tenant-a');

test('is equal for the same key of the same tenant', () => {
  expect(fingerprintEquals(stored, fingerprinter.fingerprint(secretOf(), 'tenant-a'))).toBe(true);
});

test.each([
  ['another key', fingerprinter.fingerprint(secretOf(`${CANARY}x`), 'tenant-a')],
  ['another tenant', fingerprinter.fingerprint(secretOf(), 'tenant-b')],
  ['another fingerprint key', new Fingerprinter(someKey(), DOMAIN).fingerprint(secretOf(), 'tenant-a')],
  ['a shorter fingerprint', stored.subarray(1)],
  ['no fingerprint', new Uint8Array(0)],
])('differs for %s', (_case, other) => {
  expect(fingerprintEquals(stored, other)).toBe(false);
});

test('keeps tenant and key apart', () => {
  const moved = [
    fingerprinter.fingerprint(secretOf('bc'), 'a'),
    fingerprinter.fingerprint(secretOf('c'), 'ab'),
  ];

  expect(moved[0]).not.toEqual(moved[1]);
});

test('has 32 bytes and none of the key', () => {
  expect(stored.length).toBe(32);
  expect(sharesRun(stored, Buffer.from(CANARY), 4)).toBe(false);
});
