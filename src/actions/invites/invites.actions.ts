import { defineAction, defineComposedAction } from '../define-action.js';
import { CREATE, DELETE, READ } from '../effects.js';
import { SAMPLE } from '../samples.js';
import { InviteIdInput, InvitesCreateInput, InvitesListInput } from './invites.inputs.js';
import { reissueInvite } from './reissue-invite.js';

/** Invitations to join the organization. */
export const inviteActions = [
  defineAction({
    id: 'invites_create',
    operation: 'invites.create',
    title: 'Invite a person to the organization by e-mail',
    description:
      'Sends an invite that expires after 21 days. A person who is a member already, or has a pending invite, is refused: use users_update or invites_reissue for them. The expiry cannot be chosen.',
    route: 'POST /v1/organizations/invites',
    input: InvitesCreateInput,
    example: { email: SAMPLE.email, role: 'developer' },
    effect: CREATE,
    output: 'OrganizationInvite',
    verify: ({ email }) => ({ actionId: 'invites_list', input: { email } }),
  }),
  defineAction({
    id: 'invites_get',
    operation: 'invites.retrieve',
    title: 'Show one invite',
    description: 'Returns one invite by id: whom it is for, its role, status and expiry.',
    route: 'GET /v1/organizations/invites/{invite_id}',
    input: InviteIdInput,
    example: { invite_id: SAMPLE.inviteId },
    effect: READ,
    output: 'OrganizationInvite',
  }),
  defineAction({
    id: 'invites_list',
    operation: 'invites.list',
    title: 'List invites',
    description:
      'Returns pending, accepted and expired invites, one page at a time; deleted ones are never listed. Filter by statuses to find what is still open. People who joined are in users_list.',
    route: 'GET /v1/organizations/invites',
    input: InvitesListInput,
    example: { statuses: ['pending'], limit: 20 },
    effect: READ,
    output: 'OrganizationInviteIdPage',
    paging: 'id_cursor',
  }),
  defineAction({
    id: 'invites_delete',
    operation: 'invites.delete',
    title: 'Withdraw a pending invite',
    description:
      'Makes a pending invite unusable for good. Accepted and expired invites are refused by the API. To replace an invite by a fresh one use invites_reissue.',
    route: 'DELETE /v1/organizations/invites/{invite_id}',
    input: InviteIdInput,
    example: { invite_id: SAMPLE.inviteId },
    effect: DELETE,
    output: 'InviteDeleteResponse',
    verify: ({ invite_id }) => ({ actionId: 'invites_get', input: { invite_id } }),
  }),
  defineComposedAction({
    id: 'invites_reissue',
    title: 'Replace an invite by a fresh one',
    description:
      'Makes a new invite of 21 days for the same e-mail address and role; a pending one is withdrawn first, an accepted one is refused. Use it where a longer expiry was wanted, or when an invite has expired.',
    input: InviteIdInput,
    example: { invite_id: SAMPLE.inviteId },
    effect: { kind: 'create', destructive: true, idempotent: false },
    output: 'OrganizationInvite',
    handler: reissueInvite,
    verify: ({ invite_id }) => ({ actionId: 'invites_get', input: { invite_id } }),
  }),
] as const;
