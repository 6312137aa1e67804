import { invalid } from '../errors.js';
import type { ApiKey, Member, OrganizationRole } from '../state/entities.js';
import type { Organization } from '../state/organization.js';
import type { IdCursor, IdPage } from '../state/paging.js';
import { pageById } from '../state/paging.js';
import { archiveKeys } from './api-keys.js';

/** The roles that the API can assign: not admin, and none of the owner roles (ADMIN_API.md, "Members"). */
export const SETTABLE_ROLES = ['billing', 'claude_code_user', 'developer', 'managed', 'user'] as const;

/** A role that the API can assign. */
export type SettableRole = (typeof SETTABLE_ROLES)[number];

const ROLES_OF_KIND: Readonly<Record<Organization['settings']['kind'], readonly OrganizationRole[]>> = {
  console: ['user', 'developer', 'billing', 'claude_code_user'],
  enterprise: ['user', 'managed'],
};

const OWNER_ROLES: readonly OrganizationRole[] = ['owner', 'primary_owner', 'membership_admin'];

/** The filters of `users.list`. */
export interface MemberFilter extends IdCursor {
  readonly email?: string | undefined;
  readonly 'roles[]'?: readonly string[] | undefined;
}

/** Lists members, the newest first, one page at a time (users.list). */
export function listMembers<W>(
  organization: Organization,
  filter: MemberFilter,
  wire: (member: Member) => W,
): IdPage<W> {
  const { email, 'roles[]': roles } = filter;
  const keep = (member: Member): boolean =>
    (email === undefined || sameMailbox(member.email, email)) && (!roles || roles.includes(member.role));
  return pageById(organization.members, filter, wire, { keep, newestFirst: true });
}

/** Whether an `email` filter matches: both are normalized. That this drops the `+tag` is assumed. */
export const sameMailbox = (one: string, other: string): boolean => mailboxOf(one) === mailboxOf(other);

const mailboxOf = (email: string): string => email.toLowerCase().replace(/\+[^@]*(?=@[^@]*$)/, '');

/**
 * Checks that organizations of this kind have the role (users.update, invites.create).
 *
 * @throws ApiError 400 that names the supported roles.
 */
export function checkRole(organization: Organization, role: SettableRole): void {
  const { kind } = organization.settings;
  const known = ROLES_OF_KIND[kind];
  if (!known.includes(role)) {
    throw invalid(
      `role: '${role}' is not available to ${kind} organizations; supported roles are ${known.join(', ')}`,
    );
  }
}

/**
 * Updates a member's role (users.update).
 *
 * @throws ApiError 404, or 400 for a role of the other kind of organization, or for an owner (assumed).
 */
export function updateMember(organization: Organization, id: string, role: SettableRole): Member {
  const member = organization.members.mustFind(id);
  checkRole(organization, role);
  if (OWNER_ROLES.includes(member.role))
    throw invalid(`The role of a member with the role ${member.role} cannot be changed.`);
  member.role = role;
  return member;
}

/**
 * Removes a member and archives the member's personal keys and Claude Code keys, but not workspace keys (users.remove).
 * The member's use of Claude Code ends then.
 *
 * @throws ApiError 404, or 400 for an admin, an owner or the last member.
 */
export function removeMember(organization: Organization, id: string, now: number): void {
  const member = organization.members.mustFind(id);
  if (organization.members.size === 1) {
    throw invalid('The last member of an organization cannot be removed.', 'cannot_remove_last_member');
  }
  if (member.role === 'admin' || OWNER_ROLES.includes(member.role)) {
    throw invalid(`Members with the role ${member.role} cannot be removed. Change the role first.`);
  }
  organization.members.remove(id);
  for (const roles of organization.workspaceRoles.values()) roles.delete(id);
  archiveKeys(organization, (key) => isPersonal(key, id) || isClaudeCodeKey(key, id));
  organization.streams = organization.streams.map((stream) =>
    stream.account_id === id && stream.product === 'claude_code'
      ? { ...stream, until: Math.min(stream.until, now) }
      : stream,
  );
}

const isPersonal = ({ principal }: ApiKey, id: string): boolean =>
  principal?.type === 'user_actor' && principal.user_id === id;

/** Claude Code makes a key for each of its users, of no principal (assumed); only its name tells. */
const isClaudeCodeKey = ({ name, createdBy }: ApiKey, id: string): boolean =>
  name.startsWith('claude_code_key_') && createdBy?.type === 'user' && createdBy.id === id;
