/** One request that waits for permission to be sent. */
export interface SlotRequest {
  /** Whose rate limit applies: an organization. */
  readonly key: string;
  /** Epoch milliseconds. Read it again each time: it can move later while the request waits. */
  readonly deadline: number;
  /** Aborts when the slot is no longer needed. Created on first access, so read it only if the request has to wait. */
  readonly signal: AbortSignal;
  /** Called if the request has to wait, with the expected end of the wait (epoch milliseconds). */
  onWait?(until: number): void;
}

/** Limits the rate of requests, first come, first served. A host with several processes supplies a shared one. */
export interface RateLimiter {
  /**
   * Grants a slot and returns the milliseconds waited: synchronously if there was no wait.
   * @throws RateLimitExceeded immediately if there is no slot before the deadline; the signal's reason if it aborts.
   */
  acquire(slot: SlotRequest): number | Promise<number>;
  /** Grants no slot to `key` before `until` (epoch milliseconds), because the API returned a 429. */
  pause(key: string, until: number): void | Promise<void>;
}

/** There is no slot before the deadline. Nothing was sent. */
export class RateLimitExceeded extends Error {
  override readonly name = 'RateLimitExceeded';

  constructor(
    /** Milliseconds until a slot is likely to be free. */
    readonly retryAfterMs: number,
  ) {
    super('no rate limit slot before the deadline');
  }
}
