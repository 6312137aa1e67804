import { optional } from '../check/field.js';
import { oneOf, text } from '../check/scalars.js';
import { listOf } from '../check/shapes.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { SETTABLE_ROLES, listMembers, removeMember, updateMember } from '../rules/members.js';
import { signOut } from '../rules/sign-out.js';
import { memberOnWire } from '../wire/members.js';
import { SIGN_OUT_BETA } from './betas.js';
import { ID_CURSOR } from './lists.js';

/** The members of the organization. */
export const USER_ROUTES: readonly Route[] = [
  route(
    'users.list',
    'GET /v1/organizations/users',
    {
      query: {
        ...ID_CURSOR,
        email: optional(text({ format: 'email' })),
        'roles[]': optional(listOf(text())),
      },
    },
    ({ organization, query }) => listMembers(organization, query, memberOnWire),
  ),
  route('users.retrieve', 'GET /v1/organizations/users/{user_id}', {}, ({ organization, params }) =>
    memberOnWire(organization.members.mustFind(params.user_id)),
  ),
  route(
    'users.update',
    'POST /v1/organizations/users/{user_id}',
    { body: { role: oneOf(SETTABLE_ROLES) } },
    ({ organization, params, body }) => memberOnWire(updateMember(organization, params.user_id, body.role)),
  ),
  route(
    'users.remove',
    'DELETE /v1/organizations/users/{user_id}',
    {},
    ({ organization, params: { user_id: id }, now }) => {
      removeMember(organization, id, now);
      return { id, type: 'user_deleted' };
    },
  ),
  route(
    'users.sign_out',
    'POST /v1/organizations/users/{user_id}/sign_out',
    { beta: SIGN_OUT_BETA },
    ({ organization, key, params }) => memberOnWire(signOut(organization, key, params.user_id)),
  ),
];
