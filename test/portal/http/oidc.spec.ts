import { admin } from '../../admin/support/admin.js';
import { installation } from '../../admin/support/installation.js';
import { storedIn } from '../../database/support/boot-stored.js';
import {
  bootAt,
  follow,
  PORTAL,
  CALLBACK,
  CLIENT_SECRET,
  start,
  startIssuer,
  type AtIssuer,
} from './support/at-issuer.js';
import { until } from '../../platform/support/until.js';
import { Browser } from './support/browser.js';
import { SUBJECT } from './support/identity-provider.js';

let { issuer, platform, browser } = {} as AtIssuer;
beforeEach(async () => {
  ({ issuer, platform, browser } = await bootAt(await startIssuer()));
});

it('signs in whom the issuer names, with the permissions that it gives', async () => {
  const before = await browser.ask('/v1/session');
  const authorization = new URL(await start(browser));
  const back = await issuer.visit(authorization.href);
  const landed = await follow(back, browser);
  const { body } = await browser.ask('/v1/session');

  expect(before.body).toEqual({ signed_in: false, sign_in: ['oidc', 'link'] });
  expect(Object.fromEntries(authorization.searchParams)).toEqual({
    client_id: 'portal',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid profile email',
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  });
  expect(landed).toBe(PORTAL);
  expect(body).toMatchObject({
    signed_in: true,
    subject: SUBJECT,
    tenant: 'acme',
    permissions: ['anthropic:*'],
  });
  expect((await browser.ask('/v1/audit?action=sessions.signed_in')).body).toMatchObject({
    data: [{ actorId: SUBJECT, details: { way: 'oidc' } }],
  });
});

it('keeps its cookies to TLS, to the path of the portal and from scripts', async () => {
  const back = await issuer.visit(await start(browser));
  const begun = [...browser.cookies];
  await follow(back, browser);

  const attributes = ['Path=/admin', 'HttpOnly', 'Secure'];
  expect(begun).toEqual([
    [
      '__Secure-portal_sign_in',
      {
        value: expect.stringMatching(/^[\w-]{43}$/),
        attributes: [
          'Max-Age=600',
          'Path=/admin',
          expect.stringMatching(/^Expires=/),
          'HttpOnly',
          'Secure',
          'SameSite=Lax',
        ],
      },
    ],
  ]);
  expect([...browser.cookies]).toEqual([
    [
      '__Secure-portal_session',
      { value: expect.any(String), attributes: [...attributes, 'SameSite=Strict'] },
    ],
  ]);
});

it('takes writes from the page at its public URL', async () => {
  await follow(await issuer.visit(await start(browser)), browser);
  const { body } = await browser.ask('/v1/session');
  browser.csrfToken = (body as { csrf_token: string }).csrf_token;

  const { status } = await browser.ask('/v1/session', {
    method: 'DELETE',
    headers: { origin: new URL(PORTAL).origin },
  });

  expect(status).toBe(204);
});

it('asks the user info where the ID token does not name the tenant', async () => {
  const other = await bootAt(await startIssuer({ inIdToken: false }));

  await follow(await other.issuer.visit(await start(other.browser)), other.browser);

  expect(other.issuer.asked).toContain('/me');
  expect((await other.browser.ask('/v1/session')).body).toMatchObject({ signed_in: true, tenant: 'acme' });
});

it.each([
  ['permissions', { tenantId: 'acme' }, { permissions: ['anthropic:*'], roles: ['admin'] }],
  [
    'tenant',
    { tenantId: null, permissions: ['anthropic:*'] },
    { tenantId: 'acme', permissions: ['other:*'] },
  ],
])('completes the %s alone from the user info', async (_, inToken, infoClaims) => {
  issuer.claims = inToken;
  issuer.infoClaims = infoClaims;

  await follow(await issuer.visit(await start(browser)), browser);

  expect((await browser.ask('/v1/session')).body).toMatchObject({
    signed_in: true,
    tenant: 'acme',
    permissions: ['anthropic:*'],
  });
});

it('sends its secret in the body to an issuer that takes it there alone', async () => {
  const other = await bootAt(await startIssuer({ secretIn: 'client_secret_post' }));

  const back = await other.issuer.visit(await start(other.browser));

  expect(await follow(back, other.browser)).toBe(PORTAL);
});

it('signs in from a second tab after a first one', async () => {
  const first = await issuer.visit(await start(browser));
  const second = await issuer.visit(await start(browser));

  expect(await follow(first, browser)).toBe(PORTAL);
  expect([...browser.cookies.keys()]).toContain('__Secure-portal_sign_in');
  expect(await follow(second, browser)).toBe(PORTAL);
  expect([...browser.cookies.keys()]).toEqual(['__Secure-portal_session']);
});

