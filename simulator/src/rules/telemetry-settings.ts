import { invalid } from '../errors.js';
import type { TelemetryDestination, TraceSettings } from '../state/telemetry-destination.js';
import { checkEndpoint, checkHeaders } from './telemetry-address.js';

/** Settings of traces as they come in: null takes the preset. */
export type TraceChange = { readonly [Name in keyof TraceSettings]?: TraceSettings[Name] | null | undefined };

/** What a change says about headers. */
export interface HeaderChange {
  readonly endpoint_url?: string | undefined;
  readonly headers?: Readonly<Record<string, string | null>> | null | undefined;
}

/** The settings of traces where nothing is said. */
export const PRESET_TRACES: TraceSettings = {
  content_mode: 'metadata_only',
  enabled: true,
  endpoint_url: null,
  max_content_bytes: null,
};

/**
 * The settings of traces after a change.
 *
 * @throws ApiError 400 for an endpoint that may not be sent to.
 */
export function changedTraces(traces: TraceSettings, change: TraceChange | undefined): TraceSettings {
  if (change?.endpoint_url != null) checkEndpoint(change.endpoint_url, 'traces.endpoint_url');
  const { content_mode: mode = traces.content_mode, enabled = traces.enabled } = change ?? {};
  const { endpoint_url = traces.endpoint_url, max_content_bytes = traces.max_content_bytes } = change ?? {};
  return {
    content_mode: mode ?? PRESET_TRACES.content_mode,
    enabled: enabled ?? PRESET_TRACES.enabled,
    endpoint_url,
    max_content_bytes,
  };
}

/**
 * Checks that traces take another path at most, not another host (SDK 1.12.0, `telemetryDestinations.update`).
 *
 * @throws ApiError 400 for another host.
 */
export function checkTraceHost({ endpointUrl = '', traces }: Partial<TelemetryDestination>): void {
  if (!traces || traces.endpoint_url === null) return;
  if (new URL(traces.endpoint_url).host !== new URL(endpointUrl).host) {
    throw invalid('traces.endpoint_url: must have the host and port of endpoint_url');
  }
}

/**
 * A value is only taken together with the URL it is for (SDK 1.12.0, `telemetryDestinations.update`). Null for
 * all of them removes them (assumed).
 *
 * @throws ApiError 400 for a value without the URL, or a header that does not hold.
 */
export function changedHeaders(
  destination: TelemetryDestination,
  { headers, endpoint_url: url }: HeaderChange,
): Readonly<Record<string, string>> {
  const moved = url !== undefined && new URL(url).host !== new URL(destination.endpointUrl).host;
  if (url === undefined && Object.values(headers ?? {}).some((value) => value !== null)) {
    throw invalid('endpoint_url: is required when a header value is set');
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
