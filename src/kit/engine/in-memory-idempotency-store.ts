import type { Outcome } from './outcome.js';
import type { IdempotencyState, IdempotencyStore, IdempotentWrite } from './ports.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What one tenant may have stored, and which percentage of it one subject may. */
interface Most {
  readonly writes: number;
  readonly characters: number;
  readonly subjectShare: number;
}

const MOST: Most = { writes: 10_000, characters: 64 * 1024 * 1024, subjectShare: 50 };

/** What a tenant or a subject has stored. */
interface Tally {
  writes: number;
  characters: number;
}

interface Entry {
  readonly fingerprint: string;
  readonly since: number;
  readonly owners: readonly string[];
  readonly outcome?: { readonly value: Outcome; readonly characters: number };
}

/**
 * Keeps idempotency keys in this process for 24 hours; a host with several processes needs a shared store. It has room for 10,000 keys
 * and 64 MB of outcomes of each tenant, and for half of that of one subject.
 */
export class InMemoryIdempotencyStore implements IdempotencyStore {
  readonly #entries = new Map<string, Entry>();
  readonly #tallies = new Map<string, Tally>();

  readonly #most: Most;

  /** @param most - what differs from the bounds above. */
  constructor(
    private readonly now: () => number = Date.now,
    most: Partial<Most> = {},
  ) {
    this.#most = { ...MOST, ...most };
  }

  async begin(write: IdempotentWrite): Promise<IdempotencyState> {
    this.#forgetOld();
    const entry = this.#entries.get(slot(write));
    if (!entry) return this.#take(write);
    if (entry.fingerprint !== write.fingerprint) return { state: 'other_input' };
    return entry.outcome ? { state: 'done', outcome: entry.outcome.value } : { state: 'running' };
  }

  async finish(write: IdempotentWrite, value: Outcome): Promise<void> {
    const entry = this.#entries.get(slot(write));
    if (!entry) return;
    const characters = JSON.stringify(value).length;
    this.#count(entry, 0, characters - (entry.outcome?.characters ?? 0));
    this.#entries.set(slot(write), { ...entry, outcome: { value, characters } });
  }

  async release(write: IdempotentWrite): Promise<void> {
    this.#forget(slot(write));
  }

  #take(write: IdempotentWrite): IdempotencyState {
    const owners = ownersOf(write);
    const full = owners.find((owner, index) =>
      this.#isFull(owner, index === 0 ? 100 : this.#most.subjectShare),
    );
    if (full !== undefined) return { state: 'full', afterMs: this.#roomAfter(full) };
    const entry = { fingerprint: write.fingerprint, since: this.now(), owners };
    this.#count(entry, 1, 0);
    this.#entries.set(slot(write), entry);
    return { state: 'new' };
  }

  #isFull(owner: string, percent: number): boolean {
    const { writes = 0, characters = 0 } = this.#tallies.get(owner) ?? {};
    return writes * 100 >= this.#most.writes * percent || characters * 100 >= this.#most.characters * percent;
  }

  #roomAfter(owner: string): number {
    for (const { owners, since } of this.#entries.values())
      if (owners.includes(owner)) return Math.max(1000, since + DAY_MS - this.now());
    return DAY_MS;
  }

  #count({ owners }: Entry, writes: number, characters: number): void {
    for (const owner of owners) {
      const tally = this.#tallies.get(owner) ?? { writes: 0, characters: 0 };
      tally.writes += writes;
      tally.characters += characters;
      if (tally.writes === 0) this.#tallies.delete(owner);
      else this.#tallies.set(owner, tally);
    }
  }

  #forget(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#count(entry, -1, -(entry.outcome?.characters ?? 0));
  }

  /** A Map keeps the order of insertion, so the oldest entries come first. */
  #forgetOld(): void {
    for (const [key, { since }] of this.#entries) {
      if (this.now() - since < DAY_MS) return;
      this.#forget(key);
    }
  }
}

/** Whose share a write uses: that of its tenant, then that of its subject. */
const ownersOf = ({ tenantId, subject }: IdempotentWrite): string[] => [
  JSON.stringify([tenantId]),
  ...(subject === undefined ? [] : [JSON.stringify([tenantId, subject])]),
];

const slot = ({ connector, tenantId, key }: IdempotentWrite): string =>
  JSON.stringify([connector, tenantId, key]);
