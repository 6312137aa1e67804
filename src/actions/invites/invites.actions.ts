import {
  CREATE,
  DELETE,
  READ,
  action,
  defineAction,
  defineComposedAction,
  msg,
  defineResource,
} from '../../kit/catalog/index.js';
import { InviteIdInput, InvitesCreateInput, InvitesListInput } from './invites.inputs.js';
import { reissueInvite } from './reissue-invite.js';

/** Stands for a real one in examples. */
export const EMAIL = 'ada@example.com';
/** Stands for a real one in examples. */
export const INVITE_ID = 'invite_01GraceHopperExample';

/** Invitations to join the organization. */
export const invites = defineResource({
  group: {
    title: 'Invites',
    description: 'Invitations to join the organization; each expires after 21 days.',
  },
  packs: ['members'],
  samples: { invite_id: INVITE_ID, rbac_group_id: 'rbacgrp_01EngineersExample', email: EMAIL },
  actions: [
    defineAction({
      id: 'invites_create',
      operation: 'invites.create',
      title: 'Invite a person to the organization by e-mail',
      description: msg`Sends an invite that expires after 21 days. A person who is a member already, or has a pending invite, is refused: use ${action('users_update')} or ${action('invites_reissue')} for them. The expiry cannot be chosen.`,
      route: 'POST /v1/organizations/invites',
      input: InvitesCreateInput,
      example: { email: EMAIL, role: 'developer' },
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
      example: { invite_id: INVITE_ID },
      effect: READ,
      output: 'OrganizationInvite',
    }),
    defineAction({
      id: 'invites_list',
      operation: 'invites.list',
      title: 'List invites',
      description: msg`Returns pending, accepted and expired invites, one page at a time; deleted ones are never listed. Filter by statuses to find what is still open. People who joined are in ${action('users_list')}.`,
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
      description: msg`Makes a pending invite unusable for good. Accepted and expired invites are refused by the API. To replace an invite by a fresh one use ${action('invites_reissue')}.`,
      route: 'DELETE /v1/organizations/invites/{invite_id}',
      input: InviteIdInput,
      example: { invite_id: INVITE_ID },
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
      example: { invite_id: INVITE_ID },
      effect: { kind: 'create', destructive: true, idempotent: false },
      output: 'OrganizationInvite',
      handler: reissueInvite,
      verify: ({ invite_id }) => ({ actionId: 'invites_get', input: { invite_id } }),
    }),
  ],
});
