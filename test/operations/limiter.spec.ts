import { RateLimitExceeded } from 'anthropic-admin-connector';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { SharedLimiter } from '../../platform/src/limits/limiter/shared-limiter.js';
import { endPauses } from '../../platform/src/limits/limiter/pauses.js';
import { planSlots, type SlotAnswer } from '../../platform/src/limits/limiter/plan-slots.js';
import { pauseKey, reserveSlots } from '../../platform/src/limits/limiter/reserve-slots.js';
import { openDatabase, type Database } from '../../platform/src/database/database.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { ENGINES, testDatabase } from '../database/support/test-database.js';
import { slotOf } from './support/slots.js';
import { mostInAnyWindow } from './support/windows.js';

const WINDOW_MS = 1_000;
const MARGIN_MS = 400;

test('plans each slot a window after the one that came as many before it as there are', () => {
  const ledger = { lastSlot: 0, lastAt: 0, pausedUntil: 0, booked: [], timeOf: () => undefined };
  const asked = [500, 500, 500, 50, 500, 500].map((patienceMs) => ({ patienceMs }));

  const answers = planSlots({ limit: 2, windowMs: 100 }, ledger, 1000, asked);

  expect(answers).toEqual([
    { granted: true, slot: 1, at: 1000, waitMs: 0 },
    { granted: true, slot: 2, at: 1000, waitMs: 0 },
    { granted: true, slot: 3, at: 1100, waitMs: 100 },
    { granted: false, retryAfterMs: 100 },
    { granted: true, slot: 4, at: 1100, waitMs: 100 },
    { granted: true, slot: 5, at: 1200, waitMs: 200 },
  ]);
});

