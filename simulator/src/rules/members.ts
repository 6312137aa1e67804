import { invalid } from '../errors.js';
import type { Member, OrganizationRole } from '../state/entities.js';
import type { Organization } from '../state/organization.js';
import type { IdCursor, IdPage } from '../state/paging.js';
import { pageById } from '../state/paging.js';
import { archiveKeys } from './api-keys.js';

/** The roles that may be given; admin and the owner kinds never (ADMIN_API.md, "Members"). */
export const SETTABLE_ROLES = ['billing', 'claude_code_user', 'developer', 'managed', 'user'] as const;

/** One of the roles that may be given. */
export type SettableRole = (typeof SETTABLE_ROLES)[number];

const ROLES_OF_KIND: Readonly<Record<Organization['settings']['kind'], readonly OrganizationRole[]>> = {
  console: ['user', 'developer', 'billing', 'claude_code_user'],
  enterprise: ['user', 'managed'],
};

const OWNER_KINDS: readonly OrganizationRole[] = ['owner', 'primary_owner', 'membership_admin'];

/** The filters of `users.list`. */
export interface MemberFilter extends IdCursor {
  readonly email?: string | undefined;
  readonly 'roles[]'?: readonly string[] | undefined;
}

/** Members page by page; `email` ignores case (users.list). Oldest first is assumed. */
export function listMembers<W>(
  organization: Organization,
  filter: MemberFilter,
  wire: (member: Member) => W,
): IdPage<W> {
  const email = filter.email?.toLowerCase();
  const roles = filter['roles[]'];
  if (email === undefined && !roles) return pageById(organization.members, filter, wire);
  const keep = (member: Member): boolean =>
    (email === undefined || member.email.toLowerCase() === email) && (!roles || roles.includes(member.role));
  return pageById(organization.members, filter, wire, { keep });
}

/**
 * Checks that an organization of this kind knows the role (users.update, invites.create).
 *
 * @throws ApiError 400 naming the roles it knows.
 */
export function checkRole(organization: Organization, role: SettableRole): void {
  const { kind } = organization.settings;
  const known = ROLES_OF_KIND[kind];
  if (!known.includes(role)) {
    throw invalid(`role: '${role}' is not a role of ${kind} organizations; it takes ${known.join(', ')}`);
  }
}

/**
 * Changes a member's role (users.update).
 *
 * @throws ApiError 404, or 400 for a role of the other kind of organization or an owner (assumed).
 */
export function updateMember(organization: Organization, id: string, role: SettableRole): Member {
  const member = organization.members.mustFind(id);
  checkRole(organization, role);
  if (OWNER_KINDS.includes(member.role))
    throw invalid(`The role of a member who is ${member.role} cannot be changed.`);
  member.role = role;
  return member;
}

/**
 * Removes a member and archives the member's personal keys; keys of workspaces go on (users.remove).
 *
 * @throws ApiError 404, or 400 for an admin, an owner kind or the last member.
 */
export function removeMember(organization: Organization, id: string): void {
  const member = organization.members.mustFind(id);
  if (organization.members.size === 1) {
    throw invalid('The last member of an organization cannot be removed.', 'cannot_remove_last_member');
  }
  if (member.role === 'admin' || OWNER_KINDS.includes(member.role)) {
    throw invalid(`Members with the role ${member.role} cannot be removed. Change the role first.`);
  }
  organization.members.remove(id);
  for (const roles of organization.workspaceRoles.values()) roles.delete(id);
  archiveKeys(organization, ({ principal }) => principal?.type === 'user_actor' && principal.user_id === id);
}
