import { once } from 'node:events';
import { createServer } from 'node:http';
import { bootWith, storedIn } from '../../database/support/boot-stored.js';
import type { BootedPlatform } from '../../platform/support/boot-platform.js';
import { Browser } from './support/browser.js';
import { bootIdentityProvider, SUBJECT, type IdentityProvider } from './support/identity-provider.js';

/** A proxy at this URL strips the prefix; the tests stand in for it. */
const PORTAL = 'https://portal.example.com/admin/';
const CALLBACK = `${PORTAL}v1/session/oidc/callback`;
const CLIENT_SECRET = 'a-client-secret-of-the-tests';

let issuer: IdentityProvider;
let platform: BootedPlatform;
let browser: Browser;

const env = async (url: string): Promise<Record<string, string>> => ({
  ...(await storedIn('libsql')),
  PLATFORM_PUBLIC_URL: PORTAL,
  PORTAL_OIDC_ISSUER: url,
  PORTAL_OIDC_CLIENT_ID: 'portal',
  PORTAL_OIDC_CLIENT_SECRET: CLIENT_SECRET,
});

beforeEach(async () => {
  issuer = await bootIdentityProvider({ redirectUri: CALLBACK, clientSecret: CLIENT_SECRET });
  platform = await bootWith(await env(issuer.url));
  browser = new Browser(platform.url);
});
afterEach(() => issuer.close());

/** Where a browser is sent by a path of the platform. */
async function sentBy(path: string, by = browser): Promise<string> {
  const { status, headers, body } = await by.ask(path);
  expect([status, body]).toEqual([302, expect.any(String)]);
  return headers.get('location') ?? '';
}

const start = (by = browser): Promise<string> => sentBy('/v1/session/oidc/start', by);

/** Follows a URL of the portal, as the proxy would. */
const follow = (url: string, by = browser): Promise<string> => sentBy(url.replace(PORTAL, '/'), by);

it('signs in whom the issuer names, with the permissions that it gives', async () => {
  const before = await browser.ask('/v1/session');
  const authorization = new URL(await start());
  const back = await issuer.visit(authorization.href);
  const landed = await follow(back);
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
  const back = await issuer.visit(await start());
  const begun = [...browser.cookies];
  await follow(back);

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
  await follow(await issuer.visit(await start()));
  const { body } = await browser.ask('/v1/session');
  browser.csrfToken = (body as { csrf_token: string }).csrf_token;

  const { status } = await browser.ask('/v1/session', {
    method: 'DELETE',
    headers: { origin: new URL(PORTAL).origin },
  });

  expect(status).toBe(204);
});

it('asks the user info where the ID token does not name the tenant', async () => {
  await issuer.close();
  issuer = await bootIdentityProvider({
    redirectUri: CALLBACK,
    clientSecret: CLIENT_SECRET,
    inIdToken: false,
  });
  platform = await bootWith(await env(issuer.url));
  browser = new Browser(platform.url);

  await follow(await issuer.visit(await start()));

  expect(issuer.asked).toContain('/me');
  expect((await browser.ask('/v1/session')).body).toMatchObject({ signed_in: true, tenant: 'acme' });
});

it('needs no secret for a public client', async () => {
  await issuer.close();
  issuer = await bootIdentityProvider({ redirectUri: CALLBACK });
  platform = await bootWith({ ...(await env(issuer.url)), PORTAL_OIDC_CLIENT_SECRET: '' });
  browser = new Browser(platform.url);

  expect(await follow(await issuer.visit(await start()))).toBe(PORTAL);
});

describe('sends the browser to the page with a reason, and signs nobody in,', () => {
  const refusedAs = (code: string): string => `${PORTAL}#/sign-in?problem=${code}`;

  afterEach(async () => {
    expect((await browser.ask('/v1/session')).body).toMatchObject({ signed_in: false });
    expect([...browser.cookies.keys()]).toEqual([]);
  });

  it('when the person refuses', async () => {
    issuer.refuses = true;

    expect(await follow(await issuer.visit(await start()))).toBe(refusedAs('sign_in_denied'));
  });

  it.each([
    ['the tenant is missing', { permissions: ['anthropic:*'] }],
    ['the permissions are no list', { tenantId: 'acme', permissions: 'anthropic:*' }],
  ])('when %s', async (_, claims) => {
    issuer.claims = claims;

    expect(await follow(await issuer.visit(await start()))).toBe(refusedAs('sign_in_incomplete'));
  });

  it('when the same answer comes a second time', async () => {
    const back = await issuer.visit(await start());
    const thief = new Browser(platform.url);
    for (const [name, cookie] of browser.cookies) thief.cookies.set(name, cookie);
    await follow(back, thief);

    expect(await follow(back)).toBe(refusedAs('sign_in_failed'));
  });

  it('when the attempt was begun in another browser', async () => {
    const back = await issuer.visit(await start(new Browser(platform.url)));

    expect(await follow(back)).toBe(refusedAs('sign_in_expired'));
  });

  it('when the state is that of another attempt', async () => {
    const back = await issuer.visit(await start());
    await start();

    expect(await follow(back)).toBe(refusedAs('sign_in_expired'));
  });

  it('when the code is made up', async () => {
    const back = new URL(await issuer.visit(await start()));
    back.searchParams.set('code', 'made-up');

    expect(await follow(back.href)).toBe(refusedAs('sign_in_failed'));
  });

  it('when another issuer is said to have answered', async () => {
    const back = new URL(await issuer.visit(await start()));
    back.searchParams.set('iss', 'https://evil.example.com');

    expect(await follow(back.href)).toBe(refusedAs('sign_in_failed'));
  });

  it('when nothing comes back at all', async () => {
    await start();

    expect(await follow(CALLBACK)).toBe(refusedAs('sign_in_expired'));
  });

  it('when the issuer goes away in between', async () => {
    const back = await issuer.visit(await start());
    await issuer.close();

    expect(await follow(back)).toBe(refusedAs('issuer_unavailable'));
  });
});

it('starts while the issuer is down, says so, and lets people in once it is up', async () => {
  const port = Number(new URL(issuer.url).port);
  await issuer.close();
  platform = await bootWith(await env(issuer.url));
  browser = new Browser(platform.url);

  const down = await start();
  const broken = createServer((_, response) => response.writeHead(500).end()).listen(port, '127.0.0.1');
  await once(broken, 'listening');
  const answeredBadly = await start();
  await once(broken.close(), 'close');
  issuer = await bootIdentityProvider({ redirectUri: CALLBACK, clientSecret: CLIENT_SECRET, port });
  const up = await follow(await issuer.visit(await start()));

  const problem = `${PORTAL}#/sign-in?problem=issuer_unavailable`;
  expect([down, answeredBadly, up]).toEqual([problem, problem, PORTAL]);
});

it('says so where no issuer is set up', async () => {
  platform = await bootWith(await storedIn('libsql'));

  const { status, body } = await new Browser(platform.url).ask('/v1/session/oidc/start');

  expect([status, body]).toMatchObject([
    401,
    { code: 'sign_in_refused', detail: 'No identity provider is set up for the portal.' },
  ]);
});

it('leaves codes, tokens and secrets out of its log', async () => {
  const back = new URL(await issuer.visit(await start()));
  await follow(back.href);
  await follow(back.href);

  const log = platform.log.join('');
  expect(log).toContain('sign_in_expired');
  for (const secret of [back.searchParams.get('code'), back.searchParams.get('state'), CLIENT_SECRET]) {
    expect(log).not.toContain(secret);
  }
});
