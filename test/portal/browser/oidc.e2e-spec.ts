import type { Browser } from 'playwright-core';
import { bootPlatform, type BootedPlatform } from '../../platform/support/boot-platform.js';
import { bootIdentityProvider, type IdentityProvider } from '../http/support/identity-provider.js';
import { bootProxy, type Proxy } from '../http/support/proxy.js';
import { builtPortal } from '../support/built-portal.js';
import { startChromium } from './support/chromium.js';
import { Visitor } from './support/visitor.js';

jest.setTimeout(90_000);

let proxy: Proxy;
let issuer: IdentityProvider;
let platform: BootedPlatform;
let browser: Browser;

beforeAll(async () => {
  await builtPortal();
  proxy = await bootProxy('/tools/portal', () => platform.url);
  // For a browser this name is another site than the platform's: its cookies must not need the two to be one.
  issuer = await bootIdentityProvider({
    redirectUri: `${proxy.url}/v1/session/oidc/callback`,
    host: 'localhost',
  });
  platform = await bootPlatform({
    env: {
      PLATFORM_PUBLIC_URL: proxy.url,
      PORTAL_OIDC_ISSUER: issuer.url,
      PORTAL_OIDC_CLIENT_ID: 'portal',
    },
  });
  await platform.connect();
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await platform.close();
  await issuer.close();
  await proxy.close();
});

const visitor = async (): Promise<Visitor> => {
  const visits = await Visitor.from(await browser.newContext(), proxy.url);
  await visits.page.goto(`${proxy.url}/`);
  await visits.page.getByRole('link', { name: 'Sign in with your organization' }).click();
  return visits;
};

it('signs in at an issuer on another site, below a path of a proxy, and out again', async () => {
  const { page, console: said } = await visitor();

  await page.getByRole('heading', { name: 'Integrations', level: 1 }).waitFor();
  const banner = await page.getByRole('banner').innerText();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: /^Sign in/ }).waitFor();

  expect(banner).toMatch(/\bada\b[^]*\bacme\b/);
  expect(page.url().startsWith(`${proxy.url}/#/`)).toBe(true);
  expect(said).toEqual([]);
});

it('says so when the issuer denies access', async () => {
  issuer.refuses = true;

  const { page } = await visitor();

  await page.getByText('denied access').waitFor();
  expect(page.url()).not.toContain('problem=');
});

it('repeats nothing that somebody has written into the address', async () => {
  const { page } = await Visitor.from(await browser.newContext(), proxy.url);

  await page.goto(`${proxy.url}/#/sign-in?problem=Call+0800-EVIL`);
  await page.getByText('could not verify the response').waitFor();

  expect(await page.locator('body').innerText()).not.toContain('EVIL');
});
