import {
  DELETE,
  DESTRUCTIVE_UPDATE,
  READ,
  UPDATE,
  action,
  defineAction,
  msg,
  defineResource,
} from '../../kit/catalog/index.js';
import { UserIdInput, UsersListInput, UsersUpdateInput } from './users.inputs.js';

/** Sample id for examples. */
export const USER_ID = 'user_01AdaLovelaceExample';

/** Members of the organization. */
export const users = defineResource({
  group: { id: 'users', title: 'Members', description: 'Members of the organization and their roles.' },
  packs: ['members'],
  samples: { user_id: USER_ID },
  finders: {
    user_id: { actionId: 'users_list', by: 'email' },
    account_id: { actionId: 'users_list', by: 'email' },
    actor_id: { actionId: 'users_list', by: 'email' },
  },
  actions: [
    defineAction({
      id: 'users_list',
      operation: 'users.list',
      title: 'List the members of the organization',
      description: msg`Returns members with their role, one page at a time. Filter by email to find one person, or by roles to audit permissions. People who were invited but have not joined are in ${action('invites_list')}.`,
      route: 'GET /v1/organizations/users',
      input: UsersListInput,
      example: { limit: 20, roles: ['developer'] },
      effect: READ,
      output: 'OrganizationUserIdPage',
      paging: 'id_cursor',
    }),
    defineAction({
      id: 'users_get',
      operation: 'users.retrieve',
      title: 'Show one member',
      description: msg`Returns one member by id. To find a member by e-mail address, use ${action('users_list')} with email.`,
      route: 'GET /v1/organizations/users/{user_id}',
      input: UserIdInput,
      example: { user_id: USER_ID },
      effect: READ,
      output: 'OrganizationUser',
    }),
    defineAction({
      id: 'users_update',
      operation: 'users.update',
      title: 'Change the role of a member',
      description: msg`Sets the organization role of one member, effective from their next request. The roles admin and owner can be assigned in the Claude Console only. For the role in one workspace, use ${action('workspace_members_update')}.`,
      route: 'POST /v1/organizations/users/{user_id}',
      input: UsersUpdateInput,
      example: { user_id: USER_ID, role: 'developer' },
      effect: UPDATE,
      output: 'OrganizationUser',
      verify: ({ user_id }) => ({ actionId: 'users_get', input: { user_id } }),
    }),
    defineAction({
      id: 'users_remove',
      operation: 'users.remove',
      title: 'Remove a member from the organization',
      description: msg`Ends a membership and archives the member's personal API keys; workspace keys keep working. Refused for a member with the role admin: run ${action('users_update')} first. To add the person again, run ${action('invites_create')}.`,
      route: 'DELETE /v1/organizations/users/{user_id}',
      input: UserIdInput,
      example: { user_id: USER_ID },
      effect: DELETE,
      output: 'UserRemoveResponse',
      verify: ({ user_id }) => ({ actionId: 'users_get', input: { user_id } }),
    }),
    defineAction({
      id: 'users_sign_out',
      operation: 'users.sign_out',
      title: 'Sign a member out of all sessions',
      description: msg`Ends all sessions and revokes all OAuth tokens of a member, on every device; the membership, its role and API keys remain. Use it when a device is lost; to end the membership, use ${action('users_remove')}. Refused for the primary owner and for the creator of the Admin key. Enterprise organizations in the beta only; safe to repeat.`,
      route: 'POST /v1/organizations/users/{user_id}/sign_out',
      input: UserIdInput,
      example: { user_id: USER_ID },
      effect: DESTRUCTIVE_UPDATE,
      output: 'OrganizationUser',
      betas: ['admin-user-sign-out-2026-10-08'],
    }),
  ],
});
