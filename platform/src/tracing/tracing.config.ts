import { collectorUrl, optional, readEnvironment, trimmed, withDefault } from '../config/environment.js';
import { OWN_NAME } from '../config/platform.config.js';

/** The environment variables of tracing, under the names that OpenTelemetry gives them; its exporter reads others itself. */
export const TRACING_VARIABLES = {
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(collectorUrl, {
    desc: 'the URL of an OTLP collector, to which /v1/traces is added',
    example: 'http://127.0.0.1:4318',
  }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional(collectorUrl, {
    desc: 'the whole URL that takes spans as OTLP over HTTP',
    example: 'http://127.0.0.1:4318/v1/traces',
  }),
  OTEL_SERVICE_NAME: withDefault(trimmed(), {
    desc: 'the name of the platform in traces and metrics',
    example: OWN_NAME,
    default: OWN_NAME,
  }),
};

/** What an operator configures for tracing. */
export interface TracingSettings {
  /** Where spans are sent as OTLP over HTTP; tracing is off without it. */
  readonly endpoint: URL | undefined;
  readonly serviceName: string;
  /** OTEL_EXPORTER_OTLP_ENDPOINT as it was written: metrics may be sent there too. */
  readonly collector: string | undefined;
}

const TRACES_PATH = '/v1/traces';

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function tracingSettingsFrom(env: NodeJS.ProcessEnv): TracingSettings {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: base,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole,
    OTEL_SERVICE_NAME: serviceName,
  } = readEnvironment(TRACING_VARIABLES, env);
  const url = whole ?? (base === undefined ? undefined : `${base.replace(/\/+$/, '')}${TRACES_PATH}`);
  return { endpoint: url === undefined ? undefined : new URL(url), serviceName, collector: base };
}
