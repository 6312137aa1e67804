import type { Foresee } from '../../kit/catalog/index.js';
import type { OrganizationInvite, OrganizationUser } from '../api-types.generated.js';
import { personText } from '../foresight/names.js';
import { changeText, organizationRoleChange, roleText } from '../foresight/roles.js';
import { idsOf, itemOf } from '../foresight/words.js';
import { ASSIGNABLE_ROLES } from '../users/users.inputs.js';
import type { InviteIdInput, InvitesCreateInput } from './invites.inputs.js';

const E_MAIL = 'The e-mail cannot be recalled; the invite can be withdrawn until it is accepted.';

/** Who gets an e-mail, and what they can do once they join. */
export const foreseeInvite: Foresee<InvitesCreateInput> = async ({ email, role }, reads) => {
  const [members, pending] = await Promise.all([
    reads.list<OrganizationUser>('Whether the person is a member', 'users_list', { email }),
    reads.list<OrganizationInvite>('Whether the person has an invite', 'invites_list', {
      email,
      statuses: ['pending'],
    }),
  ]);
  return {
    consequences: [
      {
        kind: 'changes',
        text: `${email} gets an invite by e-mail, valid for 21 days, and joins with the role ${roleText(role)}.${changeText(organizationRoleChange(undefined, role))}`,
      },
      ...(members ?? []).map((member) => ({
        kind: 'exceeds_limit' as const,
        text: `${personText(member)} is a member already, so the API refuses the invite.`,
        count: 1,
        items: [itemOf(member.id, member.name)],
      })),
      ...(pending ?? []).map(({ id, email: to }) => ({
        kind: 'exceeds_limit' as const,
        text: 'The person has a pending invite, so the API refuses another one.',
        count: 1,
        items: [itemOf(id, to)],
      })),
    ],
    final: [E_MAIL],
    facts: { members: idsOf(members), invites: idsOf(pending) },
  };
};

/** Whose invite ends. */
export const foreseeWithdrawal: Foresee<InviteIdInput> = async ({ invite_id }, reads) => {
  const before = await reads.target<OrganizationInvite>('The invite', 'invites_get', { invite_id });
  if (!before) return { final: [WITHDRAWN] };
  const { email, role, status } = before;
  const again = { email, role, ...groupsOf(before) };
  return {
    before: { ...before },
    consequences: [
      {
        kind: 'stops_working',
        text: `The invite of ${email} with the role ${roleText(role)} stops working.`,
        count: 1,
        items: [itemOf(invite_id, email, status)],
      },
    ],
    final: [WITHDRAWN],
    ...(ASSIGNABLE_ROLES.some((one) => one === role)
      ? { inverse: { actionId: 'invites_create', input: again } }
      : {}),
    facts: { status, email, role },
  };
};

const WITHDRAWN = 'An invite that is withdrawn cannot be restored; the person needs a new one.';

/** Whose invite is replaced. */
export const foreseeReissue: Foresee<InviteIdInput> = async ({ invite_id }, reads) => {
  const before = await reads.target<OrganizationInvite>('The invite', 'invites_get', { invite_id });
  if (!before) return { final: [E_MAIL] };
  const { email, role, status } = before;
  const old =
    status === 'pending'
      ? [
          {
            kind: 'stops_working' as const,
            text: `The pending invite of ${email} stops working.`,
            count: 1,
            items: [itemOf(invite_id, email)],
          },
        ]
      : [];
  return {
    before: { ...before },
    consequences: [
      ...old,
      {
        kind: 'changes',
        text: `${email} gets another e-mail with an invite for the role ${roleText(role)}, valid for 21 days.`,
      },
    ],
    final: [E_MAIL],
    facts: { status, email, role },
  };
};

const groupsOf = ({ rbac_group_ids: ids = [] }: OrganizationInvite): { rbac_group_ids?: string[] } =>
  ids.length > 0 ? { rbac_group_ids: ids } : {};
