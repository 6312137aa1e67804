import { RateLimitExceeded } from './rate-limiter.js';
import type { RateLimiter, SlotRequest, WaitingBounds } from './rate-limiter.js';
import type { Runtime } from './runtime.js';

/** The usual window of a rate limit: requests are counted per minute. */
export const WINDOW_MS = 60_000;

/** The limiter of one process: at most `limit` grants in any rolling window, first come, first served. */
export class SlidingWindowLimiter implements RateLimiter {
  readonly #queues = new Map<string, OrganizationQueue>();
  #nextSweep = 0;

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly runtime: Runtime,
    /** No bound if omitted. */
    private readonly bounds?: WaitingBounds,
  ) {}

  /** Number of keys in memory: those used within the last two windows. */
  get size(): number {
    return this.#queues.size;
  }

  /** See `RateLimiter`. */
  acquire(slot: SlotRequest): number | Promise<number> {
    return this.#queue(slot.key).acquire(slot);
  }

  /** See `RateLimiter`. */
  pause(key: string, until: number): void {
    this.#queue(key).pause(until);
  }

  #queue(key: string): OrganizationQueue {
    this.#sweep(this.runtime.now());
    let queue = this.#queues.get(key);
    if (queue === undefined) {
      queue = new OrganizationQueue(this.runtime, new GrantLog(this.limit, this.windowMs), this.bounds);
      this.#queues.set(key, queue);
    }
    return queue;
  }

  /** Forgets idle keys, once per window, which costs a call next to nothing. */
  #sweep(now: number): void {
    if (now < this.#nextSweep) return;
    this.#nextSweep = now + this.windowMs;
    for (const [key, queue] of this.#queues) {
      if (queue.isIdle(now)) this.#queues.delete(key);
    }
  }
}

/** The times of the last N grants: a ring buffer, so neither a grant nor a forecast depends on N. */
class GrantLog {
  readonly #times: Float64Array;
  #oldest = 0;

  constructor(
    limit: number,
    readonly windowMs: number,
  ) {
    this.#times = new Float64Array(limit).fill(-Infinity);
  }

  /** Epoch milliseconds of the last grant; -Infinity if there was none. */
  get last(): number {
    const { length } = this.#times;
    return this.#times[(this.#oldest + length - 1) % length] ?? -Infinity;
  }

  add(time: number): void {
    this.#times[this.#oldest] = time;
    this.#oldest = (this.#oldest + 1) % this.#times.length;
  }

  /** Epoch milliseconds at which a slot is free when `ahead` others are served first, none before `earliest`. */
  forecast(ahead: number, earliest: number): number {
    const { length } = this.#times;
    const rounds = Math.floor(ahead / length);
    const before = this.#times[(this.#oldest + (ahead % length)) % length] ?? -Infinity;
    return Math.max(earliest, before + this.windowMs) + rounds * this.windowMs;
  }
}

interface Waiter {
  readonly slot: SlotRequest;
  readonly since: number;
  readonly grant: (waitedMs: number) => void;
  readonly refuse: (reason: unknown) => void;
}

/** The waiting requests, the grants and the pause of one limiter key. */
class OrganizationQueue {
  readonly #runtime: Runtime;
  readonly #log: GrantLog;
  readonly #bounds: WaitingBounds | undefined;
  readonly #waiters = new Set<Waiter>();
  #pausedUntil = -Infinity;
  #serving = false;
  #wake?: AbortController;

  constructor(runtime: Runtime, log: GrantLog, bounds?: WaitingBounds) {
    this.#runtime = runtime;
    this.#log = log;
    this.#bounds = bounds;
  }

  /** True if forgetting this queue changes nothing. */
  isIdle(now: number): boolean {
    return this.#waiters.size === 0 && this.#pausedUntil <= now && this.#log.last + this.#log.windowMs <= now;
  }

  /** See `RateLimiter.acquire`. */
  acquire(slot: SlotRequest): number | Promise<number> {
    const now = this.#runtime.now();
    const at = this.#forecast(this.#waiters.size, now);
    if (at <= now && this.#waiters.size === 0) {
      this.#log.add(now);
      return 0;
    }
    if (at >= slot.deadline) throw new RateLimitExceeded(at - now);
    this.#requirePlace(slot, now);
    slot.onWait?.(at);
    return this.#enqueue(slot, now);
  }

  /** See `RateLimiter.pause`. Refuses at once the requests that can no longer be served before their deadline. */
  pause(until: number): void {
    if (until <= this.#pausedUntil) return;
    this.#pausedUntil = until;
    const now = this.#runtime.now();
    let ahead = 0;
    for (const waiter of this.#waiters) {
      const at = this.#forecast(ahead, now);
      if (at < waiter.slot.deadline) {
        ahead += 1;
        waiter.slot.onWait?.(at);
      } else {
        this.#leave(waiter, new RateLimitExceeded(at - now));
      }
    }
  }

  /** @throws RateLimitExceeded with the time at which one of those that hold the places is served */
  #requirePlace({ by }: SlotRequest, now: number): void {
    if (this.#bounds === undefined) return;
    const { most, perSubject } = this.#bounds;
    const wait = (ahead: number): number => this.#forecast(ahead, now) - now;
    if (this.#waiters.size >= most) throw RateLimitExceeded.full(wait(0), 'organization', most);
    if (by === undefined || this.#waiters.size < perSubject) return;
    let [own, first] = [0, 0];
    let ahead = 0;
    for (const waiter of this.#waiters) {
      if (waiter.slot.by === by && (own += 1) === 1) first = ahead;
      ahead += 1;
    }
    if (own >= perSubject) throw RateLimitExceeded.full(wait(first), 'subject', perSubject);
  }

  #forecast(ahead: number, now: number): number {
    return this.#log.forecast(ahead, Math.max(now, this.#pausedUntil));
  }

  #enqueue(slot: SlotRequest, since: number): Promise<number> {
    slot.signal.throwIfAborted();
    return new Promise((grant, refuse) => {
      const waiter: Waiter = { slot, since, grant, refuse };
      slot.signal.addEventListener('abort', () => this.#leave(waiter, slot.signal.reason), { once: true });
      this.#waiters.add(waiter);
      if (!this.#serving) void this.#serve();
    });
  }

  #leave(waiter: Waiter, reason: unknown): void {
    if (!this.#waiters.delete(waiter)) return;
    waiter.refuse(reason);
    if (this.#waiters.size === 0) this.#wake?.abort();
  }

  async #serve(): Promise<void> {
    this.#serving = true;
    for (const waiter of this.#waiters) {
      for (let now = this.#runtime.now(); this.#waiters.has(waiter); now = this.#runtime.now()) {
        const at = this.#forecast(0, now);
        if (at <= now) {
          this.#waiters.delete(waiter);
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
    // Woken early if no request waits any longer: the loop sees that by itself.
    await this.#runtime.sleep(ms, this.#wake.signal).catch(() => undefined);
    this.#wake = undefined;
  }
}
