import { ModernFakeTimers } from '@jest/fake-timers';
import type { Circus } from '@jest/types';
import { addEventHandler, getState } from 'jest-circus';
import { cleanUp } from '../cleanup.js';
import { globalState, type GlobalState, leaksSince } from './leaks.js';
import { isWaiting } from './waiting.js';

const TIMEOUT_MS = 30_000;

/** What is waited for in a page or in another process fails before the test does, on a slow machine too. */
const WAITING_TIMEOUT_MS = 180_000;

/** The test file that is being loaded or run. */
interface Suite {
  readonly root: Circus.DescribeBlock;
  readonly before: GlobalState;
  timeout: number;
  isRunning: boolean;
}

let suite: Suite | undefined;

/** Errors that no code has handled so far. */
const unhandled = new Map<unknown, unknown>();

process.on('unhandledRejection', (reason, promise) => unhandled.set(promise, reason));
process.on('rejectionHandled', (promise) => unhandled.delete(promise));
process.on('uncaughtException', (error) => unhandled.set(error, error));

// Fake timers replace the global ones, and a limit must not stop with them.
const { setTimeout, clearTimeout } = globalThis;
const timers = new ModernFakeTimers({ config: { fakeTimers: {} } as never, global: globalThis });

// What Jest has and the runner's own `jest` lacks.
Object.assign(jest, {
  setTimeout: (timeout: number) => {
    currentSuite().timeout = timeout;
  },
  useFakeTimers: (options?: object) => timers.useFakeTimers(options),
  useRealTimers: () => timers.useRealTimers(),
  advanceTimersByTimeAsync: (ms: number) => timers.advanceTimersByTimeAsync(ms),
});

// The runner has no timeouts and shares modules between suites: each step gets a limit, each suite a check for leaks.
addEventHandler(({ name }, { currentDescribeBlock: block }) => {
  currentSuite();
  if (name === 'add_test') limit(block.tests.at(-1)!);
  if (name === 'add_hook') limit(block.hooks.at(-1)!);
});

/** The suite at hand, which begins with the first thing that its file does to the runner. */
function currentSuite(): Suite {
  const { rootDescribeBlock: root } = getState();
  if (suite?.root === root) return suite;
  const timeout = isWaiting(expect.getState().testPath ?? '') ? WAITING_TIMEOUT_MS : TIMEOUT_MS;
  suite = { root, before: globalState(), timeout, isRunning: false };
  addHook(suite, 'afterEach', () => cleanUp('test'));
  return suite;
}

function addHook({ root }: Suite, type: 'afterEach' | 'afterAll', fn: () => Promise<void>): void {
  const hook = { type, fn, parent: root, timeout: undefined, asyncError: new Error(), seenDone: false };
  root.hooks.push(hook);
  limit(hook);
}

/** Has a test or hook fail when it takes too long, or when an error stays unhandled. */
function limit(step: { fn?: unknown; timeout?: number | null | undefined }): void {
  const run = step.fn as () => unknown;
  step.fn = async () => {
    beforeStep();
    const ms = step.timeout ?? currentSuite().timeout;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Not done after ${ms} ms.`)), ms);
    });
    await Promise.race([run(), late]).finally(() => clearTimeout(timer));
    const [error] = unhandled.values();
    unhandled.clear();
    if (error !== undefined) throw error;
  };
}

/** Adds the last hook of a suite when its first step runs: hooks run in the order in which they are added. */
function beforeStep(): void {
  const running = currentSuite();
  if (running.isRunning) return;
  running.isRunning = true;
  addHook(running, 'afterAll', async () => {
    await cleanUp('suite');
    const leaks = await leaksSince(running.before);
    if (leaks.length > 0) throw new Error(`This suite leaves behind: ${leaks.join(', ')}.`);
  });
}
