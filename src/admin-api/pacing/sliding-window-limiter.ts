import type { Runtime } from '../runtime.js';
import { GrantLog } from './grant-log.js';
import { PacedKey } from './paced-key.js';
import type { RateLimiter, SlotRequest } from './rate-limiter.js';

/** The limiter within one process: never more than `limit` grants in any window, first come, first served. */
export class SlidingWindowLimiter implements RateLimiter {
  readonly #keys = new Map<string, PacedKey>();
  #nextSweep = 0;

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly runtime: Runtime,
  ) {}

  /** Keys in memory: those used within the last two windows. */
  get size(): number {
    return this.#keys.size;
  }

  /** See `RateLimiter`. */
  acquire(slot: SlotRequest): number | Promise<number> {
    return this.#key(slot.key).acquire(slot);
  }

  /** See `RateLimiter`. */
  pause(key: string, until: number): void {
    this.#key(key).pause(until);
  }

  #key(name: string): PacedKey {
    this.#sweep(this.runtime.now());
    let key = this.#keys.get(name);
    if (key === undefined) {
      key = new PacedKey(this.runtime, new GrantLog(this.limit, this.windowMs));
      this.#keys.set(name, key);
    }
    return key;
  }

  /** Forgets idle keys, once in a window, which costs a call next to nothing. */
  #sweep(now: number): void {
    if (now < this.#nextSweep) return;
    this.#nextSweep = now + this.windowMs;
    for (const [name, key] of this.#keys) {
      if (key.idle(now)) this.#keys.delete(name);
    }
  }
}
