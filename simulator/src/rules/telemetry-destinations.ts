import { SECOND } from '../clock.js';
import { invalid, rateLimited } from '../errors.js';
import type { Ids } from '../ids.js';
import type { Organization } from '../state/organization.js';
import type { CursorPage, Pager } from '../state/pager.js';
import { pageByToken } from '../state/pager.js';
import type { TelemetryDestination, TraceSettings } from '../state/telemetry-destination.js';
import { checkEndpoint, checkHeaders } from './telemetry-address.js';
import type { CoverageChange } from './telemetry-coverage.js';
import { changedCoverage, covers } from './telemetry-coverage.js';

type TraceChange = { readonly [Name in keyof TraceSettings]?: TraceSettings[Name] | null | undefined };

/** The body of `telemetry_destinations.create`. */
export interface NewDestination {
  readonly endpoint_url: string;
  readonly workspaces: CoverageChange;
  readonly display_name?: string | null | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly traces?: TraceChange | undefined;
}

/** The body of `telemetry_destinations.update`. */
export interface DestinationChange {
  readonly endpoint_url?: string | undefined;
  readonly workspaces?: CoverageChange | undefined;
  readonly display_name?: string | null | undefined;
  readonly headers?: Readonly<Record<string, string | null>> | null | undefined;
  readonly traces?: TraceChange | null | undefined;
  readonly state?: { readonly type: 'disabled' | 'enabled' } | undefined;
}

/** One test every 10 seconds a destination. */
const TEST_PAUSE = 10 * SECOND;

const PRESET_TRACES: TraceSettings = {
  content_mode: 'metadata_only',
  enabled: true,
  endpoint_url: null,
  max_content_bytes: null,
};

/** Destinations page by page, newest first (telemetry_destinations.list). */
export function listDestinations<W>(
  organization: Organization,
  workspaceIds: readonly string[] | undefined,
  limit: number,
  pager: Pager,
  wire: (destination: TelemetryDestination) => W,
): CursorPage<W> {
  const known = workspaceIds?.filter((id) => organization.workspaces.get(id));
  const keep = (destination: TelemetryDestination): boolean =>
    !known || known.some((id) => covers(destination, id));
  return pageByToken(organization.telemetryDestinations, pager, limit, wire, { keep, newestFirst: true });
}

/**
 * Registers a destination, which starts enabled (telemetry_destinations.create).
 *
 * @throws ApiError 400 at the cap, or for an address, header or workspace that does not hold.
 */
export function createDestination(
  organization: Organization,
  wanted: NewDestination,
  now: number,
  ids: Ids,
): TelemetryDestination {
  const { telemetryDestinations: destinations, limits } = organization;
  if (destinations.size >= limits.telemetryDestinations) {
    throw invalid(`An organization can have ${limits.telemetryDestinations} telemetry destinations.`);
  }
  checkEndpoint(wanted.endpoint_url, 'endpoint_url');
  checkHeaders(wanted.headers ?? {});
  const destination: TelemetryDestination = {
    id: '',
    createdAt: now,
    updatedAt: now,
    displayName: wanted.display_name ?? null,
    endpointUrl: wanted.endpoint_url,
    headers: wanted.headers ?? {},
    disabledReason: null,
    traces: changedTraces(PRESET_TRACES, wanted.traces),
    coverage: 'all',
    listed: [],
    testedAt: null,
  };
  checkTraceHost(destination);
  Object.assign(destination, changedCoverage(organization, destination, wanted.workspaces, now));
  return destinations.insert({ ...destination, id: ids('tdst_') });
}

/**
 * Changes what is given; another host or port drops the headers (telemetry_destinations.update).
 *
 * @throws ApiError 404, or 400 for no field at all or one that does not hold.
 */
export function updateDestination(
  organization: Organization,
  id: string,
  change: DestinationChange,
  now: number,
): TelemetryDestination {
  const destination = organization.telemetryDestinations.mustFind(id);
  if (Object.values(change).every((value) => value === undefined))
    throw invalid('body: at least one field is required');
  if (change.endpoint_url !== undefined) checkEndpoint(change.endpoint_url, 'endpoint_url');
  const changed: Partial<TelemetryDestination> = {
    displayName: change.display_name === undefined ? destination.displayName : change.display_name,
    endpointUrl: change.endpoint_url ?? destination.endpointUrl,
    headers: changedHeaders(destination, change),
    traces: change.traces === null ? PRESET_TRACES : changedTraces(destination.traces, change.traces),
    disabledReason: changedReason(destination, change.state),
    updatedAt: now,
    ...(change.workspaces ? changedCoverage(organization, destination, change.workspaces, now) : {}),
  };
  checkTraceHost(changed);
  return Object.assign(destination, changed);
}

/** Traces may take another path, not another host (SDK 1.12.0, `telemetryDestinations.update`). */
function checkTraceHost({ endpointUrl = '', traces }: Partial<TelemetryDestination>): void {
  if (!traces || traces.endpoint_url === null) return;
  if (new URL(traces.endpoint_url).host !== new URL(endpointUrl).host) {
    throw invalid('traces.endpoint_url: must have the host and port of endpoint_url');
  }
}

function changedTraces(traces: TraceSettings, change: TraceChange | undefined): TraceSettings {
  if (change?.endpoint_url != null) checkEndpoint(change.endpoint_url, 'traces.endpoint_url');
  return {
    content_mode:
      change?.content_mode ?? (change?.content_mode === null ? 'metadata_only' : traces.content_mode),
    enabled: change?.enabled ?? traces.enabled,
    endpoint_url: change?.endpoint_url === undefined ? traces.endpoint_url : change.endpoint_url,
    max_content_bytes:
      change?.max_content_bytes === undefined ? traces.max_content_bytes : change.max_content_bytes,
  };
}

/**
 * A value is only taken together with the URL it is for (SDK 1.12.0, `telemetryDestinations.update`). Null for
 * all of them removes them (assumed).
 */
function changedHeaders(
  destination: TelemetryDestination,
  { headers, endpoint_url: url }: DestinationChange,
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

/** Disabling what is disabled keeps its reason. */
function changedReason(
  { disabledReason }: TelemetryDestination,
  state: DestinationChange['state'],
): TelemetryDestination['disabledReason'] {
  if (!state) return disabledReason;
  return state.type === 'enabled' ? null : (disabledReason ?? 'caller');
}

/**
 * Sends one test span. Nothing leaves the simulator: a host under `.invalid` fails, any other works (assumed)
 * (telemetry_destinations.test).
 *
 * @returns what went wrong, or null
 * @throws ApiError 404, or 429 within 10 seconds of the last test.
 */
export function testDestination(
  { telemetryDestinations }: Organization,
  id: string,
  now: number,
): string | null {
  const destination = telemetryDestinations.mustFind(id);
  const wait = (destination.testedAt ?? -Infinity) + TEST_PAUSE - now;
  if (wait > 0) {
    const seconds = { 'retry-after': String(Math.ceil(wait / SECOND)) };
    throw rateLimited('Wait 10 seconds between tests of one destination.', seconds);
  }
  destination.testedAt = now;
  return new URL(destination.endpointUrl).hostname.endsWith('.invalid') ? 'invalid address' : null;
}

/**
 * Deletes a destination and its list (telemetry_destinations.delete).
 *
 * @throws ApiError 404.
 */
export function deleteDestination({ telemetryDestinations }: Organization, id: string): void {
  telemetryDestinations.mustFind(id);
  telemetryDestinations.remove(id);
}
