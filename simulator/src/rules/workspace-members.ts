import { invalid, notFound } from '../errors.js';
import type { Member, Workspace, WorkspaceRole } from '../state/entities.js';
import type { Organization } from '../state/organization.js';
import type { IdCursor, IdPage } from '../state/paging.js';
import { pageById } from '../state/paging.js';
import { liveWorkspace } from './workspaces.js';

/** The roles that `add` can assign; workspace_billing is inherited from the organization role billing. */
export const ASSIGNABLE_WORKSPACE_ROLES = [
  'workspace_admin',
  'workspace_developer',
  'workspace_restricted_developer',
  'workspace_user',
] as const;

/** The membership of a user in a workspace. */
export interface WorkspaceMembership {
  /** The id of the user. */
  readonly id: string;
  readonly workspaceId: string;
  readonly role: WorkspaceRole;
}

/** The role of a member in a workspace, assigned or inherited; undefined if there is none. */
export function roleIn(
  organization: Organization,
  workspaceId: string,
  member: Member,
): WorkspaceRole | undefined {
  if (member.role === 'admin') return 'workspace_admin';
  const given = organization.workspaceRoles.get(workspaceId)?.get(member.id);
  if (member.role === 'billing') return given === 'workspace_admin' ? given : 'workspace_billing';
  return given;
}

/**
 * Lists the members of a workspace in the order in which they joined the organization (assumed)
 * (workspaces.members.list).
 *
 * @throws ApiError 404, or 400 for the default workspace, which has no member list.
 */
export function listWorkspaceMembers<W>(
  organization: Organization,
  workspaceId: string,
  cursor: IdCursor,
  wire: (membership: WorkspaceMembership) => W,
): IdPage<W> {
  withMemberList(organization, organization.workspaces.mustFind(workspaceId));
  const keep = (member: Member): boolean => roleIn(organization, workspaceId, member) !== undefined;
  const project = (member: Member): W =>
    wire({ id: member.id, workspaceId, role: roleIn(organization, workspaceId, member) as WorkspaceRole });
  return pageById(organization.members, cursor, project, { keep });
}

/**
 * Retrieves a membership (workspaces.members.retrieve).
 *
 * @throws ApiError 404 for a member without a role in the workspace, or 400 for the default workspace.
 */
export function workspaceMember(
  organization: Organization,
  workspaceId: string,
  userId: string,
): WorkspaceMembership {
  withMemberList(organization, organization.workspaces.mustFind(workspaceId));
  const member = organization.members.get(userId);
  const role = member && roleIn(organization, workspaceId, member);
  if (!role) throw notFound('Workspace member');
  return { id: userId, workspaceId, role };
}

/**
 * Assigns a member a role in a workspace (workspaces.members.add).
 *
 * @throws ApiError 404, or 400: the workspace is archived, the user is a member already (assumed), or the cap is reached.
 */
export function addWorkspaceMember(
  organization: Organization,
  workspaceId: string,
  userId: string,
  role: WorkspaceRole,
): WorkspaceMembership {
  withMemberList(organization, liveWorkspace(organization, workspaceId));
  const member = organization.members.mustFind(userId);
  if (roleIn(organization, workspaceId, member))
    throw invalid('The user is already a member of this workspace.');
  const roles = organization.workspaceRoles.get(workspaceId) ?? new Map<string, WorkspaceRole>();
  if (roles.size >= organization.limits.workspaceMembers) {
    throw invalid(
      'The workspace has reached its maximum number of members.',
      'workspace_member_limit_exceeded',
    );
  }
  organization.workspaceRoles.set(workspaceId, roles.set(userId, role));
  return { id: userId, workspaceId, role };
}

/**
 * Updates the role of a member in a workspace (workspaces.members.update).
 *
 * @throws ApiError 404, or 400 for an inherited role, except from billing to workspace_admin.
 */
export function updateWorkspaceMember(
  organization: Organization,
  workspaceId: string,
  userId: string,
  role: WorkspaceRole,
): WorkspaceMembership {
  liveWorkspace(organization, workspaceId);
  workspaceMember(organization, workspaceId, userId);
  const member = organization.members.mustFind(userId);
  if (member.role === 'admin') throw inherited('admin');
  if (member.role === 'billing') {
    if (role !== 'workspace_admin' && role !== 'workspace_billing') throw inherited('billing');
  } else if (role === 'workspace_billing') {
    throw invalid("workspace_role: 'workspace_billing' requires the organization role billing");
  }
  const roles = organization.workspaceRoles.get(workspaceId) ?? new Map<string, WorkspaceRole>();
  organization.workspaceRoles.set(workspaceId, roles.set(userId, role));
  return { id: userId, workspaceId, role };
}

/**
 * Removes a member from a workspace (workspaces.members.remove).
 *
 * @throws ApiError 404, or 400 for an inherited role.
 */
export function removeWorkspaceMember(organization: Organization, workspaceId: string, userId: string): void {
  liveWorkspace(organization, workspaceId);
  workspaceMember(organization, workspaceId, userId);
  const { role } = organization.members.mustFind(userId);
  if (role === 'admin' || role === 'billing') throw inherited(role);
  organization.workspaceRoles.get(workspaceId)?.delete(userId);
}

const inherited = (role: 'admin' | 'billing'): Error =>
  invalid(
    `The member's workspace role is inherited from the organization role ${role} and cannot be changed.`,
  );

function withMemberList({ defaultWorkspaceId }: Organization, { id }: Workspace): void {
  if (id === defaultWorkspaceId) throw invalid('The default workspace does not have a member list.');
}
