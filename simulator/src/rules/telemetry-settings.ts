import { invalid } from '../errors.js';
import type { TelemetryDestination, TraceSettings } from '../state/telemetry-destination.js';
import { checkEndpoint, checkHeaders } from './telemetry-address.js';

/** Trace settings in a request; null selects the default. */
export type TraceChange = { readonly [Name in keyof TraceSettings]?: TraceSettings[Name] | null | undefined };

/** The fields of an update that concern headers. */
export interface HeaderChange {
  readonly endpoint_url?: string | undefined;
  readonly headers?: Readonly<Record<string, string | null>> | null | undefined;
}

/** The default trace settings. */
export const DEFAULT_TRACES: TraceSettings = {
  content_mode: 'metadata_only',
  enabled: true,
  endpoint_url: null,
  max_content_bytes: null,
};

/**
 * The trace settings after an update.
 *
 * @throws ApiError 400 for an invalid endpoint.
 */
export function changedTraces(traces: TraceSettings, change: TraceChange | undefined): TraceSettings {
  if (change?.endpoint_url != null) checkEndpoint(change.endpoint_url, 'traces.endpoint_url');
  const { content_mode: mode = traces.content_mode, enabled = traces.enabled } = change ?? {};
  const { endpoint_url = traces.endpoint_url, max_content_bytes = traces.max_content_bytes } = change ?? {};
  return {
    content_mode: mode ?? DEFAULT_TRACES.content_mode,
    enabled: enabled ?? DEFAULT_TRACES.enabled,
    endpoint_url,
    max_content_bytes,
  };
}

/**
 * Checks that the endpoint of traces has the host of the destination (SDK 1.12.0, `telemetryDestinations.update`).
 *
 * @throws ApiError 400 for a different host.
 */
export function checkTraceHost({ endpointUrl = '', traces }: Partial<TelemetryDestination>): void {
  if (!traces || traces.endpoint_url === null) return;
  if (new URL(traces.endpoint_url).host !== new URL(endpointUrl).host) {
    throw invalid('traces.endpoint_url: must have the host and port of endpoint_url');
  }
}

/**
 * Header values require the URL that they are for (SDK 1.12.0, `telemetryDestinations.update`). Null for
 * `headers` removes all headers (assumed).
 *
 * @throws ApiError 400 for a value without the URL, or an invalid header.
 */
export function changedHeaders(
  destination: TelemetryDestination,
  { headers, endpoint_url: url }: HeaderChange,
): Readonly<Record<string, string>> {
  const moved = url !== undefined && new URL(url).host !== new URL(destination.endpointUrl).host;
  if (url === undefined && Object.values(headers ?? {}).some((value) => value !== null)) {
    throw invalid('endpoint_url: required when a header value is set');
  }
  const kept = new Map(Object.entries(moved || headers === null ? {} : destination.headers));
  for (const [name, value] of Object.entries(headers ?? {})) {
    for (const known of kept.keys()) if (known.toLowerCase() === name.toLowerCase()) kept.delete(known);
    if (value !== null) kept.set(name, value);
  }
  const result = Object.fromEntries(kept);
  checkHeaders(result);
  return result;
}