describe.each(ENGINES)('the shared limiter on %s', (engine) => {
  test('lets no subject book more than its share of the future over all processes, so another one is served next', async () => {
    const database = await testDatabase(engine);
    const budget = { limit: 10, windowMs: WINDOW_MS, waiting: { most: 10, perSubject: 5 } };
    const limiters = [database, await database.again()].map(
      (each) => new SharedLimiter(each, budget, MARGIN_MS),
    );
    const ended = new AbortController();
    const ask = (nth: number, by: string, patienceMs: number) =>
      limiters[nth % 2]?.acquire({ ...slotOf('org', patienceMs, ended.signal), by });

    const flood = Promise.allSettled(
      Array.from({ length: 500 }, async (_, nth) => ask(nth, 'mallory', 3_600_000)),
    );
    const outcomes = await flood;
    const again = Promise.allSettled(
      Array.from({ length: 500 }, async (_, nth) => ask(nth, 'mallory', 3_600_000)),
    );
    await Promise.all([ask(0, 'ada', 3 * WINDOW_MS), ask(1, 'bob', 3 * WINDOW_MS)]);
    ended.abort();
    await again;

    const served = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(served).toHaveLength(15);
    const [refusal] = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refusal).toBeInstanceOf(RateLimitExceeded);
    expect(refusal).toMatchObject({
      reason: expect.stringContaining('5 requests of this subject') as string,
    });
    expect((refusal as RateLimitExceeded).retryAfterMs).toBeLessThanOrEqual(WINDOW_MS + MARGIN_MS);
  });

  test('has a bound on what waits for an organization over all processes', async () => {
    const database = await testDatabase(engine);
    const budget = { limit: 1, windowMs: WINDOW_MS, waiting: { most: 2, perSubject: 1 } };
    const limiters = [database, await database.again()].map(
      (each) => new SharedLimiter(each, budget, MARGIN_MS),
    );

    const asked = await Promise.allSettled(
      [...'abcdefgh'].map(async (by, nth) => limiters[nth % 2]?.acquire({ ...slotOf('org', 60_000), by })),
    );

    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  test('never gives two processes more slots than one window holds', async () => {
    const database = await testDatabase(engine);
    const budget = { limit: 10, windowMs: WINDOW_MS };
    const limiters = [database, await database.again()].map(
      (each) => new SharedLimiter(each, budget, MARGIN_MS),
    );
    const times: number[] = [];

    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        await limiters[index % 2]?.acquire(slotOf('org', 20_000));
        times.push(Date.now());
      }),
    );

    expect(times).toHaveLength(40);
    expect(mostInAnyWindow(times, WINDOW_MS)).toBeLessThanOrEqual(10);
  });

  test('serves those of one process in the order in which they came', async () => {
    const limiter = new SharedLimiter(await testDatabase(engine), { limit: 2, windowMs: 200 }, MARGIN_MS);
    const order: number[] = [];

    await Promise.all(
      [0, 1, 2, 3, 4, 5].map(async (index) => {
        await limiter.acquire(slotOf('org', 20_000));
        order.push(index);
      }),
    );

    expect(order.map((index) => Math.floor(index / 2))).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test('puts nobody behind those who come later, whatever process they come to', async () => {
    const database = await testDatabase(engine);
    const budget = { limit: 2, windowMs: 60_000 };
    const [one, other] = [
      new SharedLimiter(database, budget),
      new SharedLimiter(await database.again(), budget),
    ];
    const gone = new AbortController();
    const windowOf = (limiter: SharedLimiter): Promise<number> =>
      new Promise((waits) => {
        const due = (until: number): void => waits(Math.round((until - start) / 61_000));
        limiter.acquire(slotOf('org', 600_000, gone.signal, due)).catch(() => {});
      });
    await Promise.all([one.acquire(slotOf('org', 1_000)), one.acquire(slotOf('org', 1_000))]);
    const start = Date.now();

    const before = await Promise.all([one, one, one, one].map(windowOf));
    const late = await windowOf(other);
    const after = await Promise.all([one, one, one].map(windowOf));
    gone.abort();

    expect({ before, late, after }).toEqual({ before: [1, 1, 2, 2], late: 3, after: [3, 4, 4] });
  });

  test('refuses at once what would have to wait beyond its deadline, and tells how long', async () => {
    const limiter = new SharedLimiter(await testDatabase(engine), { limit: 1, windowMs: 60_000 });
    await limiter.acquire(slotOf('org', 1_000));

    const refused = await limiter.acquire(slotOf('org', 1_000)).catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(RateLimitExceeded);
    expect((refused as RateLimitExceeded).retryAfterMs).toBeGreaterThan(58_000);
    await expect(limiter.acquire(slotOf('other', 1_000))).resolves.toBeLessThan(1_000);
  });

  test('keeps every process silent for as long as the API has asked one of them to be', async () => {
    const database = await testDatabase(engine);
    const [one, other] = [database, await database.again()].map(
      (each) => new SharedLimiter(each, { limit: 10, windowMs: WINDOW_MS }),
    );

    const end = Date.now() + 500;
    await one?.pause('org', end);
    await one?.pause('org', Date.now() + 100);
    await other?.acquire(slotOf('org', 10_000));

    expect(Date.now()).toBeGreaterThanOrEqual(end);
  });

  test.each([1, 2])('grants no slot twice where another process was quicker %i times', async (times) => {
    const database = await testDatabase(engine);
    const other = await database.again();
    const budget = { limit: 3, windowMs: 60_000 };
    const asked = [{ patienceMs: 3_600_000 }];
    const slots: SlotAnswer[] = [];
    const reserve = async (on: Database) =>
      slots.push(...(await reserveSlots(on, budget, 'org', asked)).answers);
    const { insertWhen } = database.engine;
    let before = times;
    const spy = jest.spyOn(database.engine, 'insertWhen').mockImplementation(async (...given) => {
      if (before-- > 0) await reserve(other);
      return insertWhen(...given);
    });

    await reserve(database);

    expect(spy).toHaveBeenCalledTimes(times + 1);
    expect(slots.map((each) => each.granted && each.slot)).toEqual(times === 1 ? [1, 2] : [1, 2, 3]);
  });

  test('reserves nothing before the end of a pause that begins meanwhile', async () => {
    const database = await testDatabase(engine);
    const { insertWhen } = database.engine;
    jest.spyOn(database.engine, 'insertWhen').mockImplementationOnce(async (...given) => {
      await pauseKey(database, 'org', 60_000);
      return insertWhen(...given);
    });

    const { answers } = await reserveSlots(database, { limit: 3, windowMs: 1_000 }, 'org', [
      { patienceMs: 3_600_000 },
    ]);

    expect(answers[0]?.granted && answers[0].waitMs).toBeGreaterThan(50_000);
  });

  test('still counts what was sent before a pause once the pause is ended by hand', async () => {
    const database = await testDatabase(engine);
    const budget = { limit: 2, windowMs: 60_000 };
    const two = [{ patienceMs: 7_200_000 }, { patienceMs: 7_200_000 }];
    await reserveSlots(database, budget, 'org', two);
    await pauseKey(database, 'org', 3_600_000);
    await reserveSlots(database, budget, 'org', two);

    await endPauses(database, ['org']);
    const { answers } = await reserveSlots(database, budget, 'org', two);

    expect(answers.map((each) => each.granted && each.waitMs > 50_000)).toEqual([true, true]);
  });

  test('hands on the slot of a request that nobody wants any more', async () => {
    const limiter = new SharedLimiter(await testDatabase(engine), { limit: 1, windowMs: 1_500 }, MARGIN_MS);
    const gone = new AbortController();
    await limiter.acquire(slotOf('org', 10_000));
    let waiting = (): void => {};
    const waits = new Promise<void>((resolve) => (waiting = resolve));
    const abandoned = limiter.acquire(slotOf('org', 10_000, gone.signal, waiting));

    await waits;
    gone.abort(new Error('gone'));
    await expect(abandoned).rejects.toThrow('gone');
    const waited = await limiter.acquire(slotOf('org', 10_000));

    expect(waited).toBeLessThan(3_500);
  });
});

