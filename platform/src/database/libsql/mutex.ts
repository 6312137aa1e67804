/** A lock that is granted in the order in which it is asked for. */
export class Mutex {
  #locked = false;
  readonly #waiting: (() => void)[] = [];

  /** Waits for the lock; every holder must unlock it. */
  async lock(): Promise<void> {
    if (this.#locked) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#locked = true;
  }

  /** Grants the lock to the next one who waits. */
  unlock(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#locked = false;
  }
}
