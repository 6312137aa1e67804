import fc from 'fast-check';
import { RateLimitExceeded, SlidingWindowLimiter } from '../../../src/kit/http/index.js';
import type { SlotRequest, WaitingBounds } from '../../../src/kit/http/index.js';
import { ManualClock, T0 } from './clocks.js';

const WINDOW = 60_000;

const boot = (limit: number, bounds?: WaitingBounds) => {
  const clock = new ManualClock();
  const limiter = new SlidingWindowLimiter(limit, WINDOW, clock, bounds);
  const granted: [name: string, at: number][] = [];
  const refused: [name: string, why: unknown][] = [];
  const take = (
    name: string,
    {
      key = 'org',
      by,
      within = 10 * WINDOW,
      signal = new AbortController().signal,
    }: { key?: string; by?: string; within?: number; signal?: AbortSignal } = {},
  ) => {
    const slot: SlotRequest = { key, by, deadline: clock.now() + within, signal };
    const refuse = (error: unknown) =>
      refused.push([name, error instanceof RateLimitExceeded ? error.retryAfterMs : error]);
    const note = () => granted.push([name, clock.now() - T0]);
    try {
      const wait = limiter.acquire(slot);
      if (typeof wait === 'number') note();
      else wait.then(note, refuse);
    } catch (error) {
      refuse(error);
    }
  };
  return { clock, limiter, granted, refused, take };
};

test('grants up to the limit at once, and the rest in order as the window moves on', async () => {
  const { clock, granted, take } = boot(2);

  take('a');
  await clock.advance(10_000);
  'bcdef'.split('').forEach((name) => take(name));
  await clock.advance(3 * WINDOW);

  expect(granted).toEqual([
    ['a', 0],
    ['b', 10_000],
    ['c', 60_000],
    ['d', 70_000],
    ['e', 120_000],
    ['f', 130_000],
  ]);
});

test('never grants more than the limit in any window', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.nat({ max: 40_000 }), { maxLength: 30 }),
      async (limit, gaps) => {
        const { clock, granted, take } = boot(limit);
        for (const [n, gap] of gaps.entries()) {
          await clock.advance(gap);
          take(String(n), { within: 100 * WINDOW });
        }
        await clock.advance(100 * WINDOW);
        const times = granted.map(([, at]) => at);

        expect(granted.map(([name]) => Number(name))).toEqual([...gaps.keys()]);
        expect(times.filter((at, n) => n >= limit && at - (times[n - limit] ?? 0) < WINDOW)).toEqual([]);
      },
    ),
    { numRuns: 50 },
  );
});

test('keeps the limit of each key apart', () => {
  const { granted, take } = boot(1);

  take('a', { key: 'org_1' });
  take('b', { key: 'org_2' });

  expect(granted).toHaveLength(2);
});

test.each([
  ['behind a full window', 0, 60_000],
  ['behind one in the queue', 1, 120_000],
  ['behind many in the queue', 4, 300_000],
])('refuses at once, %s, what it cannot serve before the deadline', (_title, ahead, retryAfterMs) => {
  const { granted, refused, take } = boot(1);
  for (let n = 0; n <= ahead; n += 1) take('before');

  take('late', { within: retryAfterMs });

  expect(refused).toEqual([['late', retryAfterMs]]);
  expect(granted).toHaveLength(1);
});

test('a refusal costs no slot', async () => {
  const { clock, granted, take } = boot(1);

  take('a');
  take('refused', { within: 10 });
  take('b');
  await clock.advance(WINDOW);

  expect(granted).toEqual([
    ['a', 0],
    ['b', 60_000],
  ]);
});

test('lets those behind move up when one leaves the queue', async () => {
  const { clock, granted, refused, take } = boot(1);
  const abort = new AbortController();
  take('a');
  take('leaver', { signal: abort.signal });
  take('c');

  abort.abort('enough');
  await clock.advance(WINDOW);

  expect(refused).toEqual([['leaver', 'enough']]);
  expect(granted).toEqual([
    ['a', 0],
    ['c', 60_000],
  ]);
});

