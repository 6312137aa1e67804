/** Returns the current time in epoch milliseconds. */
export type Clock = () => number;

/** A second in milliseconds. */
export const SECOND = 1_000;
/** A minute in milliseconds. */
export const MINUTE = 60 * SECOND;
/** An hour in milliseconds. */
export const HOUR = 60 * MINUTE;
/** A day in milliseconds. */
export const DAY = 24 * HOUR;

/** A clock that can be set and advanced, on top of the system clock or an injected one. */
export class AdjustableClock {
  #offset = 0;

  constructor(private readonly base: Clock) {}

  /** The current simulated time, epoch milliseconds. */
  readonly now: Clock = () => this.base() + this.#offset;

  /** Sets the current time; the clock continues from there. */
  set(time: number): void {
    this.#offset = time - this.base();
  }

  /** Advances the current time by a number of milliseconds. */
  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  /** Returns to the time of the underlying clock. */
  reset(): void {
    this.#offset = 0;
  }
}

/** Formats a time as the API does. */
export const timestamp = (time: number): string => new Date(time).toISOString();

/** Formats a bucket boundary, which the reports return without fractional seconds. */
export const boundary = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** Formats a time that may be null. */
export const optionalTimestamp = (time: number | null): string | null =>
  time === null ? null : timestamp(time);
