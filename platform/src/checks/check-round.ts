import type { CheckResult, ConnectionRef } from 'anthropic-admin-connector';
import { moment } from '../database/schema.js';
import { PutOff } from './put-off.js';

/** What a round of checks needs. */
export interface CheckRoundDeps {
  /** How old a verdict may get, milliseconds. */
  readonly intervalMs: number;
  /** The connections whose last verdict is older than a time (RFC 3339), the oldest first. */
  due(before: string, limit: number): Promise<readonly ConnectionRef[]>;
  check(ref: ConnectionRef, signal: AbortSignal): Promise<CheckResult>;
  /** Takes or prolongs the right to check; false where another process has it. */
  mayGoOn(): Promise<boolean>;
  /** Told of checks that failed in a way they should not. */
  report(error: unknown): void;
  /** Epoch milliseconds. */
  now(): number;
}

const PER_ROUND = 1_000;
const AT_ONCE = 4;

/** Checks every connection that is due, a few at a time. */
export class CheckRound {
  readonly #putOff: PutOff;

  constructor(private readonly deps: CheckRoundDeps) {
    this.#putOff = new PutOff(deps.now);
  }

  /** Runs one round, as far as this process is the one whose turn it is. */
  async run(signal: AbortSignal): Promise<void> {
    if (!(await this.deps.mayGoOn())) return;
    const before = moment(this.deps.now() - this.deps.intervalMs);
    // Those that are put off stand first in the list: they must not keep the others out of it.
    const due = await this.deps.due(before, PER_ROUND + this.#putOff.size);
    this.#putOff.keepOnly(due);
    const ready = due.filter((ref) => !this.#putOff.has(ref));
    while (ready.length > 0 && !signal.aborted && (await this.deps.mayGoOn())) {
      await Promise.all(ready.splice(0, AT_ONCE).map((ref) => this.checkOne(ref, signal)));
    }
  }

  private async checkOne(ref: ConnectionRef, signal: AbortSignal): Promise<void> {
    try {
      const result = await this.deps.check(ref, signal);
      const open = 'check' in result && result.check.state === 'undetermined' ? result.check : undefined;
      if (open) this.#putOff.add(ref, open.retryAfterMs);
      else this.#putOff.delete(ref);
    } catch (error) {
      this.#putOff.add(ref);
      this.deps.report(error);
    }
  }
}
