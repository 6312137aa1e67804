import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Runtime } from 'anthropic-admin-connector';
import type { CheckRound } from './check-round.js';
import type { CheckSettings } from './checks.config.js';

/** Dependencies of the scheduler. */
export interface CheckSchedulerDeps extends Pick<CheckSettings, 'intervalMs' | 'pauseMs' | 'jitterMs'> {
  readonly round: Pick<CheckRound, 'run'>;
  /** Releases the lease, so another process can run the next round at once. */
  release(): Promise<void>;
  /** Called with errors of a round; the next one runs all the same. */
  readonly report: (error: unknown) => void;
  readonly runtime: Runtime;
}

/** Runs rounds while the application runs. */
export class CheckScheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #ended = new AbortController();
  #running: Promise<void> | undefined;

  constructor(private readonly deps: CheckSchedulerDeps) {}

  onApplicationBootstrap(): void {
    if (this.deps.intervalMs > 0) this.#running = this.repeat(this.#ended.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.#running) return;
    this.#ended.abort();
    await this.#running;
    await this.deps.release().catch(this.deps.report);
  }

  private async repeat(signal: AbortSignal): Promise<void> {
    while (await this.pause(signal)) await this.deps.round.run(signal).catch(this.deps.report);
  }

  /** Waits for the next round. @returns false if the application stops */
  private pause(signal: AbortSignal): Promise<boolean> {
    const { pauseMs, jitterMs, runtime } = this.deps;
    return runtime.sleep(pauseMs + runtime.random() * jitterMs, signal).then(
      () => true,
      () => false,
    );
  }
}
