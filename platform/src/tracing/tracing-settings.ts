import { readVariables } from '../config/read-variables.js';
import { TRACING_VARIABLES } from './tracing-variables.js';

/** What an operator sets of tracing. */
export interface TracingSettings {
  /** Takes spans as OTLP over HTTP; without it there are none. */
  readonly endpoint: URL | undefined;
  readonly serviceName: string;
}

const TRACES_PATH = '/v1/traces';

/**
 * Reads the settings that the environment gives.
 * @throws SettingsError that names the variable, says what is wrong with it and shows a right value.
 */
export function tracingSettingsFrom(env: NodeJS.ProcessEnv): TracingSettings {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: base,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole,
    OTEL_SERVICE_NAME: serviceName,
  } = readVariables(TRACING_VARIABLES, env);
  const url = whole ?? (base === undefined ? undefined : `${base.replace(/\/+$/, '')}${TRACES_PATH}`);
  return { endpoint: url === undefined ? undefined : new URL(url), serviceName };
}
