import { signInLinkCommand } from '../../../platform/src/admin/sign-in-link-command.js';
import { SYSTEM_RUNTIME } from '../../../platform/src/checks/checks.module.js';
import { storedIn } from '../../database/support/boot-stored.js';
import { bootPlatform } from '../../platform/support/boot-platform.js';
import { problem } from '../../platform/support/problems.js';
import { SECRET } from '../../platform/support/tokens.js';
import { Browser } from './support/browser.js';
import { signedIn, type SignedIn } from './support/signed-in.js';

const MINUTE = 60_000;

const PROVIDER = {
  PLATFORM_JWT_SECRET: '',
  PLATFORM_JWKS_URL: 'http://127.0.0.1:9/jwks.json',
  PLATFORM_JWT_ISSUER: 'x',
  PLATFORM_JWT_AUDIENCE: 'y',
};

let shared: SignedIn;
beforeAll(async () => {
  shared = await signedIn();
});

const REFUSED = problem(401, 'Sign-in refused', {
  code: 'sign_in_refused',
  blame: 'caller',
  message: 'This sign-in link does not work: it has been opened before, or is older than 15 minutes.',
  fix: 'Get a new one on the machine of the platform: npm run -s sign-in-link.',
  retry: { allowed: false },
});

it('lets one in of all who open a link at once', async () => {
  const { platform, link } = shared;
  const one = await link();
  const browsers = Array.from({ length: 8 }, () => new Browser(platform.url));

  const answers = await Promise.all(browsers.map((browser) => browser.open(one)));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(401)]);
  expect(answers.filter(({ status }) => status === 401).map(({ body }) => body)).toEqual(
    Array(7).fill(REFUSED),
  );
  expect(browsers.filter(({ cookies }) => cookies.size > 0)).toHaveLength(1);
});

it('opens a link for 15 minutes', async () => {
  let later = 0;
  const runtime = { ...SYSTEM_RUNTIME, now: () => Date.now() + later };
  const { platform, link } = await signedIn({}, { connector: { runtime } });
  const [early, late] = [await link(), await link()];

  later = 14 * MINUTE;
  const opened = await new Browser(platform.url).open(early);
  later = 15 * MINUTE;
  const refused = await new Browser(platform.url).open(late);

  expect([opened.status, refused.status, refused.body]).toEqual([200, 401, REFUSED]);
});

it.each([['made-up'], ['A'.repeat(43)], ["' or 1=1 --"], ['\u0000'], ['ü'.repeat(43)]])(
  'rejects the code %j',
  async (code) => {
    const { platform } = shared;

    const answer = await new Browser(platform.url).ask('/v1/session', { method: 'POST', body: { code } });

    expect([answer.status, answer.body, answer.headers.getSetCookie()]).toEqual([401, REFUSED, []]);
  },
);

it.each([
  [{}],
  [{ code: '' }],
  [{ code: 7 }],
  [{ code: 'x'.repeat(257) }],
  [{ code: 'x', tenant: 'acme' }],
  [[]],
])('answers 422 to the body %j', async (body) => {
  const { platform } = await signedIn();

  const answer = await new Browser(platform.url).ask('/v1/session', { method: 'POST', body });

  expect([answer.status, answer.body]).toMatchObject([422, { code: 'invalid_input' }]);
});

it('uses up no link for a page of another site', async () => {
  const { platform, link } = shared;
  const code = new URL(await link()).hash.split('code=')[1];
  const browser = new Browser(platform.url);
  const post = { method: 'POST', body: { code } };

  const other = await browser.ask('/v1/session', { ...post, headers: { 'sec-fetch-site': 'cross-site' } });
  const form = await browser.ask('/v1/session', { ...post, headers: { 'content-type': 'text/plain' } });
  const own = await browser.ask('/v1/session', post);

  expect([other.status, other.body]).toMatchObject([403, { code: 'csrf_refused' }]);
  expect([form.status, own.status]).toEqual([415, 200]);
});

it('rejects links if an identity provider is configured', async () => {
  const { env, link } = await signedIn();
  const unused = await link();
  const byProvider = await bootPlatform({ env: { ...env, ...PROVIDER } });

  const answer = await new Browser(byProvider.url).open(unused);
  const session = await new Browser(byProvider.url).ask('/v1/session');
  await byProvider.close();

  expect([answer.status, answer.body]).toMatchObject([
    401,
    {
      code: 'sign_in_refused',
      detail: 'Sign-in links do not work here: an identity provider signs people in.',
    },
  ]);
  expect(session.body).toEqual({ signed_in: false, sign_in: [] });
  await expect(signInLinkCommand([], { ...env, ...PROVIDER })).rejects.toThrow(
    'With PLATFORM_JWKS_URL set, the identity provider alone signs people in.',
  );
});

describe('the command', () => {
  it.each([
    [[], {}, 'http://127.0.0.1:3000/#/'],
    [[], { HOST: '0.0.0.0', PORT: '8080' }, 'http://127.0.0.1:8080/#/'],
    [[], { HOST: '::1' }, 'http://[::1]:3000/#/'],
    [
      [],
      { PLATFORM_PUBLIC_URL: 'https://platform.example.com/admin' },
      'https://platform.example.com/admin/#/',
    ],
    [
      ['--url', 'http://localhost:3000'],
      { PLATFORM_PUBLIC_URL: 'https://x.example.com' },
      'http://localhost:3000/#/',
    ],
  ])('prints a link for %j and %j that begins with %s', async (args, more, beginning) => {
    const { env } = shared;

    const link = await signInLinkCommand(args, { ...env, ...more });

    expect(link.startsWith(`${beginning}sign-in?code=`)).toBe(true);
    expect(link).toMatch(/code=[\w-]{43}$/);
  });

  it.each([
    ['an unknown option', ['--admin'], /--admin/],
    ['no tenant', ['--tenant', ''], /^--tenant and --sub must be ids/],
    ['an odd URL', ['--url', 'example.com'], /^--url must be an http or https URL, such as \S+$/],
  ])('refuses %s', async (_, args, message) => {
    const { env } = shared;

    await expect(signInLinkCommand(args, env)).rejects.toThrow(message);
  });

  it('says what to set where there is no platform', async () => {
    const env = { ...(await storedIn('libsql')), PLATFORM_JWT_SECRET: SECRET };

    await expect(signInLinkCommand([], env)).rejects.toThrow(/^There is no keyring\. Set .*DATA_DIR/s);
  });

  it('explains itself on --help', async () => {
    expect(await signInLinkCommand(['--help'], {})).toMatch(/^Usage: npm run -s sign-in-link -- \[options\]/);
  });
});
