import {
  DEMO_ADMIN_KEY,
  EXPIRED_ADMIN_KEY,
  OAUTH_TOKEN,
  ORDINARY_KEY,
  REVOKED_ADMIN_KEY,
  SCOPED_KEY,
} from 'anthropic-admin-simulator';
import type { FaultRequest } from 'anthropic-admin-simulator';
import { bootPlatform, type Answer, type BootedPlatform } from './support/boot-platform.js';
import { problem } from './support/problems.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
});
afterEach(() => platform.simulator.reset());
afterAll(() => platform.close());

const save = (api_key: unknown): Promise<Answer> =>
  platform.call('/connections/default', { method: 'PUT', body: { api_key } });

const stored = async (): Promise<unknown[]> =>
  ((await platform.call('/connections')).body as { data: unknown[] }).data;

it.each([
  ['nothing', undefined, 'key_missing'],
  ['an empty text', '', 'key_missing'],
  ['blanks alone', '   ', 'key_missing'],
  ['a quotation mark', DEMO_ADMIN_KEY.replace('-not-', '"not-'), 'key_quotes'],
  ['a blank inside', 'sk-ant-admin01-aaaaaaaaaa aaaaaaaaaaaaaa', 'key_blanks'],
  ['a letter that looks like another', 'sk-\u0430nt-admin01-aaaaaaaaaaaaaaaaaaaaaaaa', 'key_look_alikes'],
  ['a line break inside', 'sk-ant-admin01-aaaaaaaaaa\naaaaaaaaaaaaaa', 'key_control_characters'],
  ['an ordinary key', ORDINARY_KEY, 'ordinary_api_key'],
  ['a scoped key', SCOPED_KEY, 'enterprise_scoped_key'],
  ['an OAuth token', OAUTH_TOKEN, 'oauth_token'],
  ['half a key', 'sk-ant-admin01-', 'key_incomplete'],
  ['another text', 'hunter2', 'not_an_admin_key'],
])('answers 422 naming the field for %s, and asks nobody', async (_, key, rule) => {
  const { status, body } = await save(key);

  const { detail: message, error } = body as { detail: string; error: { fix: string } };
  expect(status).toBe(422);
  expect(body).toEqual(
    problem(422, 'Invalid input', {
      code: 'invalid_input',
      blame: 'caller',
      message,
      fix: error.fix,
      retry: { allowed: false },
      issues: [{ path: 'api_key', rule, message }],
    }),
  );
  expect(platform.simulator.journal.entries()).toEqual([]);
  expect(await stored()).toEqual([]);
});

it.each([
  ['a revoked key', REVOKED_ADMIN_KEY, /^key_(unknown|revoked)$/],
  ['an expired key', EXPIRED_ADMIN_KEY, /^key_expired$/],
  ['a key nobody knows', 'sk-ant-admin01-nobody-knows-this-key-0000', /^key_unknown$/],
])('answers 424, never 401, for %s', async (_, key, rule) => {
  const { status, body } = await save(key);

  const { detail: message, error } = body as { detail: string; error: { fix: string } };
  expect(status).toBe(424);
  expect(body).toEqual(
    problem(424, 'Admin key refused', {
      code: 'credential_rejected',
      blame: 'configuration',
      message,
      fix: error.fix,
      retry: { allowed: false },
      issues: [{ path: 'api_key', rule: expect.stringMatching(rule), message }],
    }),
  );
  expect(await stored()).toEqual([]);
});

const OUTAGES: [string, FaultRequest, number, string, string | null][] = [
  ['an outage', { kind: 'status', status: 503 }, 502, 'upstream_unavailable', null],
  ['an overload', { kind: 'status', status: 529 }, 502, 'upstream_unavailable', null],
  ['a cut connection', { kind: 'reset' }, 502, 'upstream_unavailable', null],
  ['a proxy page', { kind: 'html' }, 502, 'upstream_unavailable', null],
  [
    'a rate limit',
    { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
    429,
    'rate_limited',
    '7',
  ],
];

it.each(OUTAGES)(
  'answers %s while saving as no verdict, and stores nothing',
  async (_, fault, status, code, wait) => {
    platform.simulator.faults.add(fault);

    const answer = await save(DEMO_ADMIN_KEY);

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, error: { blame: 'upstream', retry: { allowed: true } } });
    if (wait !== null) expect(answer.headers.get('retry-after')).toBe(wait);
    expect(await stored()).toEqual([]);
  },
);

it('answers 502 when nobody can say whether a stored key is still good', async () => {
  await platform.connect('checked');
  platform.simulator.faults.add({ kind: 'status', status: 503 });

  const answer = await platform.call('/connections/default/check', { method: 'POST', tenant: 'checked' });
  const after = await platform.call('/connections/default', { tenant: 'checked' });

  expect([answer.status, (answer.body as { code: string }).code]).toEqual([502, 'upstream_unavailable']);
  expect(after.body).toMatchObject({ state: 'active' });
});
