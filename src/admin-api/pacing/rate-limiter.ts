/** One request that wants to go out. */
export interface SlotRequest {
  /** Whose budget is used: an organization. */
  readonly key: string;
  /** Epoch milliseconds; read again whenever it matters, since it may be moved later while the request waits. */
  readonly deadline: number;
  /** Aborts when nobody wants the slot any more. Read it only when the request has to wait: it is made on demand. */
  readonly signal: AbortSignal;
  /** Told when the request has to wait, and until when (epoch milliseconds), as far as the limiter knows. */
  onWait?(until: number): void;
}

/** Paces requests, in order of arrival. A host with several processes brings one that they share. */
export interface RateLimiter {
  /**
   * Grants a slot: the milliseconds waited for it, without a promise when there was no wait.
   * @throws RateLimitExceeded at once when no slot comes before the deadline, and the signal's reason when it aborts.
   */
  acquire(slot: SlotRequest): number | Promise<number>;
  /** Grants nothing to `key` before `until` (epoch milliseconds), because the API asked for silence. */
  pause(key: string, until: number): void | Promise<void>;
}

/** No slot comes before the deadline; nothing was sent. */
export class RateLimitExceeded extends Error {
  override readonly name = 'RateLimitExceeded';

  constructor(
    /** Milliseconds until a slot is likely to be free. */
    readonly retryAfterMs: number,
  ) {
    super('no slot before the deadline');
  }
}
