import { invalid, notFound } from '../errors.js';
import type { Organization } from '../state/organization.js';
import type { CursorPage, Pager } from '../state/pager.js';
import type { ListedWorkspace, TelemetryDestination } from '../state/telemetry-destination.js';

/** The maximum number of listed workspaces per destination. */
const MAX_LISTED = 1_000;

/** A new coverage of a destination. */
export type CoverageChange =
  | { readonly type: 'all' }
  | { readonly type: 'include' | 'exclude'; readonly workspace_ids?: readonly string[] | undefined };

/** Whether a destination receives the traces of a workspace. */
export function covers({ coverage, listed }: TelemetryDestination, workspaceId: string): boolean {
  if (coverage === 'all') return true;
  return listed.some(({ id }) => id === workspaceId) === (coverage === 'include');
}

/**
 * Changes the covered workspaces: ids replace the list, a new type without ids clears it
 * (telemetry_destinations.update).
 *
 * @throws ApiError 400 for an unknown workspace, or an archived one that is not listed yet.
 */
export function changedCoverage(
  organization: Organization,
  { coverage, listed }: TelemetryDestination,
  change: CoverageChange,
  now: number,
): Pick<TelemetryDestination, 'coverage' | 'listed'> {
  if (change.type === 'all') return { coverage: 'all', listed: [] };
  const kept = change.type === coverage ? listed : [];
  if (!change.workspace_ids) return { coverage: change.type, listed: kept };
  const ids = [...new Set(change.workspace_ids)];
  const entries = ids.map((id) => kept.find((one) => one.id === id) ?? newEntry(organization, id, now));
  return { coverage: change.type, listed: entries };
}

function newEntry({ workspaces }: Organization, id: string, now: number): ListedWorkspace {
  const workspace = workspaces.get(id);
  if (!workspace || workspace.archivedAt !== null) {
    throw invalid(`workspaces.workspace_ids: workspace ${id} does not exist or is archived`);
  }
  return { id, createdAt: now };
}

/**
 * Lists the workspaces of a destination, newest entry first; empty if it covers all workspaces
 * (telemetry_destinations.workspaces.list).
 *
 * @throws ApiError 404.
 */
export function listCovered<W>(
  { telemetryDestinations }: Organization,
  destinationId: string,
  limit: number,
  pager: Pager,
  wire: (entry: ListedWorkspace) => W,
): CursorPage<W> {
  const { listed } = telemetryDestinations.mustFind(destinationId);
  const newestFirst = [...listed].reverse();
  const from = pager.position(0);
  const until = from + pager.rows(limit);
  const next = until < newestFirst.length ? pager.next(until) : null;
  return { data: newestFirst.slice(from, until).map(wire), next_page: next };
}

/**
 * Adds a workspace to the list; idempotent (telemetry_destinations.workspaces.add).
 *
 * @throws ApiError 404, or 400: the destination covers all workspaces, the workspace is archived, or the list is full.
 */
export function addCovered(
  organization: Organization,
  destinationId: string,
  workspaceId: string,
  now: number,
): ListedWorkspace {
  const destination = listedDestination(organization, destinationId);
  organization.workspaces.mustFind(workspaceId);
  const known = destination.listed.find(({ id }) => id === workspaceId);
  if (known) return known;
  if (destination.listed.length >= MAX_LISTED)
    throw invalid(`A destination can list at most ${MAX_LISTED} workspaces.`);
  const entry = newEntry(organization, workspaceId, now);
  destination.listed = [...destination.listed, entry];
  return entry;
}

/**
 * Removes a workspace from the list (telemetry_destinations.workspaces.remove).
 *
 * @throws ApiError 404 if it is not listed, 400 if the destination covers all workspaces.
 */
export function removeCovered(organization: Organization, destinationId: string, workspaceId: string): void {
  const destination = listedDestination(organization, destinationId);
  const rest = destination.listed.filter(({ id }) => id !== workspaceId);
  if (rest.length === destination.listed.length) throw notFound('Workspace in the list of this destination');
  destination.listed = rest;
}

function listedDestination({ telemetryDestinations }: Organization, id: string): TelemetryDestination {
  const destination = telemetryDestinations.mustFind(id);
  if (destination.coverage === 'all')
    throw invalid('This destination covers all workspaces and does not have a list.');
  return destination;
}
