/** When the last N slots were granted: a ring, so that neither a grant nor a forecast depends on N. */
export class GrantLog {
  readonly #times: Float64Array;
  #oldest = 0;

  constructor(
    limit: number,
    readonly windowMs: number,
  ) {
    this.#times = new Float64Array(limit).fill(-Infinity);
  }

  /** Epoch milliseconds of the last grant; -Infinity when there was none. */
  get last(): number {
    const { length } = this.#times;
    return this.#times[(this.#oldest + length - 1) % length] ?? -Infinity;
  }

  /** Notes a grant. */
  add(time: number): void {
    this.#times[this.#oldest] = time;
    this.#oldest = (this.#oldest + 1) % this.#times.length;
  }

  /** Epoch milliseconds at which a slot comes free when `ahead` others are served first, none before `earliest`. */
  forecast(ahead: number, earliest: number): number {
    const { length } = this.#times;
    const rounds = Math.floor(ahead / length);
    const before = this.#times[(this.#oldest + (ahead % length)) % length] ?? -Infinity;
    return Math.max(earliest, before + this.windowMs) + rounds * this.windowMs;
  }
}