it('keeps five attempts, and ends the oldest for a sixth', async () => {
  const backs: string[] = [];
  for (let nth = 0; nth < 6; nth += 1) backs.push(await issuer.visit(await start(browser)));

  const landed: string[] = [];
  for (const back of backs) landed.push(await follow(back, browser));

  expect(landed).toEqual([
    `${PORTAL}#/sign-in?problem=sign_in_expired`,
    PORTAL,
    PORTAL,
    PORTAL,
    PORTAL,
    PORTAL,
  ]);
});

it.each([CALLBACK, `${CALLBACK}?state=made-up&code=1`])(
  'lets no stray return end an attempt: %s',
  async (stray) => {
    const back = await issuer.visit(await start(browser));
    await follow(stray, browser);

    expect(await follow(back, browser)).toBe(PORTAL);
  },
);

it('leads to the page when a finished return is loaded again', async () => {
  const back = await issuer.visit(await start(browser));
  await follow(back, browser);

  expect(await follow(back, browser)).toBe(PORTAL);
  expect((await browser.ask('/v1/session')).body).toMatchObject({ signed_in: true, subject: SUBJECT });
});

it('asks the issuer no more than so many times a minute for one address', async () => {
  const other = await bootAt(await startIssuer(), { PORTAL_SIGN_INS_PER_MINUTE: '2' });
  const landed: string[] = [];
  for (let nth = 0; nth < 3; nth += 1) {
    landed.push(await follow(await other.issuer.visit(await start(other.browser)), other.browser));
  }

  expect(landed).toEqual([PORTAL, PORTAL, `${PORTAL}#/sign-in?problem=sign_in_throttled`]);
  expect(other.issuer.asked.filter((path) => path === '/token')).toHaveLength(2);
});

it('needs no secret for a public client', async () => {
  const other = await bootAt(await startIssuer({ clientSecret: undefined }), {
    PORTAL_OIDC_CLIENT_SECRET: '',
  });

  const back = await other.issuer.visit(await start(other.browser));

  expect(await follow(back, other.browser)).toBe(PORTAL);
});

it('lets another process take the browser back', async () => {
  const env = await storedIn('postgres');
  const one = await bootAt(await startIssuer(), env);
  const two = await bootAt(one.issuer, env);

  const back = await one.issuer.visit(await start(one.browser));
  for (const [name, cookie] of one.browser.cookies) two.browser.cookies.set(name, cookie);
  const landed = await follow(back, two.browser);

  expect(landed).toBe(PORTAL);
  expect((await two.browser.ask('/v1/session')).body).toMatchObject({ signed_in: true, subject: SUBJECT });
});

it('leaves codes, tokens and secrets out of its log', async () => {
  const back = new URL(await issuer.visit(await start(browser)));
  await follow(back.href, browser);
  await follow(back.href, new Browser(platform.url));

  const log = platform.log.join('');
  expect(log).toContain('sign_in_expired');
  for (const secret of [back.searchParams.get('code'), back.searchParams.get('state'), CLIENT_SECRET]) {
    expect(log).not.toContain(secret);
  }
});

it('counts the addresses of one IPv6 subnet as one', async () => {
  const other = await bootAt(await startIssuer(), {
    PORTAL_SIGN_INS_PER_MINUTE: '2',
    PLATFORM_TRUSTED_PROXIES: '127.0.0.0/8',
  });
  const landed: (string | null)[] = [];
  for (const address of ['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8:0:1::1']) {
    const back = new URL(await other.issuer.visit(await start(other.browser)));
    const { headers } = await other.browser.ask(`${back.pathname.replace('/admin', '')}${back.search}`, {
      headers: { 'x-forwarded-for': address },
    });
    landed.push(headers.get('location'));
  }

  const throttled = `${PORTAL}#/sign-in?problem=sign_in_throttled`;
  expect(landed).toEqual([PORTAL, PORTAL, throttled, PORTAL]);
});

it('signs no one in whose tenant is disabled, and says so', async () => {
  const made = await installation('libsql');
  const at = await bootAt(await startIssuer(), made.env);
  await follow(await at.issuer.visit(await start(at.browser)), at.browser);
  const other = new Browser(at.platform.url);
  const back = await at.issuer.visit(await start(other));
  const disabled = await admin(made.env, 'tenants', 'disable', '--tenant', 'acme', '--reason', 'unpaid');
  await until(async () => (await at.browser.ask('/v1/audit')).status === 403);

  const answer = await other.ask(back.replace(PORTAL, '/'));

  expect(disabled.code).toBe(0);
  expect([answer.status, answer.headers.get('location')]).toEqual([
    302,
    `${PORTAL}#/sign-in?problem=tenant_disabled`,
  ]);
  expect((await other.ask('/v1/session')).body).toMatchObject({ signed_in: false });
});
