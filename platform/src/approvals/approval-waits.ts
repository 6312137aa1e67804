import { setTimeout as delay } from 'node:timers/promises';
import { PlatformError } from '../problems/platform-error.js';
import type { ApprovalStore } from './approval-store.js';

/** How often the database is asked for changes that another process makes, milliseconds. */
const ASKED_MS = 1_000;

/** Requests that wait at once, in this process. */
const MOST_WAITING = 1_000;

/** Requests that wait for a change of approvals. */
export class ApprovalWaits {
  /** Wakes those who wait, by tenant. */
  readonly #wakers = new Map<string, Set<() => void>>();
  #waiting = 0;

  constructor(private readonly store: Pick<ApprovalStore, 'lastChange'>) {}

  /** A change of this process. */
  changed(tenantId: string): void {
    this.#wakers.get(tenantId)?.forEach((wake) => wake());
  }

  /** Waits for a change after a moment, or from now on. */
  async forChange(
    tenantId: string,
    since: string | undefined,
    seconds: number,
    signal: AbortSignal,
  ): Promise<void> {
    const from = since === undefined ? await this.store.lastChange(tenantId) : new Date(since).toISOString();
    await this.until(tenantId, async () => (await this.store.lastChange(tenantId)) > from, seconds, signal);
  }

  /**
   * Waits until something is so, the time is over, or the client has gone.
   * @throws PlatformError throttled where too many wait
   */
  async until(
    tenantId: string,
    isSo: () => Promise<boolean>,
    seconds: number,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#waiting >= MOST_WAITING)
      throw new PlatformError('throttled', {
        message: 'Too many requests wait for approvals.',
        fix: 'Ask again without "wait".',
        afterMs: 1_000,
      });
    this.#waiting += 1;
    const until = performance.now() + seconds * 1_000;
    try {
      while (!signal.aborted && !(await isSo())) {
        const left = until - performance.now();
        if (left <= 0) return;
        await this.#next(tenantId, Math.min(left, ASKED_MS), signal);
      }
    } finally {
      this.#waiting -= 1;
    }
  }

  async #next(tenantId: string, ms: number, signal: AbortSignal): Promise<void> {
    const wakers = this.#wakers.get(tenantId) ?? new Set();
    this.#wakers.set(tenantId, wakers);
    let waker = (): void => {};
    const woken = new Promise<void>((wake) => (waker = wake));
    wakers.add(waker);
    const ended = new AbortController();
    const either = AbortSignal.any([signal, ended.signal]);
    await Promise.race([woken, delay(ms, undefined, { signal: either, ref: false }).catch(() => {})]);
    ended.abort();
    wakers.delete(waker);
    if (wakers.size === 0) this.#wakers.delete(tenantId);
  }
}
