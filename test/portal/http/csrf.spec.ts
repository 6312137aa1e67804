import { problem } from '../../platform/support/problems.js';
import type { Answer } from '../../platform/support/boot-platform.js';
import type { Asked } from './support/browser.js';
import { signedIn, type SignedIn } from './support/signed-in.js';

const SWITCHES = '/v1/connectors/anthropic/switches';
const WRITE = { method: 'PUT', body: { read_only: true } };

const refused = (message: string, fix: string): object =>
  problem(403, 'Request not sent by the page', {
    code: 'csrf_refused',
    blame: 'caller',
    message,
    fix,
    retry: { allowed: false },
  });

const NO_TOKEN = refused(
  'The header X-CSRF-Token is missing, or is not the one of this session.',
  'Send csrf_token of GET /v1/session with every request that is not a GET. A page does so after it is reloaded.',
);
const OTHER_SITE = refused(
  'The browser says that the page of another site has sent this.',
  'Use the page of the platform. Where a proxy changes its name, an operator sets PLATFORM_PUBLIC_URL.',
);

let person: SignedIn;
let host: string;

beforeAll(async () => {
  person = await signedIn();
  ({ host } = new URL(person.platform.url));
});

/** Sends the write with other headers than the page does; an empty one is left out. */
async function write(headers: Record<string, string>, more: Asked = WRITE): Promise<Answer> {
  const { browser } = person;
  return browser.ask(SWITCHES, { ...more, headers });
}

/** Whether the write has been done. */
const isDone = async (): Promise<unknown> =>
  ((await person.browser.ask(SWITCHES)).body as { read_only: unknown }).read_only;

afterEach(async () => {
  const { status } = await write({}, { method: 'PUT', body: { read_only: false } });
  expect(status).toBe(200);
});

it('takes a write of its own page', async () => {
  const { status } = await write({ origin: `http://${host}` });

  expect(status).toBe(200);
  expect(await isDone()).toBe(true);
});

it.each([
  ['no token', ''],
  ['another token', 'A'.repeat(43)],
  ['a longer token', 'A'.repeat(64)],
  ['a token that is no ASCII', 'é'.repeat(43)],
])('refuses a write with %s, and does nothing', async (_, token) => {
  const { status, body } = await write({ 'x-csrf-token': token });

  expect([status, body]).toEqual([403, NO_TOKEN]);
  expect(await isDone()).toBe(false);
});

it("refuses a write with the token of somebody else's session", async () => {
  const other = await person.someoneElse('--sub', 'eve');

  const { status, body } = await write({ 'x-csrf-token': other.csrfToken ?? '' });

  expect([status, body]).toEqual([403, NO_TOKEN]);
});

it.each([
  ['Sec-Fetch-Site cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['Sec-Fetch-Site same-site: another name of the same owner', { 'sec-fetch-site': 'same-site' }],
  ['Sec-Fetch-Site none', { 'sec-fetch-site': 'none' }],
  ['the Origin of another site', { origin: 'https://evil.example.com' }],
  ['the Origin of another port', { origin: 'http://127.0.0.1:1' }],
  ['the Origin null of a sandbox', { origin: 'null' }],
])('refuses a write with a good token and %s', async (_, headers) => {
  const { status, body } = await write(headers);

  expect([status, body]).toEqual([403, OTHER_SITE]);
  expect(await isDone()).toBe(false);
});

it.each([
  ['POST', '/connections/default/check'],
  ['POST', '/actions/users_list/invoke'],
  ['PUT', '/connections/default'],
  ['DELETE', '/connections/default'],
])('requires a token for %s %s', async (method, path) => {
  const { browser } = person;

  const answer = await browser.ask(`/v1/connectors/anthropic${path}`, {
    method,
    headers: { 'x-csrf-token': '' },
  });

  expect([answer.status, answer.body]).toEqual([403, NO_TOKEN]);
});

it.each([['GET'], ['HEAD']])('requires none for %s, which changes nothing', async (method) => {
  const answer = await person.browser.ask('/v1/audit', { method, headers: { 'x-csrf-token': '' } });

  expect(answer.status).toBe(200);
});

it('refuses to sign out by another site', async () => {
  const { browser } = person;

  const out = await browser.ask('/v1/session', { method: 'DELETE', headers: { 'x-csrf-token': '' } });

  expect([out.status, out.body]).toEqual([403, NO_TOKEN]);
  expect((await browser.ask('/v1/session')).body).toMatchObject({ signed_in: true });
});

it('requires none from a program with a platform token', async () => {
  const { status } = await person.platform.call('/switches', {
    ...WRITE,
    headers: { origin: 'https://evil.example.com', 'sec-fetch-site': 'cross-site' },
  });

  expect(status).toBe(200);
});
