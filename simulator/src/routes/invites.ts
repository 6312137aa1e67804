import { optional } from '../check/field.js';
import { oneOf, text } from '../check/scalars.js';
import { listOf } from '../check/shapes.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { createInvite, deleteInvite, listInvites } from '../rules/invites.js';
import { SETTABLE_ROLES } from '../rules/members.js';
import { inviteOnWire } from '../wire/invites.js';
import { ID_CURSOR } from './lists.js';

/** Invites to the organization. */
export const INVITE_ROUTES: readonly Route[] = [
  route(
    'invites.list',
    'GET /v1/organizations/invites',
    {
      query: {
        ...ID_CURSOR,
        email: optional(text({ format: 'email' })),
        'roles[]': optional(listOf(text())),
        'statuses[]': optional(listOf(oneOf(['accepted', 'expired', 'pending']))),
      },
    },
    ({ organization, query, now }) =>
      listInvites(organization, query, now, (invite) => inviteOnWire(invite, now)),
  ),
  route(
    'invites.create',
    'POST /v1/organizations/invites',
    {
      meter: 'invites',
      body: {
        email: text({ format: 'email' }),
        role: oneOf(SETTABLE_ROLES),
        rbac_group_ids: optional(listOf(text(), { max: 100 })),
      },
    },
    ({ organization, body, now, ids }) => inviteOnWire(createInvite(organization, body, now, ids), now),
  ),
  route(
    'invites.retrieve',
    'GET /v1/organizations/invites/{invite_id}',
    {},
    ({ organization, params, now }) => inviteOnWire(organization.invites.mustFind(params.invite_id), now),
  ),
  route(
    'invites.delete',
    'DELETE /v1/organizations/invites/{invite_id}',
    {},
    ({ organization, params: { invite_id: id }, now }) => {
      deleteInvite(organization, id, now);
      return { id, type: 'invite_deleted' };
    },
  ),
];
