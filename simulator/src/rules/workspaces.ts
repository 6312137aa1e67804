import { invalid } from '../errors.js';
import type { Ids } from '../ids.js';
import type { DataResidency, Workspace } from '../state/entities.js';
import type { Organization } from '../state/organization.js';
import type { IdCursor, IdPage } from '../state/paging.js';
import { pageById } from '../state/paging.js';
import { archiveKeys } from './api-keys.js';
import { bindExternalKey, bindUserProfile } from './bindings.js';

/** The filters of `workspaces.list`. */
export interface WorkspaceFilter extends IdCursor {
  readonly 'ids[]'?: readonly string[] | undefined;
  readonly include_archived: boolean;
  readonly include_default: boolean;
}

type ResidencyChange = { readonly [Name in keyof DataResidency]?: DataResidency[Name] | null | undefined };

/** The fields of `workspaces.create` and `workspaces.update`. */
export interface WorkspaceChange {
  readonly name?: string | undefined;
  readonly display_color?: string | null | undefined;
  readonly tags?: Readonly<Record<string, string | null>> | null | undefined;
  readonly data_residency?: ResidencyChange | null | undefined;
  readonly external_key_id?: string | null | undefined;
  readonly user_profile_id?: string | null | undefined;
}

const COLORS = ['#6C5BB9', '#2D9CDB', '#27AE60', '#F2994A', '#D97757'] as const;

/** Lists workspaces, one page at a time; unknown `ids[]` are ignored (workspaces.list). Oldest first is assumed. */
export function listWorkspaces<W>(
  organization: Organization,
  filter: WorkspaceFilter,
  wire: (workspace: Workspace) => W,
): IdPage<W> {
  const ids = filter['ids[]'];
  const keep = ({ id, archivedAt }: Workspace): boolean =>
    (filter.include_default || id !== organization.defaultWorkspaceId) &&
    (filter.include_archived || archivedAt === null) &&
    (!ids || ids.includes(id));
  return pageById(organization.workspaces, filter, wire, { keep });
}

/**
 * Creates a workspace (workspaces.create).
 *
 * @throws ApiError 400 at the cap of active workspaces, or for an invalid tag or binding.
 */
export function createWorkspace(
  organization: Organization,
  wanted: WorkspaceChange,
  now: number,
  ids: Ids,
): Workspace {
  const live = organization.workspaces.filter(
    ({ id, archivedAt }) => archivedAt === null && id !== organization.defaultWorkspaceId,
  );
  if (live.length >= organization.limits.liveWorkspaces) {
    throw invalid(
      `An organization can have at most ${organization.limits.liveWorkspaces} workspaces that are not archived.`,
    );
  }
  const residency: DataResidency = {
    allowed_inference_geos: 'unrestricted',
    default_inference_geo: 'global',
    workspace_geo: 'us',
  };
  const workspace: Workspace = {
    id: '',
    compartmentId: '',
    createdAt: now,
    name: '',
    displayColor: COLORS[organization.workspaces.size % COLORS.length] as string,
    archivedAt: null,
    dataResidency: residency,
    externalKeyId: null,
    userProfileId: null,
    tags: {},
  };
  const made = {
    ...changed(organization, workspace, wanted),
    id: ids('wrkspc_'),
    compartmentId: ids('cmpt_'),
  };
  return organization.workspaces.insert(made);
}

/**
 * Updates the given fields (workspaces.update).
 *
 * @throws ApiError 404, or 400 for an archived workspace, the name of the default one, or an invalid tag or binding.
 */
export function updateWorkspace(organization: Organization, id: string, change: WorkspaceChange): Workspace {
  const workspace = liveWorkspace(organization, id);
  if (id === organization.defaultWorkspaceId && change.name !== undefined) {
    throw invalid('The default workspace cannot be renamed.');
  }
  return Object.assign(workspace, changed(organization, workspace, change));
}

/**
 * Archives a workspace and its keys permanently; an archived one stays as it is (workspaces.archive).
 *
 * @throws ApiError 404, or 400 for the default workspace.
 */
export function archiveWorkspace(organization: Organization, id: string, now: number): Workspace {
  const workspace = organization.workspaces.mustFind(id);
  if (id === organization.defaultWorkspaceId) throw invalid('The default workspace cannot be archived.');
  if (workspace.archivedAt !== null) return workspace;
  workspace.archivedAt = now;
  archiveKeys(organization, (key) => key.workspaceId === id);
  return workspace;
}

/**
 * A workspace that can be changed.
 *
 * @throws ApiError 404, or 400 for an archived one (ADMIN_API.md, "Workspaces").
 */
export function liveWorkspace(organization: Organization, id: string): Workspace {
  const workspace = organization.workspaces.mustFind(id);
  if (workspace.archivedAt !== null) throw invalid('An archived workspace cannot be changed.');
  return workspace;
}

/** Works on a copy: an error leaves the workspace unchanged. */
function changed(organization: Organization, workspace: Workspace, change: WorkspaceChange): Workspace {
  const userProfileId = bindUserProfile(organization, workspace, change.user_profile_id);
  return {
    ...workspace,
    name: change.name ?? workspace.name,
    displayColor: change.display_color ?? workspace.displayColor,
    tags: changedTags(workspace.tags, change.tags),
    dataResidency: changedResidency(workspace.dataResidency, change.data_residency),
    userProfileId,
    externalKeyId: bindExternalKey(organization, workspace, change.external_key_id, userProfileId),
  };
}

/** A null tag is removed; null for `tags` removes all tags (assumed). */
function changedTags(tags: Workspace['tags'], change: WorkspaceChange['tags']): Workspace['tags'] {
  if (change === undefined) return tags;
  if (change === null) return {};
  for (const name of Object.keys(change)) {
    if (name.startsWith('anthropic')) throw invalid(`tags.${name}: tag keys must not start with 'anthropic'`);
  }
  const merged = Object.entries({ ...tags, ...change });
  return Object.fromEntries(merged.filter((tag): tag is [string, string] => tag[1] !== null));
}

/** That the default geo must be allowed is assumed. */
function changedResidency(
  residency: DataResidency,
  change: WorkspaceChange['data_residency'],
): DataResidency {
  const allowed = change?.allowed_inference_geos ?? residency.allowed_inference_geos;
  const preferred = change?.default_inference_geo ?? residency.default_inference_geo;
  if (allowed !== 'unrestricted' && !allowed.includes(preferred)) {
    throw invalid('data_residency.default_inference_geo: must be one of the allowed_inference_geos');
  }
  return { ...residency, allowed_inference_geos: allowed, default_inference_geo: preferred };
}