test('sleeps no longer when the queue is empty, and serves who comes after', async () => {
  const { clock, granted, take } = boot(1);
  const abort = new AbortController();
  take('a');
  take('leaver', { signal: abort.signal });

  abort.abort();
  const asleep = clock.sleepers;
  take('b');
  await clock.advance(WINDOW);
  expect(asleep).toBe(0);
  expect(granted.at(-1)).toEqual(['b', 60_000]);
  expect(clock.sleepers).toBe(0);
});

test('a pause holds everyone back, and refuses those who cannot wait for its end', async () => {
  const { clock, limiter, granted, refused, take } = boot(1);
  take('a');
  take('b');
  take('impatient', { within: 130_000 });
  take('c');

  limiter.pause('org', T0 + 90_000);
  limiter.pause('org', T0 + 80_000);
  await clock.advance(5 * WINDOW);

  expect(refused).toEqual([['impatient', 150_000]]);
  expect(granted).toEqual([
    ['a', 0],
    ['b', 90_000],
    ['c', 150_000],
  ]);
});

test('a pause holds for a key that was not used before, and for no other', async () => {
  const { clock, limiter, granted, take } = boot(5);

  limiter.pause('org', T0 + 1000);
  take('paused');
  take('free', { key: 'org_2' });
  await clock.advance(1000);

  expect(granted).toEqual([
    ['free', 0],
    ['paused', 1000],
  ]);
});

test('tells a waiter how long it waits, again when a pause makes it longer', () => {
  const { limiter, clock } = boot(1);
  const waits: number[] = [];
  const slot = { key: 'org', deadline: Infinity, signal: new AbortController().signal };
  void limiter.acquire(slot);

  void limiter.acquire({ ...slot, onWait: (until) => waits.push(until - clock.now()) });
  limiter.pause('org', T0 + 70_000);

  expect(waits).toEqual([60_000, 70_000]);
});

test('forgets the keys that are idle', async () => {
  const { clock, limiter, take } = boot(3);
  for (let n = 0; n < 1000; n += 1) take('a', { key: `org_${n}` });
  expect(limiter.size).toBe(1000);

  await clock.advance(WINDOW);
  take('b', { key: 'org_0' });

  expect(limiter.size).toBe(1);
});

test('remembers a key that is paused or has a queue', async () => {
  const { clock, limiter, take } = boot(1);
  limiter.pause('paused', T0 + 3 * WINDOW);
  for (let n = 0; n < 4; n += 1) take('a', { key: 'queued' });

  await clock.advance(2 * WINDOW);
  take('b', { key: 'other' });

  expect(limiter.size).toBe(3);
});

test('lets no subject have more places than its share, whatever its deadline, so another one is served next', async () => {
  const { clock, granted, refused, take } = boot(10, { most: 10, perSubject: 5 });

  for (let nth = 0; nth < 500; nth += 1) take(`a${nth}`, { by: 'a', within: 60 * WINDOW });
  take('b', { by: 'b', within: 2 * WINDOW });
  await clock.advance(2 * WINDOW);

  expect(granted.filter(([name]) => name.startsWith('a'))).toHaveLength(15);
  expect(granted).toContainEqual(['b', WINDOW]);
  expect(refused).toHaveLength(485);
  expect(refused[0]).toEqual(['a15', WINDOW]);
});

test('has a bound on what waits for an organization, whoever asks, and leaves others alone', async () => {
  const { clock, granted, refused, take } = boot(1, { most: 2, perSubject: 1 });

  take('now', { by: 'a' });
  'abcd'.split('').forEach((by) => take(by, { by }));
  take('other', { key: 'other', by: 'c' });
  await clock.advance(2 * WINDOW);

  expect(granted.map(([name]) => name)).toEqual(['now', 'other', 'a', 'b']);
  expect(refused).toEqual([
    ['c', WINDOW],
    ['d', WINDOW],
  ]);
});
