import {
  CREATE,
  DELETE,
  READ,
  action,
  defineAction,
  defineComposedAction,
  msg,
  defineResource,
  field,
} from '../../kit/catalog/index.js';
import { InviteIdInput, InvitesCreateInput, InvitesListInput } from './invites.inputs.js';
import { reissueInvite } from './reissue-invite.js';
import { foreseeInvite, foreseeReissue, foreseeWithdrawal } from './invites.foresight.js';

/** Sample id for examples. */
export const EMAIL = 'ada@example.com';
/** Sample id for examples. */
export const INVITE_ID = 'invite_01GraceHopperExample';

/** Invitations to join the organization. */
export const invites = defineResource({
  group: {
    id: 'invites',
    title: 'Invites',
    description: 'Invitations to join the organization; each expires after 21 days.',
  },
  packs: ['members'],
  samples: { invite_id: INVITE_ID, rbac_group_id: 'rbacgrp_01EngineersExample', email: EMAIL },
  finders: { invite_id: { actionId: 'invites_list', by: 'email' } },
  actions: [
    defineAction({
      id: 'invites_create',
      operation: 'invites.create',
      title: 'Invite a person to the organization by e-mail',
      keywords: ['onboard', 'add a person'],
      description: msg`Sends an invite that expires after 21 days; the expiry cannot be chosen. Refused if the person is already a member (use ${action('users_update')}) or has a pending invite (use ${action('invites_reissue')}).`,
      route: 'POST /v1/organizations/invites',
      input: InvitesCreateInput,
      example: { email: EMAIL, role: 'developer' },
      effect: CREATE,
      foresee: foreseeInvite,
      output: 'OrganizationInvite',
      verify: ({ email }) => ({ actionId: 'invites_list', input: { email } }),
    }),
    defineAction({
      id: 'invites_get',
      operation: 'invites.retrieve',
      title: 'Show one invite',
      description: 'Returns one invite by id: its e-mail address, role, status and expiry.',
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
      description: msg`Returns pending, accepted and expired invites, one page at a time; deleted invites are never listed. Filter by statuses to find pending ones. People who have joined are in ${action('users_list')}.`,
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
      keywords: ['revoke', 'cancel', 'withdraw'],
      description: msg`Permanently invalidates a pending invite. The API refuses accepted and expired invites. To replace an invite with a new one, use ${action('invites_reissue')}.`,
      deed: msg`Withdraw invite ${field('invite_id')}`,
      route: 'DELETE /v1/organizations/invites/{invite_id}',
      input: InviteIdInput,
      example: { invite_id: INVITE_ID },
      effect: DELETE,
      foresee: foreseeWithdrawal,
      output: 'InviteDeleteResponse',
      verify: ({ invite_id }) => ({ actionId: 'invites_get', input: { invite_id } }),
    }),
    defineComposedAction({
      id: 'invites_reissue',
      title: 'Replace an invite with a new one',
      keywords: ['resend', 'renew'],
      description:
        'Creates a new invite, valid for 21 days, for the same e-mail address and role; a pending invite is withdrawn first, an accepted one is refused. Use it to extend an invite or to replace an expired one.',
      deed: msg`Replace invite ${field('invite_id')}`,
      input: InviteIdInput,
      example: { invite_id: INVITE_ID },
      effect: { kind: 'create', destructive: true, idempotent: false },
      foresee: foreseeReissue,
      output: 'OrganizationInvite',
      parts: ['invites_get', 'invites_create', 'invites_delete'],
      handler: reissueInvite,
      verify: ({ invite_id }) => ({ actionId: 'invites_get', input: { invite_id } }),
    }),
  ],
});
