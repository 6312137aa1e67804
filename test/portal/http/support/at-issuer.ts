import { bootPlatform, type BootedPlatform } from '../../../platform/support/boot-platform.js';
import { afterTest } from '../../../support/cleanup.js';
import { Browser } from './browser.js';
import { bootIdentityProvider, type IdentityProvider, type Registered } from './identity-provider.js';

/** Where browsers reach the platform: a proxy there strips the prefix. The tests take its place. */
export const PORTAL = 'https://portal.example.com/admin/';

/** Where the issuer sends browsers back to. */
export const CALLBACK = `${PORTAL}v1/session/oidc/callback`;

/** How the platform shows the issuer who it is. */
export const CLIENT_SECRET = 'a-client-secret-of-the-tests';

/** A platform, the issuer that it trusts, and a browser that knows both. */
export interface AtIssuer {
  readonly issuer: IdentityProvider;
  readonly platform: BootedPlatform;
  readonly browser: Browser;
}

/** Starts the issuer of the tests. */
export const startIssuer = (registered: Partial<Registered> = {}): Promise<IdentityProvider> =>
  bootIdentityProvider({ redirectUri: CALLBACK, clientSecret: CLIENT_SECRET, ...registered });

/** Boots a platform that has people sign in at an issuer; it is closed after the test. */
export async function bootAt(issuer: IdentityProvider, more: Record<string, string> = {}): Promise<AtIssuer> {
  const platform = await bootPlatform({
    env: {
      PLATFORM_PUBLIC_URL: PORTAL,
      PORTAL_OIDC_ISSUER: issuer.url,
      PORTAL_OIDC_CLIENT_ID: 'portal',
      PORTAL_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      ...more,
    },
  });
  afterTest(
    () => issuer.close(),
    () => platform.close(),
  );
  return { issuer, platform, browser: new Browser(platform.url) };
}

/** Where a browser is sent by the start of a sign-in. */
export const start = (browser: Browser): Promise<string> => sentBy('/v1/session/oidc/start', browser);

/** Where a browser is sent by a URL of the portal, which it reaches through the proxy. */
export const follow = (url: string, browser: Browser): Promise<string> =>
  sentBy(url.replace(PORTAL, '/'), browser);

async function sentBy(path: string, browser: Browser): Promise<string> {
  const { status, headers } = await browser.ask(path);
  const location = headers.get('location');
  if (status !== 302 || location === null) throw new Error(`the browser is sent nowhere: ${status}`);
  return location;
}
