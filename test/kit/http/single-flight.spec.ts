import { RateLimitExceeded, systemRuntime, type RateLimiter } from '../../../src/kit/http/index.js';
import { CALL, READ, WRITE, bootApi } from './boot-api.js';
import { ManualClock, T0, settled } from './clocks.js';
import type { Answer } from './scripted-server.js';
import { fault, json, ok, raw, silence } from './scripted-server.js';

const PAGE = { data: [{ id: 'user_1' }] };

/** Answers when the test says so. */
const held = () => {
  let release!: () => void;
  const open = new Promise<void>((resolve) => (release = resolve));
  const answer: Answer = (response, nth) => void open.then(() => json(200, PAGE)(response, nth));
  return { answer, release };
};

test('joins equal reads into one request', async () => {
  const { server, send } = await bootApi([json(200, PAGE)]);

  const results = await Promise.all([send(), send(), send()]);

  const answer = {
    status: 200,
    body: PAGE,
    requestId: 'req_1',
    organizationId: 'org_1',
    attempts: 1,
    waitedMs: 0,
  };
  expect(results).toEqual([
    { ...answer, joined: false },
    { ...answer, joined: true },
    { ...answer, joined: true },
  ]);
  expect(server.requests).toEqual(['GET /v1/organizations/users?limit=2']);
});

test('gives everyone a copy of the answer', async () => {
  const { send } = await bootApi([json(200, PAGE)]);

  const [first, second] = (await Promise.all([send(), send()])) as { body: typeof PAGE }[];
  first?.body.data.pop();

  expect(second?.body).toEqual(PAGE);
});

test('parses a large answer once at a time, and lets others go on in between', async () => {
  const { send } = await bootApi([json(200, { data: 'x'.repeat(1_000_000) })]);
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 0);

  const seen = await Promise.all([1, 2, 3].map(() => send().then(() => turns)));
  clearInterval(ticking);

  expect(new Set(seen).size).toBe(3);
});

test('lets a caller leave while the copies of a large answer are made', async () => {
  const { api } = await bootApi([json(200, { data: 'x'.repeat(1_000_000) })]);
  const leaving = new AbortController();

  const first = api.send(READ, CALL).then((response) => {
    leaving.abort();
    return response.status;
  });
  const second = api.send(READ, { ...CALL, signal: leaving.signal });
  const third = api.send(READ, CALL);

  await expect(second).rejects.toMatchObject({ kind: 'cancelled', effect: 'none' });
  expect([await first, (await third).status]).toEqual([200, 200]);
});

test('gives everyone an error of their own', async () => {
  const { api } = await bootApi([fault(403, 'permission_error')]);

  const errors = await Promise.all([1, 2].map(() => api.send(READ, CALL).catch((error: unknown) => error)));

  expect(errors[0]).toEqual(errors[1]);
  expect(errors[0]).not.toBe(errors[1]);
});

test.each([
  ['another path', { path: '/v1/organizations/users?limit=3' }, {}],
  ['another beta', { betas: ['b-2026-01-01'] }, {}],
  ['another credential', {}, { flightKey: 'connection_2' }],
  ['a write', WRITE, {}],
  ['a GET that is declared a write', { effect: 'write' as const }, {}],
])('does not join %s', async (_title, request, call) => {
  const { server, send } = await bootApi([ok, ok]);

  await Promise.all([send(READ), send({ ...READ, ...request }, call)]);

  expect(server.requests).toHaveLength(2);
});

test('does not join a read that has ended, whether well or badly', async () => {
  const { server, send } = await bootApi([ok, fault(404, 'not_found_error'), ok]);

  for (let nth = 0; nth < 3; nth += 1) await send();

  expect(server.requests).toHaveLength(3);
});

test('lets one go by its signal while the others wait on', async () => {
  const { answer, release } = held();
  const { server, send } = await bootApi([answer]);
  const abort = new AbortController();
  const first = send({}, { signal: abort.signal });
  const second = send();
  await server.received(1);

  abort.abort();

  expect(await first).toMatchObject({ kind: 'cancelled', attempts: 1 });
  release();
  expect(await second).toMatchObject({ body: PAGE, joined: true });
});

test('closes the request when the last one has left, and starts afresh for the next', async () => {
  const { server, send } = await bootApi([silence, ok]);
  const abort = new AbortController();
  const closed = new Promise((resolve) => (server.onRequest = ({ socket }) => socket.once('close', resolve)));
  const calls = [send({}, { signal: abort.signal }), send({}, { signal: abort.signal })];
  await server.received(1);

  abort.abort();
  const next = send();

  expect(await Promise.all(calls)).toMatchObject([{ kind: 'cancelled' }, { kind: 'cancelled' }]);
  expect(await next).toMatchObject({ status: 200, joined: false });
  await closed;
});

