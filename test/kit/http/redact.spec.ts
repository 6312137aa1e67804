import { ANTHROPIC_WIRE } from '../../../src/connector/wire-profile.js';
import { redactKeys } from '../../../src/kit/http/index.js';
import { SecretString } from '../../../src/kit/vault/secret-string.js';
import { CALL, WRITE, bootApi } from './boot-api.js';
import { json } from './scripted-server.js';

const { keyPattern: pattern } = ANTHROPIC_WIRE;

describe('a key is redacted', () => {
  test.each([
    ['a whole Admin key', 'sk-ant-admin01-abcdefghijklmnop_qrst-0000AA'],
    ['a whole key of another kind', 'sk-ant-api03-abcdefghijklmnop_qrst-0000AA'],
    ['a key of an unknown kind', 'sk-ant-xyz-abcdefghijkl'],
    ['a key without a generation', 'sk-ant-admin-abcdefghijkl'],
    ['a key whose generation runs on', 'sk-ant-admin012345'],
    ['a truncated key', 'sk-ant-admin01-abc'],
    ['one character of a key', 'sk-ant-admin01-a'],
    ['one character after the prefix', 'sk-ant-a'],
    ['a secret that starts with a hyphen', 'sk-ant-admin01--'],
  ])('%s', (_title, key) => {
    expect(redactKeys(`"${key}", (${key})`, { pattern })).toBe('"[redacted]", ([redacted])');
  });

  test('a truncated key that is followed by an ellipsis', () => {
    expect(redactKeys('sk-ant-admin01-abcd... is unknown', { pattern })).toBe('[redacted]... is unknown');
  });
});

test.each([
  'Save an Admin key (sk-ant-admin...).',
  'It starts with sk-ant-admin01- and has letters, digits, _ and -.',
  'This is an OAuth token (sk-ant-oat01).',
  'sk-ant-api03-R2D...igAA',
  'sk-ant-admin01-…34AA',
  'sk-ant-',
])('a text without a secret stays as it is: %s', (text) => {
  expect(redactKeys(text, { pattern })).toBe(text);
});

describe('a known secret', () => {
  test('is redacted wherever it occurs, whatever it looks like', () => {
    const secret = new SecretString('$& gateway token');

    expect(redactKeys('a$& gateway tokenb, $& gateway token', { pattern, secret })).toBe(
      'a[redacted]b, [redacted]',
    );
  });

  test('that is empty redacts nothing', () => {
    expect(redactKeys('no key', { pattern, secret: new SecretString('') })).toBe('no key');
  });

  test('is redacted from what the API echoes', async () => {
    const key = new SecretString('gateway.token.4711');
    const message = 'unknown key gateway.token.4711';
    const { api } = await bootApi([
      json(400, { type: 'error', error: { type: 'gateway.token.4711', message } }),
    ]);

    await expect(api.send(WRITE, { ...CALL, key })).rejects.toMatchObject({
      type: '[redacted]',
      upstreamMessage: 'unknown key [redacted]',
    });
  });
});
