import { createContext, runInContext } from 'node:vm';
import { serverAddress } from '../../platform/src/exports/server-address.js';
import { KEY_PATTERN } from 'anthropic-admin-connector/key-format';
import { maskSecrets } from '../../src/kit/engine/mask.js';
import { redactKeys } from '../../src/kit/http/redact.js';

const LENGTH = 1_000_000;

/** Ends work that takes the square of its input: minutes instead of milliseconds. */
const inTime = (work: () => unknown): unknown =>
  runInContext('work()', createContext({ work }), { timeout: 30_000 });

const REPEATED = ['a', 'a.', '?', '?a', '&=', '#', '/', ' ', 'sk-ant-', 'sk-ant-admin01-', '://', 'http://a'];
const TEXTS = REPEATED.flatMap((part) => {
  const long = part.repeat(LENGTH / part.length);
  return [`${long}!`, `${long}://`, `x://${long}\n`].map((text, nth) => [part, nth, text] as const);
});

test.each(TEXTS)('a text of a million characters, %j (%i), is masked in linear time', (_, __, text) => {
  expect(inTime(() => maskSecrets({ text }, { fields: [], redact: (one) => one }))).toHaveProperty('text');
  expect(typeof inTime(() => redactKeys(text, { pattern: KEY_PATTERN }))).toBe('string');
});

test('a server address of a million slashes is none', () => {
  expect(inTime(() => serverAddress(`https://x${'/'.repeat(LENGTH)}a`))).toBeUndefined();
});

test.each([
  ['https://platform.example.com///', 'https://platform.example.com'],
  ['https://platform.example.com/a//', 'https://platform.example.com/a'],
])('a server address has no slash at its end: %s', (given, address) => {
  expect(serverAddress(given)).toBe(address);
});

test('a scheme is a scheme also at its longest, and a query that repeats its mark hides its token', () => {
  const mask = (text: string): unknown => maskSecrets(text, { fields: [], redact: (one) => one });

  expect(mask('see https://user:pass@host/?a?token=abc#x')).toBe('see https://masked@host/?a?token=masked#x');
});
