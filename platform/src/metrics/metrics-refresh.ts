import { setTimeout as delay } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { StoredMetrics } from './stored-metrics.js';

/** Dependencies of the refresh. */
export interface MetricsRefreshDeps {
  readonly stored: Pick<StoredMetrics, 'refresh'>;
  readonly refreshMs: number;
  /** Ids of the mounted connectors. */
  readonly connectors: () => readonly string[];
  readonly log: Pick<Logger, 'warn' | 'info'>;
}

/** How long the database may take to answer until it counts as away. */
const PATIENCE_MS = 5_000;

/** Reads the metrics of what is stored while the application runs: no scrape waits for the database. */
export class MetricsRefresh implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #ended = new AbortController();
  #running: Promise<void> | undefined;
  #away = false;

  constructor(private readonly deps: MetricsRefreshDeps) {}

  onApplicationBootstrap(): void {
    this.#running = this.repeat(this.#ended.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#ended.abort();
    await this.#running;
  }

  private async repeat(signal: AbortSignal): Promise<void> {
    do await this.refresh();
    while (await this.pause(signal));
  }

  private async refresh(): Promise<void> {
    const { stored, connectors, log } = this.deps;
    try {
      await stored.refresh(connectors(), PATIENCE_MS);
      if (this.#away) log.info({ context: 'Metrics' }, 'The database answers again.');
      this.#away = false;
    } catch (error) {
      const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
      const reason = String(code ?? name);
      if (!this.#away) log.warn({ context: 'Metrics', reason }, 'The database does not answer.');
      this.#away = true;
    }
  }

  /** @returns false where the application stops */
  private pause(signal: AbortSignal): Promise<boolean> {
    return delay(this.deps.refreshMs, undefined, { signal, ref: false }).then(
      () => true,
      () => false,
    );
  }
}
