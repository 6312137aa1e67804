import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  MeterProvider,
  PeriodicExportingMetricReader,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';
import type { Registry } from 'prom-client';
import type { ExportSettings } from '../metrics.config.js';
import { RegistryProducer } from './registry-producer.js';

/** Options of the export. */
export interface StartOptions extends ExportSettings {
  readonly version: string;
  /** The metrics as they are now. */
  readonly all: () => Registry;
  /** Called when metrics start to be lost: once, and again only after some were exported. */
  readonly onLoss: () => void;
}

/**
 * Sends the metrics to a collector at an interval. Nothing is registered globally, because a process may contain several
 * platforms.
 * @returns what sends the last ones and ends
 */
export function startExport({
  endpoint,
  intervalMs,
  serviceName,
  version,
  all,
  onLoss,
}: StartOptions): () => Promise<void> {
  const reader = new PeriodicExportingMetricReader({
    exporter: new LossReportingExporter({ url: endpoint.href }, onLoss),
    exportIntervalMillis: intervalMs,
    exportTimeoutMillis: Math.min(intervalMs, EXPORT_TIMEOUT_MS),
    metricProducers: [new RegistryProducer(all, { name: serviceName, version })],
  });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: serviceName, [ATTR_SERVICE_VERSION]: version }),
    readers: [reader],
  });
  return () => provider.shutdown();
}

const EXPORT_TIMEOUT_MS = 10_000;

class LossReportingExporter extends OTLPMetricExporter {
  #losing = false;

  constructor(
    options: ConstructorParameters<typeof OTLPMetricExporter>[0],
    private readonly onLoss: () => void,
  ) {
    super(options);
  }

  override export(metrics: ResourceMetrics, done: (result: ExportResult) => void): void {
    super.export(metrics, (result) => {
      const lost = result.code !== ExportResultCode.SUCCESS;
      if (lost && !this.#losing) this.onLoss();
      this.#losing = lost;
      done(result);
    });
  }
}
