import type { ConnectionRef } from 'anthropic-admin-connector';

const FIRST_MS = 60_000;
const LONGEST_MS = 3_600_000;

interface Entry {
  readonly waitMs: number;
  readonly until: number;
}

/** The connections whose check had no verdict: each is checked again after a delay that doubles every time. */
export class CheckBackoff {
  readonly #entries = new Map<string, Entry>();

  /** @param now - epoch milliseconds */
  constructor(private readonly now: () => number) {}

  /** Number of connections. */
  get size(): number {
    return this.#entries.size;
  }

  /** Tells whether the delay of a connection has not passed. */
  has(ref: ConnectionRef): boolean {
    return (this.#entries.get(keyOf(ref))?.until ?? 0) > this.now();
  }

  /** Delays a connection, at least by what the API asks for. */
  add(ref: ConnectionRef, atLeastMs = 0): void {
    const before = this.#entries.get(keyOf(ref))?.waitMs ?? 0;
    const waitMs = Math.min(before === 0 ? FIRST_MS : 2 * before, LONGEST_MS);
    this.#entries.set(keyOf(ref), { waitMs, until: this.now() + Math.max(waitMs, atLeastMs) });
  }

  /** Removes a connection that has a verdict. */
  delete(ref: ConnectionRef): void {
    this.#entries.delete(keyOf(ref));
  }

  /** Removes all other connections: they were deleted, or checked elsewhere. */
  keepOnly(refs: readonly ConnectionRef[]): void {
    const kept = new Set(refs.map(keyOf));
    for (const key of this.#entries.keys()) if (!kept.has(key)) this.#entries.delete(key);
  }
}

const keyOf = ({ tenantId, name }: ConnectionRef): string => JSON.stringify([tenantId, name]);
