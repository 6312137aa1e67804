import type { Runtime } from '../runtime.js';
import type { GrantLog } from './grant-log.js';
import type { SlotRequest } from './rate-limiter.js';
import { RateLimitExceeded } from './rate-limiter.js';

interface Waiter {
  readonly slot: SlotRequest;
  readonly since: number;
  readonly grant: (waitedMs: number) => void;
  readonly refuse: (reason: unknown) => void;
}

/** The queue, the log and the pause of one key. */
export class PacedKey {
  readonly #runtime: Runtime;
  readonly #log: GrantLog;
  readonly #queue = new Set<Waiter>();
  #pausedUntil = -Infinity;
  #serving = false;
  #wake?: AbortController;

  constructor(runtime: Runtime, log: GrantLog) {
    this.#runtime = runtime;
    this.#log = log;
  }

  /** True when forgetting this key changes nothing. */
  idle(now: number): boolean {
    return this.#queue.size === 0 && this.#pausedUntil <= now && this.#log.last + this.#log.windowMs <= now;
  }

  /** See `RateLimiter.acquire`. */
  acquire(slot: SlotRequest): number | Promise<number> {
    const now = this.#runtime.now();
    const at = this.#forecast(this.#queue.size, now);
    if (at <= now && this.#queue.size === 0) {
      this.#log.add(now);
      return 0;
    }
    if (at >= slot.deadline) throw new RateLimitExceeded(at - now);
    slot.onWait?.(at);
    return this.#enqueue(slot, now);
  }

  /** See `RateLimiter.pause`. Whoever can no longer be served in time hears of it now. */
  pause(until: number): void {
    if (until <= this.#pausedUntil) return;
    this.#pausedUntil = until;
    const now = this.#runtime.now();
    let ahead = 0;
    for (const waiter of this.#queue) {
      const at = this.#forecast(ahead, now);
      if (at < waiter.slot.deadline) {
        ahead += 1;
        waiter.slot.onWait?.(at);
      } else {
        this.#leave(waiter, new RateLimitExceeded(at - now));
      }
    }
  }

  #forecast(ahead: number, now: number): number {
    return this.#log.forecast(ahead, Math.max(now, this.#pausedUntil));
  }

  #enqueue(slot: SlotRequest, since: number): Promise<number> {
    slot.signal.throwIfAborted();
    return new Promise((grant, refuse) => {
      const waiter: Waiter = { slot, since, grant, refuse };
      slot.signal.addEventListener('abort', () => this.#leave(waiter, slot.signal.reason), { once: true });
      this.#queue.add(waiter);
      if (!this.#serving) void this.#serve();
    });
  }

  #leave(waiter: Waiter, reason: unknown): void {
    if (!this.#queue.delete(waiter)) return;
    waiter.refuse(reason);
    if (this.#queue.size === 0) this.#wake?.abort();
  }

  async #serve(): Promise<void> {
    this.#serving = true;
    for (const waiter of this.#queue) {
      for (let now = this.#runtime.now(); this.#queue.has(waiter); now = this.#runtime.now()) {
        const at = this.#forecast(0, now);
        if (at <= now) {
          this.#queue.delete(waiter);
          this.#log.add(now);
          waiter.grant(now - waiter.since);
        } else {
          await this.#sleep(at - now);
        }
      }
    }
    this.#serving = false;
  }

  async #sleep(ms: number): Promise<void> {
    this.#wake = new AbortController();
    // Woken early because the queue is empty: the loop sees that by itself.
    await this.#runtime.sleep(ms, this.#wake.signal).catch(() => undefined);
    this.#wake = undefined;
  }
}
