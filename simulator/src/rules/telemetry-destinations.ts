import { SECOND } from '../clock.js';
import { invalid, rateLimited } from '../errors.js';
import type { Ids } from '../ids.js';
import type { Organization } from '../state/organization.js';
import type { CursorPage, Pager } from '../state/pager.js';
import { pageByToken } from '../state/pager.js';
import type { TelemetryDestination } from '../state/telemetry-destination.js';
import { checkEndpoint, checkHeaders } from './telemetry-address.js';
import type { CoverageChange } from './telemetry-coverage.js';
import { changedCoverage, covers } from './telemetry-coverage.js';
import type { HeaderChange, TraceChange } from './telemetry-settings.js';
import { DEFAULT_TRACES, changedHeaders, changedTraces, checkTraceHost } from './telemetry-settings.js';

/** The body of `telemetry_destinations.create`. */
export interface NewDestination {
  readonly endpoint_url: string;
  readonly workspaces: CoverageChange;
  readonly display_name?: string | null | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly traces?: TraceChange | undefined;
}

/** The body of `telemetry_destinations.update`. */
export interface DestinationChange extends HeaderChange {
  readonly workspaces?: CoverageChange | undefined;
  readonly display_name?: string | null | undefined;
  readonly traces?: TraceChange | null | undefined;
  readonly state?: { readonly type: 'disabled' | 'enabled' } | undefined;
}

/** At most one test per destination in 10 seconds. */
const TEST_PAUSE = 10 * SECOND;

/** Lists destinations, newest first, one page at a time (telemetry_destinations.list). */
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
 * Creates a destination, which is enabled (telemetry_destinations.create).
 *
 * @throws ApiError 400 at the cap, or for an invalid address, header or workspace.
 */
export function createDestination(
  organization: Organization,
  wanted: NewDestination,
  now: number,
  ids: Ids,
): TelemetryDestination {
  const { telemetryDestinations: destinations, limits } = organization;
  if (destinations.size >= limits.telemetryDestinations) {
    throw invalid(`An organization can have at most ${limits.telemetryDestinations} telemetry destinations.`);
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
    traces: changedTraces(DEFAULT_TRACES, wanted.traces),
    coverage: 'all',
    listed: [],
    testedAt: null,
  };
  checkTraceHost(destination);
  Object.assign(destination, changedCoverage(organization, destination, wanted.workspaces, now));
  return destinations.insert({ ...destination, id: ids('tdst_') });
}

/**
 * Updates the given fields; a new host or port removes the headers (telemetry_destinations.update).
 *
 * @throws ApiError 404, or 400 for an invalid field or an empty body.
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
    traces: change.traces === null ? DEFAULT_TRACES : changedTraces(destination.traces, change.traces),
    disabledReason: changedReason(destination, change.state),
    updatedAt: now,
    ...(change.workspaces ? changedCoverage(organization, destination, change.workspaces, now) : {}),
  };
  checkTraceHost(changed);
  return Object.assign(destination, changed);
}

/** Disabling a disabled destination keeps its reason. */
function changedReason(
  { disabledReason }: TelemetryDestination,
  state: DestinationChange['state'],
): TelemetryDestination['disabledReason'] {
  if (!state) return disabledReason;
  return state.type === 'enabled' ? null : (disabledReason ?? 'caller');
}

/**
 * Simulates sending a test span: a host under `.invalid` fails, any other succeeds (assumed)
 * (telemetry_destinations.test).
 *
 * @returns the error, or null
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
