import { Browser } from './support/browser.js';
import { bootProxy, type Proxy } from './support/proxy.js';
import { signedIn } from './support/signed-in.js';

const WRITE = { method: 'PUT', body: { read_only: true } };
const SWITCHES = '/v1/connectors/anthropic/switches';

let proxy: Proxy;
let target: string;

beforeAll(async () => {
  proxy = await bootProxy('/tools/portal', () => target);
});
afterAll(() => proxy.close());

it('works below a path of a proxy that changes Host, once it knows its public URL', async () => {
  const { platform, link } = await signedIn({ PLATFORM_PUBLIC_URL: proxy.url });
  target = platform.url;
  const opened = await link();
  const browser = new Browser(proxy.url);

  const signIn = await browser.open(opened);
  const { status } = await browser.ask(SWITCHES, {
    ...WRITE,
    headers: { origin: new URL(proxy.url).origin },
  });

  expect(opened.startsWith(`${proxy.url}/#/sign-in?code=`)).toBe(true);
  expect(signIn.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^portal_session=.{43}; Path=\/tools\/portal; HttpOnly; SameSite=Strict$/),
  ]);
  expect(status).toBe(200);
});

it('says what to set while it does not know its public URL', async () => {
  const { platform, link } = await signedIn();
  target = platform.url;
  const browser = new Browser(proxy.url);
  await browser.open(await link());

  const { status, body } = await browser.ask(SWITCHES, {
    ...WRITE,
    headers: { origin: new URL(proxy.url).origin },
  });

  expect([status, body]).toMatchObject([
    403,
    { code: 'csrf_refused', error: { fix: expect.stringContaining('sets PLATFORM_PUBLIC_URL') } },
  ]);
});

it('binds its cookie to this very host over TLS at the root', async () => {
  const { platform, link } = await signedIn({ PLATFORM_PUBLIC_URL: 'https://platform.example.com' });

  const { headers } = await new Browser(platform.url).open(await link());

  expect(headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-portal_session=.{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
  ]);
});
