import type { CheckResult, Connection, ConnectionRef } from 'anthropic-admin-connector';
import { moment } from '../database/schema.js';
import { CheckBackoff } from './check-backoff.js';
import type { CheckStop, CheckStops } from './check-stops.js';
import type { CheckSettings } from './checks.config.js';

/** A connection to check. */
export type DueConnection = ConnectionRef & Pick<Connection, 'state'>;

/** What is too old to stay as it is: times, RFC 3339. */
export interface TooOld {
  /** A verdict that is older is checked again. */
  readonly before: string;
  /** The same of a revoked connection; undefined where those are not checked. */
  readonly revokedBefore: string | undefined;
}

/** Dependencies of a round of checks. */
export interface CheckRoundDeps extends Pick<
  CheckSettings,
  'intervalMs' | 'repeats' | 'repeatOverMs' | 'revokedIntervalMs'
> {
  /** The connections whose last verdict is too old, the oldest first. */
  due(tooOld: TooOld, limit: number): Promise<readonly DueConnection[]>;
  /** The number of all connections that are checked, without revoked ones. */
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
  /** Called when a round has ended, also one that was stopped. */
  readonly onEnd: () => void;
  /** Called when a round is stopped. */
  readonly onStop: (stop: CheckStop) => void;
  /** Called with unexpected errors. */
  readonly report: (error: unknown) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What a check says of a key; `failed`: it threw; `still_revoked`: it was invalid already. */
export type Verdict = 'valid' | 'invalid' | 'still_revoked' | 'undetermined' | 'failed';

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

/** Checks every due connection, a few at a time, and acts on a refusal when as many later checks as set confirm it. */
export class CheckRound {
  readonly #backoff: CheckBackoff;
  /** Time between a refusal and the next check of the key. */
  readonly #repeatMs: number;
  /** How long after a stopped round the next one begins. */
  readonly #pauseMs: number;

  constructor(private readonly deps: CheckRoundDeps) {
    this.#backoff = new CheckBackoff(deps.now);
    this.#repeatMs = Math.min(deps.intervalMs, deps.repeatOverMs) / deps.repeats;
    this.#pauseMs = Math.min(deps.intervalMs, HOUR_MS);
  }

  /** Runs one round while this process holds the lease. */
  async run(signal: AbortSignal): Promise<void> {
    if (!(await this.deps.holdsLease())) return;
    await this.checkAll(signal);
    this.deps.onEnd();
  }

  private async checkAll(signal: AbortSignal): Promise<void> {
    const { deps } = this;
    const stopped = await deps.stops.last();
    if (stopped && stopped.pausedUntil > moment(deps.now())) return;
    const ready = await this.ready();
    if (ready.length === 0) return;

    const total = await deps.total();
    const confirmed: DueConnection[] = [];
    while (ready.length > 0 && (await this.mayGoOn(signal))) {
      const checks = ready.splice(0, AT_ONCE).map(async (due) => {
        if (due.state === 'revoked') await this.lookAgain(due, signal);
        else if (await this.isConfirmed(due, signal)) confirmed.push(due);
      });
      await Promise.all(checks);
      if (isTooMany(this.#backoff.refused, total)) return this.stop(total);
    }
    // Only now, because the last check of a round may be the one that is too many.
    for (const due of confirmed) if (await this.mayGoOn(signal)) await this.revoke(due, signal);
    if (stopped && !signal.aborted) await deps.stops.clear();
  }

  private async ready(): Promise<DueConnection[]> {
    const { now, intervalMs, revokedIntervalMs } = this.deps;
    const tooOld = {
      before: moment(now() - intervalMs),
      revokedBefore: revokedIntervalMs === 0 ? undefined : moment(now() - revokedIntervalMs),
    };
    // Delayed connections come first in the list and must not crowd out the others.
    const due = await this.deps.due(tooOld, PER_ROUND + this.#backoff.size);
    this.#backoff.keepOnly(due);
    return this.#backoff.ignoredLast(due.filter((ref) => !this.#backoff.has(ref)));
  }

  private async mayGoOn(signal: AbortSignal): Promise<boolean> {
    return !signal.aborted && (await this.deps.holdsLease());
  }

  /** Checks one connection. @returns whether its key was refused, and by enough checks before */
  private async isConfirmed(due: DueConnection, signal: AbortSignal): Promise<boolean> {
    const before = this.#backoff.refusalsOf(due);
    const verdict = await this.verdictOn(due, () => this.deps.check(due, signal));
    if (verdict !== 'invalid') return false;
    this.#backoff.addRefused(due, this.#repeatMs);
    return before >= this.deps.repeats;
  }

  private async revoke(due: DueConnection, signal: AbortSignal): Promise<void> {
    const verdict = await this.verdictOn(due, () => this.deps.confirm(due, signal));
    if (verdict === 'invalid') this.#backoff.delete(due);
  }

  /** Stores the verdict at once: a refusal leaves a revoked connection as it is. */
  private async lookAgain(due: DueConnection, signal: AbortSignal): Promise<void> {
    await this.verdictOn(due, () => this.deps.confirm(due, signal));
  }

  /** Asks for the verdict on a key; undefined where its connection has gone. */
  private async verdictOn(
    due: DueConnection,
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
    if (verdict) this.deps.onVerdict(isStill(due, verdict) ? 'still_revoked' : verdict);
    return verdict;
  }

  private async stop(total: number): Promise<void> {
    const { stops, onStop, now } = this.deps;
    const { refused } = this.#backoff;
    this.#backoff.ignoreRefused();
    onStop(await stops.add(now(), this.#pauseMs, { refused, connections: total }));
  }
}

const isStill = ({ state }: DueConnection, verdict: Verdict): boolean =>
  state === 'revoked' && verdict === 'invalid';
