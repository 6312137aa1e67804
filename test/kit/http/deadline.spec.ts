import { systemRuntime } from '../../../src/kit/http/index.js';
import { WRITE, bootApi } from './boot-api.js';
import { T0 } from './clocks.js';
import { fault, ok, resetBefore, silence, silentBody } from './scripted-server.js';
import type { Answer } from './scripted-server.js';

const LATE = {
  name: 'ApiError',
  method: 'GET',
  path: '/v1/organizations/users',
  waitedMs: 0,
  inDoubt: false,
};

test('refuses a call whose deadline has passed, and sends nothing', async () => {
  const { server, send } = await bootApi([ok]);

  const result = await send({}, { deadline: T0 });

  const reason = 'the deadline had already passed';
  const nothing = { sent: false, attempts: 0, retryable: false, effect: 'none', resend: 'same_request' };
  expect(result).toEqual({ ...LATE, kind: 'timeout', reason, ...nothing });
  expect(server.requests).toEqual([]);
});

test.each<[title: string, answer: Answer, failure: object]>([
  [
    'a 429',
    fault(429, 'rate_limit_error', { 'retry-after': '5' }),
    { kind: 'rate_limited', status: 429, type: 'rate_limit_error', retryAfterMs: 5000 },
  ],
  [
    'a 529',
    fault(529, 'overloaded_error', { 'retry-after': '5' }),
    { kind: 'answered', status: 529, type: 'overloaded_error', retryAfterMs: 5000 },
  ],
  ['a reset', resetBefore, { kind: 'interrupted', reason: 'ECONNRESET', retryAfterMs: 250 }],
])('does not sleep after %s when the wait would outlive the deadline', async (_title, answer, failure) => {
  const { server, clock, send } = await bootApi([answer, ok]);

  const result = await send({}, { deadline: T0 + 250 });

  expect(result).toMatchObject({ ...LATE, ...failure, attempts: 1, retryable: true });
  expect({ requests: server.requests.length, slept: clock.slept }).toEqual({ requests: 1, slept: [] });
});

test('gives up after the retries that it has', async () => {
  const { server, clock, send } = await bootApi(Array(4).fill(fault(500, 'api_error')));

  const result = await send();

  expect(result).toMatchObject({
    ...LATE,
    kind: 'answered',
    status: 500,
    attempts: 3,
    waitedMs: 750,
    retryAfterMs: 1000,
  });
  expect({ requests: server.requests.length, slept: clock.slept }).toEqual({
    requests: 3,
    slept: [250, 500],
  });
});

test('caps the growth of its waits', async () => {
  const { clock, send } = await bootApi(Array(8).fill(fault(500, 'api_error')), { maxRetries: 7 });

  await send();

  expect(clock.slept).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
});

test('waits for a whole window after a 429 of a report that gives no hint', async () => {
  const { clock, send } = await bootApi([fault(429, 'rate_limit_error', { 'retry-after': '0' }), ok]);

  const result = await send({ slowWindow: true }, { deadline: T0 + 90_000 });

  expect(result).toMatchObject({ status: 200, attempts: 2, waitedMs: 60_000 });
  expect(clock.slept).toEqual([60_000]);
});

test('believes a hint on a 429 of a report', async () => {
  const { clock, send } = await bootApi([fault(429, 'rate_limit_error', { 'retry-after': '4' }), ok]);

  await send({ slowWindow: true });

  expect(clock.slept).toEqual([4000]);
});

test.each<[title: string, answer: Answer]>([
  ['an answer', silence],
  ['the rest of an answer', silentBody],
])('holds a deadline of 500 ms while it waits for %s', async (_title, answer) => {
  const { send } = await bootApi([answer], { runtime: systemRuntime });
  const started = Date.now();

  const result = await send(WRITE, { deadline: started + 500 });

  expect(Date.now() - started).toBeLessThan(600);
  expect(result).toMatchObject({ kind: 'timeout', attempts: 1, inDoubt: true, retryable: false });
});

test('gives one attempt no more than its own time', async () => {
  const { clock, send } = await bootApi([silence, silence, silence], { requestTimeoutMs: 30 });

  const result = await send();

  expect(result).toMatchObject({ kind: 'timeout', attempts: 3, retryable: true, inDoubt: false });
  expect(clock.slept).toEqual([250, 500]);
});

test('takes a deadline that is weeks away', async () => {
  const { send } = await bootApi([ok]);

  expect(await send({}, { deadline: T0 + 1e12 })).toMatchObject({ status: 200 });
});
