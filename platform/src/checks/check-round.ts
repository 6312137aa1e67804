import type { CheckResult, ConnectionRef } from 'anthropic-admin-connector';
import { moment } from '../database/schema.js';
import { CheckBackoff } from './check-backoff.js';
import type { CheckStop, CheckStops } from './check-stops.js';

/** Dependencies of a round of checks. */
export interface CheckRoundDeps {
  /** Maximum age of a verdict, milliseconds. */
  readonly intervalMs: number;
  /** The connections whose last verdict is older than a time (RFC 3339), the oldest first. */
  due(before: string, limit: number): Promise<readonly ConnectionRef[]>;
  /** The number of all connections that are checked. */
  total(): Promise<number>;
  /** Checks a key; a refused one leaves the connection as it is. */
  check(ref: ConnectionRef, signal: AbortSignal): Promise<CheckResult>;
  /** Checks a key and stores whatever the verdict is. */
  confirm(ref: ConnectionRef, signal: AbortSignal): Promise<CheckResult>;
  /** Acquires or extends the lease; false if another process holds it. */
  holdsLease(): Promise<boolean>;
  readonly stops: Pick<CheckStops, 'last' | 'add' | 'clear'>;
  /** Called with the verdict of each check. */
  readonly onVerdict: (verdict: Verdict) => void;
  /** Called when a round is stopped. */
  readonly onStop: (stop: CheckStop) => void;
  /** Called with unexpected errors. */
  readonly report: (error: unknown) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What a check says of a key; `failed`: it threw. */
export type Verdict = 'valid' | 'invalid' | 'undetermined' | 'failed';

const PER_ROUND = 1_000;
const AT_ONCE = 4;
const HOUR_MS = 3_600_000;

const ALWAYS_COUNTED = 3;
const COUNTED_SHARE = 0.2;

/**
 * Whether too many keys are refused for the refusals to count: more than three, and more than a fifth of all. Keys are revoked
 * one by one; when many are refused at once, the cause is probably between the platform and the API, such as a proxy.
 */
export const isTooMany = (refused: number, total: number): boolean =>
  refused > Math.max(ALWAYS_COUNTED, COUNTED_SHARE * total);

/** Checks every due connection, a few at a time, and acts on a refusal when a later check confirms it. */
export class CheckRound {
  readonly #backoff: CheckBackoff;
  /** How long after a refusal, or after a stopped round, keys are checked again. */
  readonly #recheckMs: number;

  constructor(private readonly deps: CheckRoundDeps) {
    this.#backoff = new CheckBackoff(deps.now);
    this.#recheckMs = Math.min(deps.intervalMs, HOUR_MS);
  }

  /** Runs one round while this process holds the lease. */
  async run(signal: AbortSignal): Promise<void> {
    const { deps } = this;
    if (!(await deps.holdsLease())) return;
    const stopped = await deps.stops.last();
    if (stopped && stopped.pausedUntil > moment(deps.now())) return;
    const ready = await this.ready();
    if (ready.length === 0) return;

    const total = await deps.total();
    const confirmed: ConnectionRef[] = [];
    while (ready.length > 0 && (await this.mayGoOn(signal))) {
      const checks = ready.splice(0, AT_ONCE).map(async (due) => {
        if (await this.isRefusedAgain(due, signal)) confirmed.push(due);
      });
      await Promise.all(checks);
      if (isTooMany(this.#backoff.refused, total)) return this.stop(total);
    }
    // Only now, because the last check of a round may be the one that is too many.
    for (const due of confirmed) if (await this.mayGoOn(signal)) await this.revoke(due, signal);
    if (stopped && !signal.aborted) await deps.stops.clear();
  }

  private async ready(): Promise<ConnectionRef[]> {
    const before = moment(this.deps.now() - this.deps.intervalMs);
    // Delayed connections come first in the list and must not crowd out the others.
    const due = await this.deps.due(before, PER_ROUND + this.#backoff.size);
    this.#backoff.keepOnly(due);
    return this.#backoff.ignoredLast(due.filter((ref) => !this.#backoff.has(ref)));
  }

  private async mayGoOn(signal: AbortSignal): Promise<boolean> {
    return !signal.aborted && (await this.deps.holdsLease());
  }

  /** Checks one connection. @returns whether its key was refused, and not for the first time */
  private async isRefusedAgain(due: ConnectionRef, signal: AbortSignal): Promise<boolean> {
    const again = this.#backoff.wasRefused(due);
    const verdict = await this.verdictOn(due, () => this.deps.check(due, signal));
    if (verdict !== 'invalid') return false;
    this.#backoff.addRefused(due, this.#recheckMs);
    return again;
  }

  private async revoke(due: ConnectionRef, signal: AbortSignal): Promise<void> {
    const verdict = await this.verdictOn(due, () => this.deps.confirm(due, signal));
    if (verdict === 'invalid') this.#backoff.delete(due);
  }

  /** Asks for the verdict on a key; undefined where its connection has gone. */
  private async verdictOn(
    due: ConnectionRef,
    check: () => Promise<CheckResult>,
  ): Promise<Verdict | undefined> {
    const result = await check().catch((error: unknown) => {
      this.deps.report(error);
      return 'failed' as const;
    });
    const answer = typeof result === 'object' && 'check' in result ? result.check : undefined;
    const verdict = result === 'failed' ? result : answer?.state;
    if (answer?.state === 'undetermined') this.#backoff.add(due, answer.retryAfterMs);
    else if (verdict === 'failed') this.#backoff.add(due);
    else if (verdict !== 'invalid') this.#backoff.delete(due);
    if (verdict) this.deps.onVerdict(verdict);
    return verdict;
  }

  private async stop(total: number): Promise<void> {
    const { stops, onStop, now } = this.deps;
    const { refused } = this.#backoff;
    this.#backoff.ignoreRefused();
    onStop(await stops.add(now(), this.#recheckMs, { refused, connections: total }));
  }
}