test('does not make the patient suffer from the deadline of the first', async () => {
  const { answer, release } = held();
  const { server, send } = await bootApi([answer], { runtime: systemRuntime });
  const first = send({}, { deadline: Date.now() + 60 });
  const second = send({}, { deadline: Date.now() + 5_000 });

  const late = await first;
  release();

  expect(late).toMatchObject({ kind: 'timeout', attempts: 1, retryable: true });
  expect(await second).toMatchObject({ body: PAGE, attempts: 1, joined: true });
  expect(server.requests).toHaveLength(1);
});

test('keeps the shorter deadline of one who joins', async () => {
  const { answer, release } = held();
  const { send } = await bootApi([answer], { runtime: systemRuntime });
  const first = send({}, { deadline: Date.now() + 5_000 });
  const started = Date.now();

  const second = await send({}, { deadline: started + 60 });

  expect(Date.now() - started).toBeLessThan(300);
  expect(second).toMatchObject({ kind: 'timeout', attempts: 1 });
  release();
  expect(await first).toMatchObject({ body: PAGE, joined: false });
});

test('tells the impatient at once that the retry comes too late for them', async () => {
  const clock = new ManualClock();
  const { send } = await bootApi([fault(429, 'rate_limit_error', { 'retry-after': '10' }), ok], {
    runtime: clock,
  });
  const patient = send({}, { deadline: T0 + 30_000 });
  const impatient = send({}, { deadline: T0 + 5_000 });

  const refused = { kind: 'rate_limited', status: 429, attempts: 1, retryAfterMs: 10_000, retryable: true };
  expect(await impatient).toMatchObject(refused);
  expect(await send({}, { deadline: T0 + 10_000 })).toMatchObject(refused);
  await clock.advance(10_000);
  expect(await patient).toMatchObject({ status: 200, attempts: 2, waitedMs: 10_000 });
});

test('tells the impatient at once that the limiter serves them too late', async () => {
  const clock = new ManualClock();
  const { send } = await bootApi([ok, ok], { runtime: clock, requestsPerMinute: 1 });
  await send(WRITE);
  const patient = send({}, { deadline: T0 + 90_000 });

  const impatient = await send({}, { deadline: T0 + 5_000 });

  expect(impatient).toMatchObject({
    kind: 'rate_limited',
    attempts: 0,
    retryAfterMs: 60_000,
    retryable: true,
  });
  await clock.advance(60_000);
  expect(await patient).toMatchObject({ status: 200, attempts: 1, waitedMs: 60_000 });
});

test('takes in the impatient again once the wait is over', async () => {
  const { answer, release } = held();
  const clock = new ManualClock();
  const { server, send } = await bootApi([ok, answer], { runtime: clock, requestsPerMinute: 1 });
  const abort = new AbortController();
  const leaver = { signal: abort.signal, deadline: T0 + 90_000 };
  await send(WRITE);
  const calls = [send(WRITE, leaver), send({}, { deadline: T0 + 180_000 })];
  abort.abort();
  await clock.advance(60_000);
  await server.received(2);

  calls.push(send({}, { deadline: T0 + 70_000 }));
  release();

  expect(await Promise.all(calls)).toMatchObject([
    { kind: 'cancelled' },
    { status: 200 },
    { status: 200, joined: true },
  ]);
});

test('reads a broken answer for each one', async () => {
  const { send } = await bootApi([raw(200, 'application/json', '{')]);

  const results = await Promise.all([send(), send()]);
  await settled();

  expect(results).toMatchObject([{ kind: 'protocol' }, { kind: 'protocol' }]);
});

test('lets nobody join a read that ended while it started', async () => {
  let asked = 0;
  const limiter: RateLimiter = {
    acquire(slot) {
      asked += 1;
      if (asked > 1) return 0;
      slot.onWait?.(slot.deadline);
      return Promise.reject(new RateLimitExceeded(1_000));
    },
    pause: () => {},
  };
  const { send } = await bootApi([ok], { limiter });

  const [first, second] = [await send(), await send()];

  expect([first, second]).toMatchObject([{ kind: 'rate_limited' }, { status: 200, joined: false }]);
});

test('lets nobody join a read whose signal is none', async () => {
  const { api, send } = await bootApi([ok]);

  expect(() => api.send(READ, { ...CALL, signal: {} as AbortSignal })).toThrow(TypeError);

  expect(await send()).toMatchObject({ status: 200, joined: false });
});
