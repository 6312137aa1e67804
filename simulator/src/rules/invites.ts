import { DAY } from '../clock.js';
import { invalid } from '../errors.js';
import type { Ids } from '../ids.js';
import type { Invite, Member } from '../state/entities.js';
import type { Organization } from '../state/organization.js';
import type { IdCursor, IdPage } from '../state/paging.js';
import { pageById } from '../state/paging.js';
import type { SettableRole } from './members.js';
import { checkRole, sameMailbox } from './members.js';

/** The lifetime of an invite in milliseconds; not configurable (ADMIN_API.md, "Invites"). */
export const INVITE_LIFETIME = 21 * DAY;

/** The status of an invite in responses. */
export type InviteStatus = 'accepted' | 'deleted' | 'expired' | 'pending';

/** The filters of `invites.list`. */
export interface InviteFilter extends IdCursor {
  readonly email?: string | undefined;
  readonly 'roles[]'?: readonly string[] | undefined;
  readonly 'statuses[]'?: readonly InviteStatus[] | undefined;
}

/** The body of `invites.create`. */
export interface NewInvite {
  readonly email: string;
  readonly role: SettableRole;
  readonly rbac_group_ids?: readonly string[] | undefined;
}

/** The status of an invite at a point in time. */
export function inviteStatus(invite: Invite, now: number): InviteStatus {
  if (invite.deleted) return 'deleted';
  if (invite.acceptedAt !== null) return 'accepted';
  return invite.expiresAt <= now ? 'expired' : 'pending';
}

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Lists invites except deleted ones, the newest first, one page at a time (invites.list). */
export function listInvites<W>(
  organization: Organization,
  filter: InviteFilter,
  now: number,
  wire: (invite: Invite) => W,
): IdPage<W> {
  const { email, 'roles[]': roles, 'statuses[]': statuses } = filter;
  const keep = (invite: Invite): boolean =>
    !invite.deleted &&
    (email === undefined || sameMailbox(invite.email, email)) &&
    (!roles || roles.includes(invite.role)) &&
    (!statuses || statuses.includes(inviteStatus(invite, now)));
  return pageById(organization.invites, filter, wire, { keep, newestFirst: true });
}

/**
 * Invites an address for 21 days (invites.create).
 *
 * @throws ApiError 400 with the `error_code` in the contract.
 */
export function createInvite(organization: Organization, wanted: NewInvite, now: number, ids: Ids): Invite {
  checkRole(organization, wanted.role);
  checkGroups(organization, wanted.rbac_group_ids ?? []);
  checkDomain(organization, wanted.email);
  checkAddress(organization, wanted.email, now);
  checkMemberLimit(organization, now);
  return organization.invites.insert({
    id: ids('invite_'),
    email: wanted.email,
    role: wanted.role,
    invitedAt: now,
    expiresAt: now + INVITE_LIFETIME,
    rbacGroupIds: wanted.rbac_group_ids ?? [],
    acceptedAt: null,
    deleted: false,
  });
}

function checkAddress(organization: Organization, email: string, now: number): void {
  const member = organization.members.find((one) => sameAddress(one.email, email));
  if (member) throw invalid(`User ${member.id} already has this email address.`, 'already_member');
  const invite = organization.invites.find((one) => sameAddress(one.email, email) && isPending(one, now));
  if (invite) {
    throw invalid(`Invite ${invite.id} is already pending for this email address.`, 'invite_already_exists');
  }
}

const isPending = (invite: Invite, now: number): boolean => inviteStatus(invite, now) === 'pending';

/** A pending invite counts as a member. */
function checkMemberLimit({ members, invites, limits }: Organization, now: number): void {
  if (members.size + invites.filter((invite) => isPending(invite, now)).length < limits.members) return;
  throw invalid(
    'The organization has reached its maximum number of members, including pending invites.',
    'org_member_limit_exceeded',
  );
}

function checkDomain({ settings }: Organization, email: string): void {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  if (settings.allowedEmailDomains && !settings.allowedEmailDomains.includes(domain)) {
    throw invalid(`Email addresses at ${domain} cannot be invited.`, 'email_domain_not_allowed');
  }
  if (settings.unverifiedEmailDomains.includes(domain)) {
    throw invalid(`The domain ${domain} is not verified.`, 'cannot_invite_emails_with_unverified_domains');
  }
}

/** Console organizations have no RBAC groups; that the API rejects them is assumed. */
function checkGroups({ settings }: Organization, groups: readonly string[]): void {
  if (groups.length === 0) return;
  if (settings.kind === 'console')
    throw invalid('rbac_group_ids: available only to enterprise organizations');
  if (groups.some((group) => settings.ownerGroups.includes(group))) {
    throw invalid('An RBAC group of the invite grants owner access.', 'rbac_group_grants_owner_access');
  }
  if (groups.some((group) => settings.unconfirmedGroups.includes(group))) {
    throw invalid(
      'Whether an RBAC group grants owner access could not be determined.',
      'rbac_group_owner_access_unconfirmed',
    );
  }
}

/**
 * Deletes a pending invite (invites.delete).
 *
 * @throws ApiError 404, or 400 for an accepted, expired or deleted invite.
 */
export function deleteInvite(organization: Organization, id: string, now: number): void {
  mustBePending(organization.invites.mustFind(id), now).deleted = true;
}

/**
 * Accepts an invite, as its recipient does with the link in the email; the API has no operation for it.
 *
 * @throws ApiError 404, or 400 if the invite is not pending.
 */
export function acceptInvite(organization: Organization, id: string, now: number, ids: Ids): Member {
  const invite = mustBePending(organization.invites.mustFind(id), now);
  invite.acceptedAt = now;
  const name = invite.email.slice(0, invite.email.indexOf('@')).replaceAll(/[._]/g, ' ');
  return organization.members.insert({
    id: ids('user_'),
    email: invite.email,
    name: name.replaceAll(/(^| )./g, (letter) => letter.toUpperCase()),
    role: invite.role,
    addedAt: now,
  });
}

function mustBePending(invite: Invite, now: number): Invite {
  const status = inviteStatus(invite, now);
  if (status !== 'pending') throw invalid(`Only a pending invite can be changed; this one is ${status}.`);
  return invite;
}
