import { setTimeout as delay } from 'node:timers/promises';

/** Clock, random source and timer, replaceable in tests. */
export interface Runtime {
  /** Epoch milliseconds. */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
  /**
   * Resolves after `ms` milliseconds.
   * @throws the signal's reason if the signal aborts first.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The longest delay that Node's timers accept; a longer one would fire at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The system's clock. */
export const systemRuntime: Runtime = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => delay(Math.min(ms, LONGEST_TIMER_MS), undefined, { signal }),
};