test('shows the API no more than the limit in any window from two platforms and 64 callers', async () => {
  const env = await storedIn('postgres');
  const location = { dataDir: env['DATA_DIR'] ?? '', databaseUrl: new URL(env['DATABASE_URL'] ?? '') };
  const first = await bootWith(env);
  await first.close();
  const databases = await Promise.all([openDatabase(location), openDatabase(location)]);
  const budget = { limit: 16, windowMs: WINDOW_MS };
  const limiters = databases.map((database) => new SharedLimiter(database, budget, 1_500));
  const one = await bootWith(env, { connector: { limiter: limiters[0] } });
  const other = await bootWith(env, { connector: { limiter: limiters[1], baseUrl: one.simulator.url } });
  await one.connect('acme', DEMO_ADMIN_KEY);

  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, index) =>
      (index % 2 ? one : other).call('/actions/users_list/invoke', {
        method: 'POST',
        body: { input: { limit: index + 1 } },
      }),
    ),
  );

  const times = one.simulator.journal.entries().filter(({ path }) => path.endsWith('/users'));
  await Promise.all(databases.map((database) => database.close()));
  expect(answers.map(({ status }) => status)).toEqual(Array(64).fill(200));
  expect(times).toHaveLength(64);
  expect(
    mostInAnyWindow(
      times.map(({ at }) => at),
      WINDOW_MS,
    ),
  ).toBeLessThanOrEqual(16);
});

test('counts the requests of two platforms together by default, and says when to come back', async () => {
  const env = await storedIn('postgres');
  // The check of the saved key is counted too.
  const connector = { requestsPerMinute: 4 };
  const one = await bootWith(env, { connector });
  const other = await bootWith(env, { connector: { ...connector, baseUrl: one.simulator.url } });
  await one.connect();

  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      (index % 2 ? one : other).call('/actions/users_list/invoke', {
        method: 'POST',
        body: { input: { limit: index + 1 } },
        headers: { 'x-request-timeout-ms': '5000' },
      }),
    ),
  );

  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  expect(refused).toHaveLength(5);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(50);
});
