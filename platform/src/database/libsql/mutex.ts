/** Lets one in at a time, in the order in which they came. */
export class Mutex {
  #taken = false;
  readonly #waiting: (() => void)[] = [];

  /** Waits for its turn; whoever has had it passes it on. */
  async take(): Promise<void> {
    if (this.#taken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
  }

  /** Lets the next one in. */
  pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken = false;
  }
}
