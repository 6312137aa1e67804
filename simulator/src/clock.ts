/** Tells the time in milliseconds since 1970. */
export type Clock = () => number;

/** A second in milliseconds. */
export const SECOND = 1_000;
/** A minute in milliseconds. */
export const MINUTE = 60 * SECOND;
/** An hour in milliseconds. */
export const HOUR = 60 * MINUTE;
/** A day in milliseconds. */
export const DAY = 24 * HOUR;

/** A clock that can be set and moved, laid over a real or an injected one. */
export class AdjustableClock {
  #offset = 0;

  constructor(private readonly base: Clock) {}

  /** The present simulated time. */
  readonly now: Clock = () => this.base() + this.#offset;

  /** Sets the present time; the clock runs on from there. */
  set(time: number): void {
    this.#offset = time - this.base();
  }

  /** Moves the present time by some milliseconds. */
  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  /** Goes back to the time of the underlying clock. */
  reset(): void {
    this.#offset = 0;
  }
}

/** Writes a time as the API does. */
export const timestamp = (time: number): string => new Date(time).toISOString();

/** Writes a bucket boundary, which the reports give without fractions of a second. */
export const boundary = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** Writes a time that may be absent. */
export const optionalTimestamp = (time: number | null): string | null =>
  time === null ? null : timestamp(time);
