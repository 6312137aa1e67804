import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { RateLimiter, SlotRequest } from 'anthropic-admin-connector';
import type { Database } from '../../database/database.js';
import type { SlotBudget } from './plan-slots.js';
import { isPaused, pauseKey, reserveSlots } from './reserve-slots.js';
import { SlotBatcher, type OwnSlot } from './slot-batcher.js';
import { SpareSlots } from './spare-slots.js';

/** How late a slot may be used. Windows are longer by this time, so two uses are never too close. */
export const MARGIN_MS = 1_000;

/**
 * The limiter of all processes on one database: at most `limit` slots in any window, in the order of requests. A
 * request reserves the next slot and then waits without a lock and without polling.
 */
export class SharedLimiter implements RateLimiter {
  readonly #budget: SlotBudget;
  readonly #lines = new Map<string, SlotBatcher>();
  readonly #spare = new SpareSlots();

  constructor(
    private readonly database: Database,
    { limit, windowMs, waiting }: SlotBudget,
    private readonly marginMs = MARGIN_MS,
  ) {
    this.#budget = { limit, windowMs: windowMs + marginMs, waiting };
  }

  /** See `RateLimiter`. */
  async acquire(slot: SlotRequest): Promise<number> {
    const since = Date.now();
    while (!(await this.served(slot)));
    return Date.now() - since;
  }

  /** See `RateLimiter`. */
  async pause(key: string, until: number): Promise<void> {
    this.#spare.forget(key);
    await pauseKey(this.database, key, until - Date.now());
  }

  /** Waits for one slot; false if it cannot be used, because the key is paused or the slot has passed. */
  private async served(slot: SlotRequest): Promise<boolean> {
    const own =
      this.#spare.take(slot.key, slot.deadline) ??
      (await this.line(slot.key).ask(slot.deadline, hashOf(slot.by)));
    const waits = own.due > Date.now();
    if (waits) await this.waited(slot, own);
    if (waits && (await isPaused(this.database, slot.key))) return false;
    return Date.now() - own.earliest <= this.marginMs;
  }

  private async waited(slot: SlotRequest, own: OwnSlot): Promise<void> {
    slot.onWait?.(own.due);
    const { key, signal } = slot;
    try {
      signal.throwIfAborted();
      await delay(own.due - Date.now(), undefined, { signal });
    } catch {
      this.#spare.add(key, own);
      throw signal.reason;
    }
  }

  private line(key: string): SlotBatcher {
    const known = this.#lines.get(key);
    if (known) return known;
    const line = new SlotBatcher(
      (asked) => reserveSlots(this.database, this.#budget, key, asked),
      () => this.#lines.delete(key),
      this.#budget.waiting,
    );
    this.#lines.set(key, line);
    return line;
  }
}

/** The database need not know who asks. */
const hashOf = (by: string | undefined): string | undefined =>
  by === undefined ? undefined : createHash('sha256').update(by).digest('base64url');
