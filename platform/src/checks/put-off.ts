import type { ConnectionRef } from 'anthropic-admin-connector';

const FIRST_MS = 60_000;
const LONGEST_MS = 3_600_000;

interface Entry {
  readonly waitMs: number;
  readonly until: number;
}

/** The connections that the API gave no verdict on: each is asked about later, and later each time. */
export class PutOff {
  readonly #entries = new Map<string, Entry>();

  /** @param now - epoch milliseconds. */
  constructor(private readonly now: () => number) {}

  /** How many there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** Whether it is not yet time for a connection. */
  has(ref: ConnectionRef): boolean {
    return (this.#entries.get(keyOf(ref))?.until ?? 0) > this.now();
  }

  /** Puts a connection off, at least by what the API asks for. */
  add(ref: ConnectionRef, atLeastMs = 0): void {
    const before = this.#entries.get(keyOf(ref))?.waitMs ?? 0;
    const waitMs = Math.min(before === 0 ? FIRST_MS : 2 * before, LONGEST_MS);
    this.#entries.set(keyOf(ref), { waitMs, until: this.now() + Math.max(waitMs, atLeastMs) });
  }

  /** Forgets a connection that has its verdict. */
  delete(ref: ConnectionRef): void {
    this.#entries.delete(keyOf(ref));
  }

  /** Forgets all that are not among these: they were deleted, or somebody else had them checked. */
  keepOnly(refs: readonly ConnectionRef[]): void {
    const kept = new Set(refs.map(keyOf));
    for (const key of this.#entries.keys()) if (!kept.has(key)) this.#entries.delete(key);
  }
}

const keyOf = ({ tenantId, name }: ConnectionRef): string => JSON.stringify([tenantId, name]);
