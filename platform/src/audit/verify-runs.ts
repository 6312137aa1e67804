import { PlatformError } from '../problems/platform-error.js';
import type { ChainReport } from './verify-chain.js';

/** Reads and verifies the chain of a tenant. */
export type Verify = (tenantId: string, signal: AbortSignal) => Promise<ChainReport>;

interface Run {
  readonly report: Promise<ChainReport>;
  readonly stop: AbortController;
  callers: number;
}

/** The most chains that are verified at once; each reads a page of entries at a time. */
export const MOST_RUNS = 8;

const AFTER_MS = 5_000;

/**
 * Verifies chains, one run for each tenant at a time: requests in the meantime get the same report. Tenants do not wait for
 * each other; beyond a number of them a further one is refused.
 */
export class VerifyRuns {
  readonly #runs = new Map<string, Run>();

  constructor(private readonly verify: Verify) {}

  /**
   * The report on a tenant's chain. A run ends early once no caller waits for it.
   * @param signal - of a caller that may go away.
   * @throws PlatformError unavailable, and what the verification throws
   */
  async report(tenantId: string, signal: AbortSignal): Promise<ChainReport> {
    const run = this.#runs.get(tenantId) ?? this.#begin(tenantId);
    run.callers += 1;
    let hasLeft = false;
    const leave = (): void => {
      if (hasLeft) return;
      hasLeft = true;
      run.callers -= 1;
      if (run.callers > 0) return;
      // No caller may join a run that has been stopped.
      if (this.#runs.get(tenantId) === run) this.#runs.delete(tenantId);
      run.stop.abort();
    };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await run.report;
    } finally {
      signal.removeEventListener('abort', leave);
      leave();
    }
  }

  #begin(tenantId: string): Run {
    if (this.#runs.size >= MOST_RUNS) {
      throw new PlatformError('unavailable', {
        message: `${MOST_RUNS} audits are being verified, as many as may be at once.`,
        fix: `Try again in ${AFTER_MS / 1000} s.`,
        afterMs: AFTER_MS,
        resend: 'after_wait',
      });
    }
    const stop = new AbortController();
    const run: Run = { report: this.verify(tenantId, stop.signal), stop, callers: 0 };
    this.#runs.set(tenantId, run);
    return run;
  }
}
