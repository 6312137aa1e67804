import { ModernFakeTimers } from '@jest/fake-timers';
import type { Circus } from '@jest/types';
import { addEventHandler } from 'jest-circus';
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

let suite: Suite;

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
    suite.timeout = timeout;
  },
  useFakeTimers: (options?: object) => timers.useFakeTimers(options),
  useRealTimers: () => timers.useRealTimers(),
  advanceTimersByTimeAsync: (ms: number) => timers.advanceTimersByTimeAsync(ms),
});

// The runner has no timeouts and shares modules between suites: each step gets a limit, each suite a check for leaks.
addEventHandler(({ name }, { currentDescribeBlock: block, rootDescribeBlock: root }) => {
  if (suite?.root !== root) start(root);
  if (name === 'add_test') limit(block.tests.at(-1)!);
  if (name === 'add_hook') limit(block.hooks.at(-1)!);
});

function start(root: Circus.DescribeBlock): void {
  const timeout = isWaiting(expect.getState().testPath ?? '') ? WAITING_TIMEOUT_MS : TIMEOUT_MS;
  suite = { root, before: globalState(), timeout, isRunning: false };
  addHook('afterEach', () => cleanUp('test'));
}

function addHook(type: 'afterEach' | 'afterAll', fn: () => Promise<void>): void {
  const hook = { type, fn, parent: suite.root, timeout: undefined, asyncError: new Error(), seenDone: false };
  suite.root.hooks.push(hook);
  limit(hook);
}

/** Has a test or hook fail when it takes too long, or when an error stays unhandled. */
function limit(step: { fn?: unknown; timeout?: number | null | undefined }): void {
  const run = step.fn as () => unknown;
  step.fn = async () => {
    beforeStep();
    const ms = step.timeout ?? suite.timeout;
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
  if (suite.isRunning) return;
  suite.isRunning = true;
  const { before } = suite;
  addHook('afterAll', async () => {
    await cleanUp('suite');
    const leaks = await leaksSince(before);
    if (leaks.length > 0) throw new Error(`This suite leaves behind: ${leaks.join(', ')}.`);
  });
}
