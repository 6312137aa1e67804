import { optionalTimestamp, timestamp } from '../clock.js';
import { inviteStatus } from '../rules/invites.js';
import type { Invite } from '../state/entities.js';

/** Serializes an invite (`OrganizationInvite`). */
export const inviteOnWire = (invite: Invite, now: number): object => ({
  id: invite.id,
  type: 'invite',
  email: invite.email,
  role: invite.role,
  status: inviteStatus(invite, now),
  invited_at: timestamp(invite.invitedAt),
  expires_at: timestamp(invite.expiresAt),
  accepted_at: optionalTimestamp(invite.acceptedAt),
  rbac_group_ids: invite.rbacGroupIds,
});
