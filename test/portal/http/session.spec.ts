import { REQUEST_ID } from '../../platform/support/boot-platform.js';
import { problem } from '../../platform/support/problems.js';
import { Browser } from './support/browser.js';
import { signedIn } from './support/signed-in.js';

const SIGNED_OUT = { signed_in: false, sign_in: ['link'] };

it('signs in by a link, shows who that is, and signs out', async () => {
  const { browser, platform, link } = await signedIn();
  const fresh = new Browser(platform.url);

  const before = await fresh.ask('/v1/session');
  const answer = await fresh.open(
    await link('--tenant', 'acme', '--sub', 'ada', '--permissions', 'anthropic:*'),
  );
  const shown = await fresh.ask('/v1/session');
  const out = await fresh.ask('/v1/session', { method: 'DELETE' });
  const after = await fresh.ask('/v1/session');

  expect([before.status, before.body]).toEqual([200, SIGNED_OUT]);
  expect([answer.status, answer.body]).toEqual([
    200,
    {
      signed_in: true,
      subject: 'ada',
      tenant: 'acme',
      permissions: ['anthropic:*'],
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      csrf_token: expect.stringMatching(/^[\w-]{43}$/),
    },
  ]);
  expect(shown.body).toEqual(answer.body);
  expect([out.status, out.body, after.body, fresh.cookies.size]).toEqual([204, '', SIGNED_OUT, 0]);
  expect((await browser.ask('/v1/session')).body).toMatchObject({ signed_in: true, subject: 'demo' });
});

it('keeps the cookie from scripts, other sites and caches', async () => {
  const { browser, link } = await signedIn();

  const { headers } = await browser.open(await link());

  const [cookie = ''] = headers.getSetCookie();
  expect(cookie).toMatch(/^portal_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(headers.get('cache-control')).toBe('no-store');
});

it('does everything that a token does, as whom the link has named', async () => {
  const { browser, platform } = await signedIn();
  await platform.connect();

  const invoked = await browser.ask('/v1/connectors/anthropic/actions/users_list/invoke', {
    method: 'POST',
    body: {},
  });
  const { body } = await browser.ask('/v1/audit?action=users_list');

  expect([invoked.status, invoked.body]).toMatchObject([200, { ok: true, actionId: 'users_list' }]);
  expect(body).toMatchObject({
    data: [{ tenantId: 'acme', actorId: 'demo', actorType: 'user', code: 'ok' }],
  });
});

it('tells the audit who signs in and out, and how', async () => {
  const { browser, platform } = await signedIn();

  await browser.ask('/v1/session', { method: 'DELETE' });

  const { body } = await platform.call('//v1/audit');
  const entry = { tenantId: 'acme', kind: 'session', actorId: 'demo', code: 'ok', requestId: REQUEST_ID };
  expect(body).toMatchObject({
    data: [
      { ...entry, action: 'sessions.signed_out', details: {} },
      { ...entry, action: 'sessions.signed_in', details: { way: 'link' } },
    ],
  });
  expect((await platform.call('//v1/audit/verify')).body).toMatchObject({ ok: true });
});

it('gives a session no more permissions than its link', async () => {
  const { someoneElse } = await signedIn();
  const reader = await someoneElse('--permissions', 'anthropic:connections:read');

  const read = await reader.ask('/v1/connectors/anthropic/connections');
  const written = await reader.ask('/v1/connectors/anthropic/connections/default', {
    method: 'PUT',
    body: { api_key: 'x' },
  });

  expect([read.status, written.status]).toEqual([200, 403]);
  expect(written.body).toMatchObject({ code: 'permission_missing' });
});

it('shows a session its own tenant alone', async () => {
  const { platform, someoneElse } = await signedIn();
  await platform.connect('acme');
  const other = await someoneElse('--tenant', 'globex');

  const { status } = await other.ask('/v1/connectors/anthropic/connections/default');

  expect(status).toBe(404);
});

it('lets a token that is sent beside the cookie win', async () => {
  const { browser } = await signedIn();

  const { status, body } = await browser.ask('/v1/audit', { headers: { authorization: 'Bearer nonsense' } });

  expect([status, body]).toMatchObject([401, { code: 'unauthenticated' }]);
});

it('ends the session before when somebody signs in again', async () => {
  const { browser, platform, link } = await signedIn();
  const old = new Browser(platform.url);
  old.cookies.set(...[...browser.cookies][0]!);

  await browser.open(await link('--sub', 'ada'));

  expect((await old.ask('/v1/session')).body).toEqual(SIGNED_OUT);
  expect((await browser.ask('/v1/session')).body).toMatchObject({ subject: 'ada' });
});

it('tells no session from a cookie that somebody has made up', async () => {
  const { platform } = await signedIn();
  const forger = new Browser(platform.url);
  forger.cookies.set('portal_session', { value: 'A'.repeat(43), attributes: [] });

  const session = await forger.ask('/v1/session');
  const { status, body } = await forger.ask('/v1/audit');

  expect(session.body).toEqual(SIGNED_OUT);
  expect([status, body]).toEqual([
    401,
    problem(401, 'Not signed in', {
      code: 'unauthenticated',
      blame: 'caller',
      message: 'You are no longer signed in: the session has ended.',
      fix: 'Sign in again on the page of the platform.',
      retry: { allowed: false },
    }),
  ]);
});

it('has a page sign out that is signed out already', async () => {
  const { browser } = await signedIn();
  await browser.ask('/v1/session', { method: 'DELETE' });

  expect((await browser.ask('/v1/session', { method: 'DELETE' })).status).toBe(204);
  expect((await browser.ask('/v1/audit')).status).toBe(401);
});
