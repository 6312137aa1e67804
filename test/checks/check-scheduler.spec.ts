import { CheckScheduler, type CheckSchedulerDeps } from '../../platform/src/checks/check-scheduler.js';

/** A scheduler whose pauses end when the test says so. */
function scheduler(changes: Partial<CheckSchedulerDeps> = {}) {
  const events: string[] = [];
  let wake = (): void => {};
  const made = new CheckScheduler({
    intervalMs: 1,
    pauseMs: 1_000,
    jitterMs: 200,
    round: { run: async () => void events.push('round') },
    release: async () => void events.push('release'),
    report: (error) => void events.push(`reported ${(error as Error).message}`),
    runtime: {
      now: () => 0,
      random: () => 0.5,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          events.push(`sleep ${ms}`);
          wake = resolve;
          if (signal?.aborted) reject(signal.reason);
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    },
    ...changes,
  });
  /** Ends the pause, and lets what follows it run. */
  const next = async (): Promise<void> => {
    wake();
    await new Promise(setImmediate);
  };
  return { made, events, next };
}

test('runs a round after each pause and its jitter', async () => {
  const { made, events, next } = scheduler();

  made.onApplicationBootstrap();
  await next();
  await next();
  await made.beforeApplicationShutdown();

  expect(events).toEqual(['sleep 1100', 'round', 'sleep 1100', 'round', 'sleep 1100', 'release']);
});

test('does nothing with an interval of 0', async () => {
  const { made, events } = scheduler({ intervalMs: 0 });

  made.onApplicationBootstrap();
  await made.beforeApplicationShutdown();

  expect(events).toEqual([]);
});

test('goes on after a round that failed', async () => {
  const { made, events, next } = scheduler({
    round: { run: () => Promise.reject(new Error('no database')) },
  });

  made.onApplicationBootstrap();
  await next();
  await made.beforeApplicationShutdown();

  expect(events).toEqual(['sleep 1100', 'reported no database', 'sleep 1100', 'release']);
});

test('waits for a round that is under way before it stops, and tells it to', async () => {
  const order: string[] = [];
  const { made, next } = scheduler({
    round: {
      run: (signal) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => setImmediate(() => (order.push('round ended'), resolve()))),
        ),
    },
    release: async () => void order.push('released'),
  });
  made.onApplicationBootstrap();
  await next();

  await made.beforeApplicationShutdown();

  expect(order).toEqual(['round ended', 'released']);
});
