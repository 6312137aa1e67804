import type { ConnectionRef } from 'anthropic-admin-connector';

const FIRST_MS = 60_000;
const LONGEST_MS = 3_600_000;

interface Entry {
  readonly waitMs: number;
  readonly until: number;
  /** `refused`: the last check found the key invalid; `ignored`: it did so in a round that was stopped. */
  readonly because: 'no verdict' | 'refused' | 'ignored';
  /** How often in a row the key was refused. */
  readonly refusals: number;
}

/**
 * The connections that are not settled: those whose check had no verdict are checked again after a delay that doubles
 * every time, those whose key was refused after a given one.
 */
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

  /** Number of connections whose key was refused. */
  get refused(): number {
    return [...this.#entries.values()].filter(({ because }) => because === 'refused').length;
  }

  /** How often in a row the checks of a connection refused its key. */
  refusalsOf(ref: ConnectionRef): number {
    return this.#entries.get(keyOf(ref))?.refusals ?? 0;
  }

  /** Sorts connections: those whose key was refused when too many were come last, so they stop no round early. */
  ignoredLast<Ref extends ConnectionRef>(refs: readonly Ref[]): Ref[] {
    const isIgnored = (ref: Ref): boolean => this.#entries.get(keyOf(ref))?.because === 'ignored';
    return [...refs.filter((ref) => !isIgnored(ref)), ...refs.filter(isIgnored)];
  }

  /** Delays a connection without a verdict, at least by what the API asks for. */
  add(ref: ConnectionRef, atLeastMs = 0): void {
    const before = this.#entries.get(keyOf(ref))?.waitMs ?? 0;
    const waitMs = Math.min(before === 0 ? FIRST_MS : 2 * before, LONGEST_MS);
    const until = this.now() + Math.max(waitMs, atLeastMs);
    this.#entries.set(keyOf(ref), { waitMs, until, because: 'no verdict', refusals: 0 });
  }

  /** Delays a connection whose key was refused. */
  addRefused(ref: ConnectionRef, forMs: number): void {
    const refusals = this.refusalsOf(ref) + 1;
    this.#entries.set(keyOf(ref), { waitMs: 0, until: this.now() + forMs, because: 'refused', refusals });
  }

  /** Removes a connection that has a verdict. */
  delete(ref: ConnectionRef): void {
    this.#entries.delete(keyOf(ref));
  }

  /** Ignores the refusals so far, because there were too many: the next one of each key counts as its first. */
  ignoreRefused(): void {
    for (const [key, { because }] of this.#entries) {
      if (because === 'refused')
        this.#entries.set(key, { waitMs: 0, until: 0, because: 'ignored', refusals: 0 });
    }
  }

  /** Removes all other connections: they were deleted, or checked elsewhere. */
  keepOnly(refs: readonly ConnectionRef[]): void {
    const kept = new Set(refs.map(keyOf));
    for (const key of this.#entries.keys()) if (!kept.has(key)) this.#entries.delete(key);
  }
}

const keyOf = ({ connector, tenantId, name }: ConnectionRef): string =>
  JSON.stringify([connector, tenantId, name]);
