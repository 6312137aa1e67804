import { AdminKeyProvider } from '../../src/credentials/admin-key-provider.js';
import { type ProbeAnswer } from '../../src/kit/connections/credential-provider.js';
import { CREATE_ADMIN_KEY } from '../../src/credentials/key-problem.js';
import { SecretString } from '../../src/kit/vault/secret-string.js';

const CALL = { tenantId: 'acme', limiterKey: 'anthropic acme default' };
const KEY = 'sk-ant-admin01-abcdefghijklmnopqrstuvwxyz0123456789';

const unasked = new AdminKeyProvider(() => Promise.reject(new Error('the API was asked')));
const answering = (answer: ProbeAnswer): AdminKeyProvider =>
  new AdminKeyProvider(() => Promise.resolve(answer));

/** What was pasted, the code of the problem, words of its message. */
const BAD: [string, unknown, string, string][] = [
  ['nothing', undefined, 'key_missing', 'API key is required'],
  ['an empty text', '', 'key_missing', 'API key is required'],
  ['blanks', '   ', 'key_missing', 'API key is required'],
  ['a number', 7, 'key_missing', 'API key is required'],
  ['a quotation mark inside', KEY.replace('xyz', '"'), 'key_quotes', 'quotation marks'],
  ['a key of which a part is left out', 'sk-ant-admin01-abc...6789', 'key_masked', 'is masked'],
  ['a key of which a part is hidden', 'sk-ant-admin01-********6789', 'key_masked', 'is masked'],
  ['a blank inside', `${KEY.slice(0, 20)} ${KEY.slice(20)}`, 'key_blanks', 'contains spaces'],
  [
    'a Cyrillic letter',
    KEY.replace('ant', '\u0430nt'),
    'key_look_alikes',
    'contains U+0430, which is a Cyrillic letter',
  ],
  [
    'a long dash',
    KEY.replace('-', '\u2013'),
    'key_look_alikes',
    'U+2013, which is a dash that is not the hyphen',
  ],
  ['a full-width letter', `${KEY}\uff21`, 'key_look_alikes', 'U+FF21, which is a full-width character'],
  ['an emoji', `${KEY}\u{1F600}`, 'key_look_alikes', 'U+1F600, which is not a letter of a key'],
  ['half a character', `${KEY}\ud83d`, 'key_look_alikes', 'U+D83D, which is not a letter of a key'],
  ['a newline inside', `${KEY.slice(0, 20)}\n${KEY.slice(20)}`, 'key_control_characters', 'line break'],
  ['a NUL inside', `${KEY}\u0000x`, 'key_control_characters', 'control character'],
  [
    'an ordinary key',
    KEY.replace('admin01', 'api03'),
    'ordinary_api_key',
    'standard API key (sk-ant-api...)',
  ],
  [
    'an Enterprise key',
    KEY.replace('admin01', 'api01'),
    'enterprise_scoped_key',
    'scoped key of a Claude Enterprise organization',
  ],
  ['an OAuth token', KEY.replace('admin01', 'oat01'), 'oauth_token', 'does not support OAuth'],
  [
    'another Anthropic credential',
    KEY.replace('admin01', 'sid01'),
    'unknown_anthropic_key',
    'not an Admin key',
  ],
  ['a key of somebody else', 'AKIAIOSFODNN7EXAMPLE', 'not_an_admin_key', 'does not start with sk-ant-admin'],
  ['half a key', 'sk-ant-admin01-abc', 'key_incomplete', 'is incomplete'],
  [
    'a text that is too long',
    `sk-ant-admin01-${'a'.repeat(2_000)}`,
    'key_incomplete',
    'is longer than an Admin key',
  ],
  [
    'two keys that a field of one line glued together',
    `sk-ant-admin01-${'a'.repeat(60)}`.repeat(2),
    'key_incomplete',
    'more than one Admin key',
  ],
  ['a key without its generation', 'sk-ant-admin-abcdefghijklmnopqrstuv', 'key_incomplete', 'is incomplete'],
];

/** What the API said, and the verdict. */
const REFUSALS: [number, string, string][] = [
  [401, 'API key is invalid.', 'key_unknown'],
  [401, 'API key has expired.', 'key_expired'],
  [401, 'API key has been revoked.', 'key_revoked'],
  [403, 'Wrong kind of key.', 'key_without_permission'],
];

describe('precheck', () => {
  it.each([KEY, `  ${KEY}\n`, ` "${KEY}" `, `\u201c${KEY}\u201d`])(
    'accepts an Admin key, with blanks and quotes around it or not',
    (pasted) => {
      const precheck = unasked.precheck(pasted);

      expect(precheck.ok && precheck.key.reveal()).toBe(KEY);
    },
  );

  it.each(BAD)('refuses %s', (_, pasted, code, words) => {
    const precheck = unasked.precheck(pasted);

    expect(precheck).toEqual({
      ok: false,
      problem: { code, message: expect.stringContaining(words), fix: expect.any(String) },
    });
  });

  it.each(BAD)('tells the way out for %s, and repeats no part of it', (_, pasted) => {
    const text = JSON.stringify(unasked.precheck(pasted));

    expect(text).toMatch(/Create an Admin key|Copy the key again|create a new one/);
    expect(text).not.toContain(KEY.slice(16, 40));
  });
});

describe('check', () => {
  it('calls a key valid with the organization it belongs to', async () => {
    const organization = { id: 'org_1', name: 'Acme' };

    expect(await answering({ organization }).check(new SecretString(KEY), CALL)).toEqual({
      state: 'valid',
      organization,
    });
  });

  it.each(REFUSALS)('calls a key invalid after %i "%s", as %s', async (status, message, code) => {
    const check = await answering({ refused: { status, message } }).check(new SecretString(KEY), CALL);

    expect(check).toEqual({
      state: 'invalid',
      problem: { code, message: expect.any(String), fix: CREATE_ADMIN_KEY },
    });
  });

  it('does not call a key mistyped that was valid before', async () => {
    const check = await answering({ refused: { status: 401, message: 'API key is invalid.' } }).check(
      new SecretString(KEY),
      { ...CALL, wasValid: true },
    );

    expect(check).toMatchObject({
      problem: {
        code: 'key_unknown',
        message: expect.stringContaining('deleted or replaced in the Console'),
      },
    });
  });

  it('gives each refusal words of its own', async () => {
    const checks = REFUSALS.map(([status, message]) =>
      answering({ refused: { status, message } }).check(new SecretString(KEY), CALL),
    );
    const messages = (await Promise.all(checks)).map(
      (check) => check.state === 'invalid' && check.problem.message,
    );

    expect(new Set(messages).size).toBe(REFUSALS.length);
  });

  it.each(['rate_limited', 'unavailable'] as const)('has no verdict where the API is %s', async (cause) => {
    const unanswered = { cause, reason: 'Anthropic responded with status 429', retryAfterMs: 5000 };

    expect(await answering({ unanswered }).check(new SecretString(KEY), CALL)).toEqual({
      state: 'undetermined',
      cause,
      problem: {
        code: 'key_not_checked',
        message: 'The key could not be checked: Anthropic responded with status 429.',
        fix: 'Try again later. The key itself may be valid.',
      },
      retryAfterMs: 5000,
    });
  });
});

it('previews a key in the form in which the Console lists it', () => {
  expect(unasked.preview(new SecretString(KEY))).toBe('sk-ant-admin01-abc...6789');
});
