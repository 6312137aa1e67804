import { OWN_NAME } from '../config/variables.js';
import { text, url } from '../config/variable.js';

/** The environment variables of tracing, under the names that OpenTelemetry gives them; its exporter reads others by itself. */
export const TRACING_VARIABLES = {
  OTEL_EXPORTER_OTLP_ENDPOINT: url(
    'the URL of an OTLP collector, to which /v1/traces is added',
    'http://127.0.0.1:4318',
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url(
    'the whole URL that takes spans as OTLP over HTTP',
    'http://127.0.0.1:4318/v1/traces',
  ),
  OTEL_SERVICE_NAME: text('what the platform is called in traces', { sample: OWN_NAME, standard: OWN_NAME }),
};
