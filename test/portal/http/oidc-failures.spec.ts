import { once } from 'node:events';
import { createServer } from 'node:http';
import { bootPlatform } from '../../platform/support/boot-platform.js';
import { Browser } from './support/browser.js';
import { bootAt, CALLBACK, follow, PORTAL, start, startIssuer, type AtIssuer } from './support/at-issuer.js';

let { issuer, platform, browser } = {} as AtIssuer;
beforeEach(async () => {
  ({ issuer, platform, browser } = await bootAt(await startIssuer()));
});

describe('sends the browser to the page with a reason, and signs no one in,', () => {
  const refusedAs = (code: string): string => `${PORTAL}#/sign-in?problem=${code}`;

  afterEach(async () => {
    expect((await browser.ask('/v1/session')).body).toMatchObject({ signed_in: false });
    expect([...browser.cookies.keys()]).not.toContain('__Secure-portal_session');
  });

  it('when the person refuses', async () => {
    issuer.refuses = true;

    expect(await follow(await issuer.visit(await start(browser)), browser)).toBe(refusedAs('sign_in_denied'));
  });

  it.each([
    ['the tenant is missing', { permissions: ['anthropic:*'] }],
    ['the permissions are no list', { tenantId: 'acme', permissions: 'anthropic:*' }],
  ])('when %s', async (_, claims) => {
    issuer.claims = claims;

    expect(await follow(await issuer.visit(await start(browser)), browser)).toBe(
      refusedAs('sign_in_incomplete'),
    );
  });

  it('when the same answer comes a second time', async () => {
    const back = await issuer.visit(await start(browser));
    const thief = new Browser(platform.url);
    for (const [name, cookie] of browser.cookies) thief.cookies.set(name, cookie);
    await follow(back, thief);

    expect(await follow(back, browser)).toBe(refusedAs('sign_in_failed'));
  });

  it('when the attempt was begun in another browser', async () => {
    const back = await issuer.visit(await start(new Browser(platform.url)));

    expect(await follow(back, browser)).toBe(refusedAs('sign_in_expired'));
  });

  it('when the code is made up', async () => {
    const back = new URL(await issuer.visit(await start(browser)));
    back.searchParams.set('code', 'made-up');

    expect(await follow(back.href, browser)).toBe(refusedAs('sign_in_failed'));
  });

  it('when another issuer is said to have answered', async () => {
    const back = new URL(await issuer.visit(await start(browser)));
    back.searchParams.set('iss', 'https://evil.example.com');

    expect(await follow(back.href, browser)).toBe(refusedAs('sign_in_failed'));
  });

  it('when nothing comes back at all', async () => {
    await start(browser);

    expect(await follow(CALLBACK, browser)).toBe(refusedAs('sign_in_expired'));
  });

  it('when the issuer goes away in between', async () => {
    const back = await issuer.visit(await start(browser));
    await issuer.close();

    expect(await follow(back, browser)).toBe(refusedAs('issuer_unavailable'));
  });
});

it('starts while the issuer is down, says so, and lets people in once it is up', async () => {
  const port = Number(new URL(issuer.url).port);
  await issuer.close();
  ({ browser } = await bootAt(issuer));

  const down = await start(browser);
  const broken = createServer((_, response) => response.writeHead(500).end()).listen(port, '127.0.0.1');
  await once(broken, 'listening');
  const answeredBadly = await start(browser);
  await once(broken.close(), 'close');
  const again = await startIssuer({ port });
  const up = await follow(await again.visit(await start(browser)), browser).finally(again.close);

  const problem = `${PORTAL}#/sign-in?problem=issuer_unavailable`;
  expect([down, answeredBadly, up]).toEqual([problem, problem, PORTAL]);
});

it('says so where no issuer is set up', async () => {
  const without = await bootPlatform();

  const { status, body } = await without.call('//v1/session/oidc/start');
  await without.close();

  expect([status, body]).toMatchObject([
    401,
    { code: 'sign_in_refused', detail: 'No identity provider is set up for the portal.' },
  ]);
});
