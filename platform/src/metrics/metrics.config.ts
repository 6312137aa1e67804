import {
  collectorUrl,
  oneOf,
  optional,
  readEnvironment,
  SettingsError,
  whole,
} from '../config/environment.js';

/** The environment variables of the metrics; those of OpenTelemetry under the names that it gives them. */
export const METRICS_VARIABLES = {
  PLATFORM_METRICS_REFRESH_MS: whole(100, 3_600_000, 30_000),
  OTEL_METRICS_EXPORTER: oneOf(['none', 'otlp'], 'none'),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: optional(collectorUrl, {
    desc: 'the whole URL that takes metrics as OTLP over HTTP',
    example: 'http://127.0.0.1:4318/v1/metrics',
  }),
  OTEL_METRIC_EXPORT_INTERVAL: whole(100, 3_600_000, 60_000),
};

/** Where metrics are sent as OTLP over HTTP. */
export interface ExportSettings {
  readonly endpoint: URL;
  readonly intervalMs: number;
  readonly serviceName: string;
}

/** What an operator configures for the metrics. */
export interface MetricsSettings {
  /** Milliseconds between two looks at the database for the metrics of what is stored. */
  readonly refreshMs: number;
  /** Undefined where metrics are only scraped. */
  readonly sent: ExportSettings | undefined;
}

/** The settings that traces have as well. */
export interface Collector {
  /** URL of the collector, to which the path of metrics is added. */
  readonly collector: string | undefined;
  readonly serviceName: string;
}

const METRICS_PATH = '/v1/metrics';

/**
 * Reads the settings from environment variables. Metrics are sent where they have an endpoint of their own, or where
 * OTEL_METRICS_EXPORTER says so: a collector of traces may take no others.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function metricsSettingsFrom(
  env: NodeJS.ProcessEnv,
  { collector, serviceName }: Collector,
): MetricsSettings {
  const {
    PLATFORM_METRICS_REFRESH_MS: refreshMs,
    OTEL_METRICS_EXPORTER: exporter,
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: whole,
    OTEL_METRIC_EXPORT_INTERVAL: intervalMs,
  } = readEnvironment(METRICS_VARIABLES, env);
  const base = exporter === 'otlp' ? collector : undefined;
  const url = whole ?? (base === undefined ? undefined : `${base.replace(/\/+$/, '')}${METRICS_PATH}`);
  if (url === undefined && exporter === 'otlp') throw new SettingsError(NO_COLLECTOR);
  return {
    refreshMs,
    sent: url === undefined ? undefined : { endpoint: new URL(url), intervalMs, serviceName },
  };
}

const NO_COLLECTOR =
  'OTEL_METRICS_EXPORTER is otlp, but there is no collector. Set OTEL_EXPORTER_OTLP_ENDPOINT, such as http://127.0.0.1:4318.';
