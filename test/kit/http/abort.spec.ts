import { getEventListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { READ, WRITE, bootApi } from './boot-api.js';
import { ManualClock, settled } from './clocks.js';
import { fault, json, ok, resetBefore, silence, type Answer } from './scripted-server.js';

const CANCELLED = { name: 'ApiError', kind: 'cancelled', reason: 'the call was aborted', waitedMs: 0 };

test('sends nothing when the signal has aborted before', async () => {
  const { server, send } = await bootApi([ok]);

  const result = await send(WRITE, { signal: AbortSignal.abort() });

  expect(result).toMatchObject({ kind: 'cancelled', attempts: 0, inDoubt: false });
  expect(server.requests).toEqual([]);
});

test.each([
  ['no doubt for a read', READ, false],
  ['doubt for a write', WRITE, true],
])('stops a request in flight, and leaves %s', async (_title, request, inDoubt) => {
  const { server, send } = await bootApi([silence]);
  const abort = new AbortController();
  const result = send(request, { signal: abort.signal });
  await server.received(1);

  abort.abort(new Error('with a reason of its own'));

  expect(await result).toMatchObject({ ...CANCELLED, attempts: 1, inDoubt, retryable: false });
});

test('closes the connection of a stopped request', async () => {
  const { server, send } = await bootApi([silence]);
  const abort = new AbortController();
  const closed = new Promise((resolve) => (server.onRequest = ({ socket }) => socket.once('close', resolve)));
  const result = send(WRITE, { signal: abort.signal });
  await server.received(1);

  abort.abort();

  await result;
  await expect(closed).resolves.toBe(false);
});

test('leaves the queue of the limiter, and lets the next one have the slot', async () => {
  const clock = new ManualClock();
  const { server, send } = await bootApi([ok, ok], { runtime: clock, requestsPerMinute: 1 });
  const abort = new AbortController();
  await send();
  const second = send(WRITE, { signal: abort.signal, deadline: clock.now() + 150_000 });
  const third = send(READ, { deadline: clock.now() + 150_000 });
  await settled();

  abort.abort();
  await clock.advance(60_000);

  expect(await second).toMatchObject({ ...CANCELLED, attempts: 0, inDoubt: false });
  expect(await third).toMatchObject({ status: 200, waitedMs: 60_000 });
  expect(server.requests).toHaveLength(2);
});

test.each([
  ['a write that had no effect', WRITE, fault(429, 'rate_limit_error'), false],
  ['a read', READ, resetBefore, false],
  ['a write that the API told to retry', WRITE, fault(500, 'api_error', { 'x-should-retry': 'true' }), true],
])('stops between two attempts of %s', async (_title, request, answer, inDoubt) => {
  const clock = new ManualClock();
  const { server, send } = await bootApi([answer, ok], { runtime: clock });
  const abort = new AbortController();
  const result = send(request, { signal: abort.signal });
  while (clock.sleepers === 0) await settled();

  abort.abort();

  expect(await result).toMatchObject({ ...CANCELLED, attempts: 1, inDoubt });
  await settled();
  expect({ requests: server.requests.length, sleepers: clock.sleepers }).toEqual({
    requests: 1,
    sleepers: 0,
  });
});

test('runs many calls under one signal without a warning', async () => {
  const { send } = await bootApi(Array(40).fill(ok));
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  const { signal } = new AbortController();

  const calls = Array.from({ length: 40 }, (_, n) =>
    send({ path: `/v1/organizations/users/${n}` }, { signal }),
  );
  await Promise.all(calls);
  await settled();

  process.off('warning', note);
  expect(warnings).toEqual([]);
});

test('leaves no listener and no timer behind', async () => {
  const { signal } = new AbortController();
  const { send } = await bootApi([ok, fault(404, 'not_found_error')]);
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();

  await Promise.all([send({}, { signal }), send(WRITE, { signal })]);

  expect({ listeners: getEventListeners(signal, 'abort'), timers: timers() - before }).toEqual({
    listeners: [],
    timers: 0,
  });
});

test('stops every call of one signal', async () => {
  const { server, send } = await bootApi(Array(3).fill(silence));
  const abort = new AbortController();
  const { signal } = abort;
  const calls = [1, 2, 3].map((n) => send({ path: `/v1/organizations/users/${n}` }, { signal }));
  await server.received(3);

  abort.abort();

  expect(await Promise.all(calls)).toEqual(Array(3).fill(expect.objectContaining({ kind: 'cancelled' })));
});

test('gives back the memory of every response that was cut off half-way', async () => {
  const half: Answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write(`{"a":"${'x'.repeat(2000)}`);
  };
  const calls = 60;
  const whole = json(200, { a: 'x'.repeat(4_000) });
  let cutOff = false;
  const answer: Answer = (...given) => (cutOff ? whole : half)(...given);
  const { server, send } = await bootApi(Array<Answer>(500).fill(answer), {
    connections: calls,
    maxHeldBytes: 100_000,
  });
  const abort = new AbortController();
  const sent = (from: number, until: number) =>
    Array.from({ length: until - from }, (_, nth) =>
      send(
        { path: `/v1/organizations/users?page=${from + nth}` },
        { signal: abort.signal, flightKey: `c${from + nth}`, limiterKey: `c${from + nth}` },
      ),
    );
  // The first ones have room before the others compete for the rest of it.
  const results = sent(0, 15);
  await server.received(15);
  await pause(100);
  results.push(...sent(15, calls));
  await server.received(calls);
  await pause(100);

  cutOff = true;
  abort.abort();

  const kinds = (await Promise.all(results)).map((result) => (result as { kind?: string }).kind);
  // What the memory has no room for ends by itself; all others are cancelled.
  expect(kinds.filter((kind) => kind === 'cancelled').length).toBeGreaterThan(10);
  const after = [
    send({ path: '/v1/organizations/users?page=a' }),
    send({ path: '/v1/organizations/users?page=b' }),
  ];
  expect(await Promise.all(after)).toMatchObject([{ status: 200 }, { status: 200 }]);
});
