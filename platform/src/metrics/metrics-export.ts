import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import type { ExportSettings } from './metrics.config.js';
import type { Metrics } from './metrics.js';

/** How long the last metrics may take to reach the collector. */
const SHUTDOWN_TIMEOUT_MS = 3_000;

/** Sends metrics to a collector while the application runs; nothing of OpenTelemetry is loaded where there is none. */
export class MetricsExport implements OnApplicationBootstrap, OnApplicationShutdown {
  #end: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly settings: ExportSettings | undefined,
    private readonly metrics: Metrics,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { settings, metrics, log } = this;
    if (settings === undefined) return;
    const { startExport } = await import('./otlp/start-export.js');
    this.#end = startExport({
      ...settings,
      version: metrics.version,
      all: () => metrics.all(),
      onLoss: () =>
        log.warn(
          { context: 'Metrics' },
          'The OTLP collector does not accept metrics; they are dropped until it does.',
        ),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, SHUTDOWN_TIMEOUT_MS)));
    // Metrics that cannot be sent are no reason to stop less gracefully.
    await Promise.race([this.#end().catch(() => {}), late]);
    clearTimeout(timer);
  }
}
