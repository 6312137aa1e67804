import type { RateLimiter } from '../../../src/kit/http/index.js';
import { WRITE, bootApi } from './boot-api.js';
import { ManualClock, T0, settled } from './clocks.js';
import { fault, ok, resetBefore } from './scripted-server.js';

const limited = (headers = {}) => fault(429, 'rate_limit_error', headers);
const PATIENT = { deadline: T0 + 300_000 };

test('sends nothing when the limiter cannot serve the call before its deadline', async () => {
  const { server, send } = await bootApi([ok], { requestsPerMinute: 1 });
  await send();

  const result = await send(WRITE, { deadline: T0 + 5_000 });

  expect(result).toEqual({
    name: 'ApiError',
    kind: 'rate_limited',
    method: 'POST',
    path: '/v1/organizations/invites',
    reason: 'its rate limit for this organization allows no request before the deadline',
    attempts: 0,
    waitedMs: 0,
    sent: false,
    inDoubt: false,
    retryable: true,
    effect: 'none',
    resend: 'after_wait',
    retryAfterMs: 60_000,
  });
  expect(server.requests).toHaveLength(1);
});

test('counts retries against the limit', async () => {
  const { server, clock, send } = await bootApi([resetBefore, ok], { requestsPerMinute: 1 });

  const result = await send({}, PATIENT);

  expect(result).toMatchObject({ status: 200, attempts: 2, waitedMs: 60_000 });
  expect({ requests: server.requests.length, slept: clock.slept }).toEqual({
    requests: 2,
    slept: [250, 59_750],
  });
});

test('keeps the doubt about a write when a later attempt is refused by the limiter', async () => {
  const again = fault(500, 'api_error', { 'x-should-retry': 'true' });
  const { send } = await bootApi([again], { requestsPerMinute: 1 });

  const result = await send(WRITE, { deadline: T0 + 5_000 });

  expect(result).toMatchObject({ kind: 'rate_limited', attempts: 1, inDoubt: true, retryable: false });
});

test('lets a 429 hold back every call of the organization', async () => {
  const { server, send } = await bootApi([limited({ 'retry-after': '7' }), ok, ok], { maxRetries: 0 });
  await send();

  const results = [await send(WRITE, { deadline: T0 + 6_999 }), await send(WRITE, PATIENT)];

  expect(results).toMatchObject([
    { kind: 'rate_limited', attempts: 0, retryAfterMs: 7000 },
    { status: 200, waitedMs: 7000 },
  ]);
  expect(server.requests).toHaveLength(2);
});

test('is silent for a minute at most, however long the API asks to wait', async () => {
  const { server, send } = await bootApi([limited({ 'retry-after': '86400' }), ok, ok], { maxRetries: 0 });

  const first = await send();
  const next = await send({}, PATIENT);

  expect([first, next]).toMatchObject([
    { kind: 'rate_limited', retryAfterMs: 600_000 },
    { status: 200, waitedMs: 60_000 },
  ]);
  expect(server.requests).toHaveLength(2);
});

test('does not hold back another organization', async () => {
  const { send } = await bootApi([limited({ 'retry-after': '7' }), ok], { maxRetries: 0 });
  await send();

  expect(await send({}, { limiterKey: 'org_2' })).toMatchObject({ status: 200, waitedMs: 0 });
});

test('lets a 429 of a report without a hint hold back reports, and nothing else', async () => {
  const { send } = await bootApi([limited(), ok, ok], { maxRetries: 0 });
  const report = { path: '/v1/organizations/cost_report', slowWindow: true };
  await send(report);

  const results = [await send(report), await send(WRITE), await send(report, PATIENT)];

  expect(results).toMatchObject([
    { kind: 'rate_limited', attempts: 0, retryAfterMs: 60_000 },
    { status: 200, waitedMs: 0 },
    { status: 200, waitedMs: 60_000 },
  ]);
});

test('serves the queue in order once the window moves on', async () => {
  const clock = new ManualClock();
  const { server, send } = await bootApi([ok, ok, ok], { runtime: clock, requestsPerMinute: 1 });
  const calls = ['a', 'b', 'c'].map((id) => send({ path: `/v1/organizations/users/${id}` }, PATIENT));

  await clock.advance(120_000);

  expect(await Promise.all(calls)).toMatchObject([
    { waitedMs: 0 },
    { waitedMs: 60_000 },
    { waitedMs: 120_000 },
  ]);
  expect(server.requests.map((line) => line.at(-1))).toEqual(['a', 'b', 'c']);
});

test('takes a limiter of the host', async () => {
  const asked: string[] = [];
  const limiter: RateLimiter = {
    acquire: async ({ key }) => asked.push(`acquire ${key}`) && 5,
    pause: async (key, until) => void asked.push(`pause ${key} ${until - T0}`),
  };
  const { send } = await bootApi([limited({ 'retry-after': '1' }), ok], { limiter });

  const result = await send();

  expect(result).toMatchObject({ attempts: 2, waitedMs: 1010 });
  expect(asked).toEqual(['acquire org_1', 'pause org_1 1000', 'acquire org_1']);
});

test.each([
  ['says so when nothing was sent', {}, { kind: 'host', attempts: 0, inDoubt: false, retryable: true }],
  ['says the same of a write', WRITE, { kind: 'host', attempts: 0, inDoubt: false, retryable: true }],
])('%s because the limiter of the host broke', async (_title, request, failure) => {
  const limiter: RateLimiter = {
    acquire: () => Promise.reject(new TypeError('no database')),
    pause: () => undefined,
  };
  const { server, send } = await bootApi([ok], { limiter });

  const result = await send(request);
  await settled();

  expect(result).toMatchObject({ ...failure, reason: 'the rate limiter threw TypeError' });
  expect(server.requests).toEqual([]);
});

test.each<[how: string, pause: RateLimiter['pause']]>([
  ['rejects', () => Promise.reject(new Error('no database'))],
  [
    'throws',
    () => {
      throw new Error('no database');
    },
  ],
])('goes on when the limiter of the host %s on a pause', async (_how, pause) => {
  const { send } = await bootApi([limited(), ok], { limiter: { acquire: () => 0, pause } });

  expect(await send()).toMatchObject({ status: 200, attempts: 2 });
});

test('sends nothing when the limiter of the host grants a slot to one who has left', async () => {
  let grant!: (waitedMs: number) => void;
  const limiter: RateLimiter = {
    acquire: () => new Promise((resolve) => (grant = resolve)),
    pause: () => undefined,
  };
  const { server, send } = await bootApi([ok], { limiter });
  const abort = new AbortController();
  const result = send({}, { signal: abort.signal });

  abort.abort();
  grant(0);

  expect(await result).toMatchObject({ kind: 'cancelled', attempts: 0 });
  await settled();
  expect(server.requests).toEqual([]);
});

test('holds the deadline while the limiter of the host keeps silent', async () => {
  const limiter: RateLimiter = { acquire: () => new Promise(() => undefined), pause: () => undefined };
  const { server, send } = await bootApi([ok], { limiter });

  const result = await send(WRITE, { deadline: T0 + 40 });

  expect(result).toMatchObject({ kind: 'timeout', attempts: 0, inDoubt: false, retryable: false });
  expect(server.requests).toEqual([]);
});
