interface Kept<Value> {
  readonly until: number;
  readonly value: Promise<Value>;
}

/** Remembers what was read for a short time. Readers that come at once share one reading. */
export class BriefCache<Value> {
  readonly #kept = new Map<string, Kept<Value>>();

  /** @param now - epoch milliseconds. */
  constructor(
    private readonly keptMs: number,
    private readonly capacity: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** What is remembered under a key, or else what `read` brings; a failure is not remembered. */
  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const now = this.now();
    const known = this.#kept.get(key);
    if (known && known.until > now) return known.value;
    const value = read();
    const kept = { value, until: now + this.keptMs };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    value.catch(() => this.#kept.get(key) === kept && this.#kept.delete(key));
    this.#makeRoom();
    return value;
  }

  /** Makes the next reader read, also where a reading is under way. */
  forget(key: string): void {
    this.#kept.delete(key);
  }

  #makeRoom(): void {
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= this.capacity) return;
      this.#kept.delete(key);
    }
  }
}
