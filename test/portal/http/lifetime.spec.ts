import { SYSTEM_RUNTIME } from '../../../platform/src/checks/checks.module.js';
import type { Browser } from './support/browser.js';
import { signedIn, type SignedIn } from './support/signed-in.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let later: number;
let person: SignedIn;

beforeAll(async () => {
  later = 0;
  const runtime = { ...SYSTEM_RUNTIME, now: () => Date.now() + later };
  person = await signedIn({}, { connector: { runtime } });
});
beforeEach(() => {
  later = 0;
});

const statusFor = async (browser: Browser): Promise<number> => (await browser.ask('/v1/audit')).status;

it('ends a session in which nothing is asked for an hour', async () => {
  const [used, idle] = [await person.someoneElse(), await person.someoneElse()];

  later = 59 * MINUTE;
  const inTime = await statusFor(used);
  later = 61 * MINUTE;

  expect(inTime).toBe(200);
  expect([await statusFor(used), await statusFor(idle)]).toEqual([200, 401]);
});

it('ends a session after eight hours, however much it is used', async () => {
  const browser = await person.someoneElse();
  const seen: number[] = [];

  for (later = 0; later <= 8 * HOUR; later += 30 * MINUTE) seen.push(await statusFor(browser));

  expect(seen).toEqual([...Array(16).fill(200), 401]);
});

it('reports to the page that the session has ended', async () => {
  const browser = await person.someoneElse();
  later = 9 * HOUR;

  const session = await browser.ask('/v1/session');
  const audit = await browser.ask('/v1/audit');

  expect(session.body).toEqual({ signed_in: false, sign_in: ['link'] });
  expect([audit.status, audit.headers.get('content-type'), audit.body]).toMatchObject([
    401,
    'application/problem+json',
    { code: 'unauthenticated', error: { fix: 'Sign in again on the page of the platform.' } },
  ]);
});
