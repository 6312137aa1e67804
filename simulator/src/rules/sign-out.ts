import { forbidden, invalid } from '../errors.js';
import type { AccessKey } from '../state/access-keys.js';
import type { Member, OrganizationRole } from '../state/entities.js';
import type { Organization } from '../state/organization.js';

/** Roles that an Admin key cannot sign out, with the error code; that `admin` is privileged is assumed. */
const REFUSALS: Readonly<Partial<Record<OrganizationRole, string>>> = {
  admin: 'cannot_sign_out_privileged_member',
  managed: 'cannot_sign_out_managed_member',
  membership_admin: 'cannot_sign_out_membership_admin',
  owner: 'cannot_sign_out_owner',
};

/**
 * Ends all sessions of a member, but not the membership (users.sign_out).
 *
 * @throws ApiError 404, 400 for the primary owner, the key's own user or an organization without the beta, 403 by role.
 */
export function signOut(organization: Organization, key: AccessKey, id: string): Member {
  const { kind, signOutBeta } = organization.settings;
  if (kind !== 'enterprise' || !signOutBeta) {
    throw invalid('The organization is not enrolled in this beta.', 'organization_not_enrolled_in_beta');
  }
  const member = organization.members.mustFind(id);
  if (member.role === 'primary_owner') {
    throw invalid('The primary owner cannot be signed out.', 'cannot_sign_out_primary_owner');
  }
  if (key.userId === id)
    throw invalid('A key cannot sign out the member it acts for.', 'cannot_sign_out_self');
  const code = REFUSALS[member.role];
  if (code) throw forbidden(`This key cannot sign out a member with the role ${member.role}.`, code);
  return member;
}
