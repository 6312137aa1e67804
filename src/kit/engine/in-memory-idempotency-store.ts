import type { Outcome } from './outcome.js';
import type { IdempotencyState, IdempotencyStore, IdempotentWrite } from './ports.js';

const DAY_MS = 24 * 60 * 60 * 1000;

interface Entry {
  readonly fingerprint: string;
  readonly since: number;
  readonly outcome?: Outcome;
}

/** Keeps idempotency keys in this process for 24 hours; a host with several processes needs a shared store. */
export class InMemoryIdempotencyStore implements IdempotencyStore {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly now: () => number = Date.now) {}

  async begin(write: IdempotentWrite): Promise<IdempotencyState> {
    this.#forgetOld();
    const entry = this.#entries.get(slot(write));
    if (!entry) {
      this.#entries.set(slot(write), { fingerprint: write.fingerprint, since: this.now() });
      return { state: 'new' };
    }
    if (entry.fingerprint !== write.fingerprint) return { state: 'other_input' };
    return entry.outcome ? { state: 'done', outcome: entry.outcome } : { state: 'running' };
  }

  async finish(write: IdempotentWrite, outcome: Outcome): Promise<void> {
    const entry = this.#entries.get(slot(write));
    if (entry) this.#entries.set(slot(write), { ...entry, outcome });
  }

  async release(write: IdempotentWrite): Promise<void> {
    this.#entries.delete(slot(write));
  }

  /** A Map keeps the order of insertion, so the oldest entries come first. */
  #forgetOld(): void {
    for (const [key, { since }] of this.#entries) {
      if (this.now() - since < DAY_MS) return;
      this.#entries.delete(key);
    }
  }
}

const slot = ({ connector, tenantId, key }: IdempotentWrite): string =>
  JSON.stringify([connector, tenantId, key]);
