import { crc32 } from 'node:zlib';
import { maskKeys } from '../../platform/src/security/text.js';
import { hashOf, hasTokenForm, newToken } from '../../platform/src/service-tokens/token-secret.js';
import { isPartOf, isSubnet, isWithin } from '../../platform/src/service-tokens/subnets.js';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

test('a token has a prefix, 30 random characters, and their CRC32 in base 62', () => {
  const token = newToken();
  const [, random = '', checksum = ''] = /^aact_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/.exec(token) ?? [];
  const value = [...checksum].reduce((sum, digit) => sum * 62 + DIGITS.indexOf(digit), 0);

  expect(value).toBe(crc32(random));
  expect([hasTokenForm(token), newToken() === token, hashOf(token)]).toEqual([
    true,
    false,
    expect.stringMatching(/^[\da-f]{64}$/),
  ]);
});

test.each(['', 'aact_', 'aact_0', `aact_${'0'.repeat(36)}`, `${newToken()}0`, newToken().toLowerCase()])(
  '%j is no token',
  (text) => {
    expect(hasTokenForm(text)).toBe(false);
  },
);

test('a token in a text is masked as a key is', () => {
  const token = newToken();

  expect(maskKeys(`Bearer ${token}, "${token}"`)).toBe('Bearer [redacted], "[redacted]"');
  expect(maskKeys('aact_ is how tokens begin')).toBe('aact_ is how tokens begin');
});

test.each([
  ['10.1.2.3', ['10.0.0.0/8'], true],
  ['11.1.2.3', ['10.0.0.0/8'], false],
  ['::ffff:10.1.2.3', ['10.0.0.0/8'], true],
  ['10.1.2.3', ['10.1.2.3'], true],
  ['2001:db8::1', ['10.0.0.0/8', '2001:db8::/32'], true],
  ['2001:db9::1', ['2001:db8::/32'], false],
  ['', ['0.0.0.0/0'], false],
])('%s is within %j: %s', (address, subnets, expected) => {
  expect(isWithin(address, subnets)).toBe(expected);
});

test.each([
  ['10.1.0.0/16', ['10.0.0.0/8'], true],
  ['10.0.0.0/7', ['10.0.0.0/8'], false],
  ['10.0.0.0/8', ['10.0.0.0/8'], true],
  ['2001:db8:1::/48', ['2001:db8::/32'], true],
  ['::/0', ['2001:db8::/32'], false],
  ['10.0.0.1', ['10.0.0.2', '10.0.0.0/31'], true],
])('%s is a part of %j: %s', (subnet, subnets, expected) => {
  expect(isPartOf(subnet, subnets)).toBe(expected);
});

test.each(['10.0.0.0/33', '10.0.0', 'fe80::1%eth0', '10.0.0.0/8/8', '10.0.0.0/', 'example.com', 7])(
  '%j is no subnet',
  (text) => {
    expect(isSubnet(text)).toBe(false);
  },
);
