import type { Runtime } from '../../../src/kit/http/index.js';

/** Every fake clock starts here. */
export const T0 = Date.parse('2026-11-01T12:00:00Z');

/** A clock on which a sleep is over at once, and the time has passed all the same. */
export class QuickClock implements Runtime {
  readonly slept: number[] = [];
  #now = T0;

  now = (): number => this.#now;

  random = (): number => 0.5;

  sleep = async (ms: number): Promise<void> => {
    this.slept.push(ms);
    this.#now += ms;
  };
}

interface Sleeper {
  until: number;
  wake: () => void;
}

/** A clock that stands until it is moved. */
export class ManualClock implements Runtime {
  #now = T0;
  #sleepers: Sleeper[] = [];

  now = (): number => this.#now;

  random = (): number => 0.5;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((wake, reject) => {
      const sleeper = { until: this.#now + ms, wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      });
    });

  /** How many sleep. */
  get sleepers(): number {
    return this.#sleepers.length;
  }

  /** Moves the time and wakes, in order, everyone whose time has come. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const next = this.#sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0];
      if (next === undefined) break;
      this.#now = next.until;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      next.wake();
    }
    this.#now = end;
  }
}

/** Lets everything that is ready run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
