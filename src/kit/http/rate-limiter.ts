/** One request that waits for permission to be sent. */
export interface SlotRequest {
  /** Whose rate limit applies: an organization. */
  readonly key: string;
  /** Who asks; requests without one have no share. */
  readonly by?: string | undefined;
  /** The tenant of who asks. */
  readonly tenant?: string | undefined;
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
   * @throws RateLimitExceeded immediately if there is no slot before the deadline, or no place to wait for one; the signal's
   * reason if it aborts.
   */
  acquire(slot: SlotRequest): number | Promise<number>;
  /** Grants no slot to `key` before `until` (epoch milliseconds), because the API returned a 429. */
  pause(key: string, until: number): void | Promise<void>;
}

/** How many requests of one key may wait for a slot at once, and how many of them may be of one subject. */
export interface WaitingBounds {
  readonly most: number;
  readonly perSubject: number;
}

/**
 * The bounds of a queue in which one subject may have `share` percent of the places.
 *
 * @example
 * waitingBoundsOf(100, 50); // { most: 100, perSubject: 50 }
 */
export const waitingBoundsOf = (most: number, share: number): WaitingBounds => ({
  most,
  perSubject: Math.max(1, Math.floor((most * share) / 100)),
});

/** There is no slot before the deadline, or no place to wait for one. Nothing was sent. */
export class RateLimitExceeded extends Error {
  override readonly name = 'RateLimitExceeded';

  constructor(
    /** Milliseconds until a slot is likely to be free. */
    readonly retryAfterMs: number,
    /** What is used up, as the end of a sentence; the slots before the deadline if omitted. */
    readonly reason = 'its rate limit for this organization allows no request before the deadline',
  ) {
    super('no rate limit slot before the deadline');
  }

  /** The refusal of a request for which there is no place to wait, in the whole queue or in the share of its subject. */
  static full(retryAfterMs: number, of: 'organization' | 'subject', places: number): RateLimitExceeded {
    const reason =
      of === 'organization'
        ? `${places} requests wait for this organization already, which is the most`
        : `${places} requests of this subject wait for this organization already, which is the most that one subject may have`;
    return new RateLimitExceeded(retryAfterMs, reason);
  }
}
