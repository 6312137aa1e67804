import type { CheckResult, ConnectionRef } from 'anthropic-admin-connector';
import { moment } from '../database/schema.js';
import { CheckBackoff } from './check-backoff.js';

/** Dependencies of a round of checks. */
export interface CheckRoundDeps {
  /** Maximum age of a verdict, milliseconds. */
  readonly intervalMs: number;
  /** The connections whose last verdict is older than a time (RFC 3339), the oldest first. */
  due(before: string, limit: number): Promise<readonly ConnectionRef[]>;
  check(ref: ConnectionRef, signal: AbortSignal): Promise<CheckResult>;
  /** Acquires or extends the lease; false if another process holds it. */
  holdsLease(): Promise<boolean>;
  /** Called with unexpected errors. */
  readonly report: (error: unknown) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const PER_ROUND = 1_000;
const AT_ONCE = 4;

/** Checks every due connection, a few at a time. */
export class CheckRound {
  readonly #backoff: CheckBackoff;

  constructor(private readonly deps: CheckRoundDeps) {
    this.#backoff = new CheckBackoff(deps.now);
  }

  /** Runs one round while this process holds the lease. */
  async run(signal: AbortSignal): Promise<void> {
    if (!(await this.deps.holdsLease())) return;
    const before = moment(this.deps.now() - this.deps.intervalMs);
    // Delayed connections come first in the list and must not crowd out the others.
    const due = await this.deps.due(before, PER_ROUND + this.#backoff.size);
    this.#backoff.keepOnly(due);
    const ready = due.filter((ref) => !this.#backoff.has(ref));
    while (ready.length > 0 && !signal.aborted && (await this.deps.holdsLease())) {
      await Promise.all(ready.splice(0, AT_ONCE).map((ref) => this.checkOne(ref, signal)));
    }
  }

  private async checkOne(ref: ConnectionRef, signal: AbortSignal): Promise<void> {
    try {
      const result = await this.deps.check(ref, signal);
      const open = 'check' in result && result.check.state === 'undetermined' ? result.check : undefined;
      if (open) this.#backoff.add(ref, open.retryAfterMs);
      else this.#backoff.delete(ref);
    } catch (error) {
      this.#backoff.add(ref);
      this.deps.report(error);
    }
  }
}
