import {
  CREATE,
  DELETE,
  READ,
  UPDATE,
  action,
  defineAction,
  msg,
  type ReadyAction,
  defineResource,
  field,
} from '../../kit/catalog/index.js';
import { USER_ID } from '../users/users.actions.js';
import { WORKSPACE_ID } from '../workspaces/workspaces.actions.js';
import {
  WorkspaceMemberInput,
  WorkspaceMembersAddInput,
  WorkspaceMembersListInput,
  WorkspaceMembersUpdateInput,
} from './workspace-members.inputs.js';
import { foreseeAdd, foreseeMemberRemoval, foreseeMemberUpdate } from './workspace-members.foresight.js';

const MEMBER = { workspace_id: WORKSPACE_ID, user_id: USER_ID };

const show = ({ workspace_id, user_id }: WorkspaceMemberInput): ReadyAction => ({
  actionId: 'workspace_members_get',
  input: { workspace_id, user_id },
});

/** Members of a workspace and their roles. */
export const workspaceMembers = defineResource({
  group: {
    id: 'workspace_members',
    title: 'Workspace members',
    description: 'Members of a workspace and their roles in it.',
  },
  packs: ['members', 'workspaces'],
  samples: {},
  actions: [
    defineAction({
      id: 'workspace_members_add',
      operation: 'workspaces.members.add',
      title: 'Add a member to a workspace',
      description: msg`Adds a member of the organization to one workspace with a role. People outside the organization must be invited first with ${action('invites_create')}. Organization admins are members of every workspace already.`,
      route: 'POST /v1/organizations/workspaces/{workspace_id}/members',
      input: WorkspaceMembersAddInput,
      example: { ...MEMBER, workspace_role: 'workspace_developer' },
      effect: CREATE,
      foresee: foreseeAdd,
      output: 'WorkspaceMember',
      verify: show,
    }),
    defineAction({
      id: 'workspace_members_get',
      operation: 'workspaces.members.retrieve',
      title: 'Show the role of a member in a workspace',
      description: msg`Returns one membership. To list all members of a workspace, use ${action('workspace_members_list')}.`,
      route: 'GET /v1/organizations/workspaces/{workspace_id}/members/{user_id}',
      input: WorkspaceMemberInput,
      example: MEMBER,
      effect: READ,
      output: 'WorkspaceMember',
    }),
    defineAction({
      id: 'workspace_members_list',
      operation: 'workspaces.members.list',
      title: 'List the members of a workspace',
      description: msg`Returns memberships with their roles, inherited ones included, one page at a time. The response has user ids only: for names and e-mail addresses, use ${action('users_list')}. The default workspace has no member list.`,
      route: 'GET /v1/organizations/workspaces/{workspace_id}/members',
      input: WorkspaceMembersListInput,
      example: { workspace_id: WORKSPACE_ID, limit: 20 },
      effect: READ,
      output: 'WorkspaceMemberIdPage',
      paging: 'id_cursor',
    }),
    defineAction({
      id: 'workspace_members_update',
      operation: 'workspaces.members.update',
      title: 'Change the role of a member in a workspace',
      keywords: ['demote', 'promote', 'change permissions'],
      description: msg`Sets the role in one workspace, effective from the member's next request. Inherited roles are refused: change the organization role with ${action('users_update')} instead.`,
      route: 'POST /v1/organizations/workspaces/{workspace_id}/members/{user_id}',
      input: WorkspaceMembersUpdateInput,
      example: { ...MEMBER, workspace_role: 'workspace_admin' },
      effect: UPDATE,
      foresee: foreseeMemberUpdate,
      output: 'WorkspaceMember',
      verify: show,
    }),
    defineAction({
      id: 'workspace_members_remove',
      operation: 'workspaces.members.remove',
      title: 'Remove a member from a workspace',
      keywords: ['off-board', 'offboard', 'revoke access'],
      description: msg`Ends the membership in one workspace; the person remains in the organization. Inherited access cannot be removed. To remove a person from the organization, use ${action('users_remove')}.`,
      deed: msg`Remove member ${field('user_id')} from workspace ${field('workspace_id')}`,
      route: 'DELETE /v1/organizations/workspaces/{workspace_id}/members/{user_id}',
      input: WorkspaceMemberInput,
      example: MEMBER,
      effect: DELETE,
      foresee: foreseeMemberRemoval,
      output: 'WorkspaceMemberRemoveResponse',
      verify: show,
    }),
  ],
});
