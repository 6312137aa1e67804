import { defineAction, type ReadyAction } from '../define-action.js';
import { CREATE, DELETE, READ, UPDATE } from '../effects.js';
import { SAMPLE } from '../samples.js';
import {
  WorkspaceMemberInput,
  WorkspaceMembersAddInput,
  WorkspaceMembersListInput,
  WorkspaceMembersUpdateInput,
} from './workspace-members.inputs.js';

const MEMBER = { workspace_id: SAMPLE.workspaceId, user_id: SAMPLE.userId };

const show = ({ workspace_id, user_id }: WorkspaceMemberInput): ReadyAction => ({
  actionId: 'workspace_members_get',
  input: { workspace_id, user_id },
});

/** Who may work in a workspace, and as what. */
export const workspaceMemberActions = [
  defineAction({
    id: 'workspace_members_add',
    operation: 'workspaces.members.add',
    title: 'Add a member to a workspace',
    description:
      'Gives a member of the organization a role in one workspace. People outside the organization need invites_create first. Organization admins are in every workspace already.',
    route: 'POST /v1/organizations/workspaces/{workspace_id}/members',
    input: WorkspaceMembersAddInput,
    example: { ...MEMBER, workspace_role: 'workspace_developer' },
    effect: CREATE,
    output: 'WorkspaceMember',
    verify: show,
  }),
  defineAction({
    id: 'workspace_members_get',
    operation: 'workspaces.members.retrieve',
    title: 'Show the role of a member in a workspace',
    description: 'Returns one membership. To see all members of a workspace use workspace_members_list.',
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
    description:
      'Returns memberships with their roles, inherited ones included, one page at a time. It holds ids only: names and e-mail addresses are in users_list. The default workspace has no member list.',
    route: 'GET /v1/organizations/workspaces/{workspace_id}/members',
    input: WorkspaceMembersListInput,
    example: { workspace_id: SAMPLE.workspaceId, limit: 20 },
    effect: READ,
    output: 'WorkspaceMemberIdPage',
    paging: 'id_cursor',
  }),
  defineAction({
    id: 'workspace_members_update',
    operation: 'workspaces.members.update',
    title: 'Change the role of a member in a workspace',
    description:
      'Sets the role in one workspace; it counts from the next request on. Inherited roles are refused: change the organization role with users_update instead.',
    route: 'POST /v1/organizations/workspaces/{workspace_id}/members/{user_id}',
    input: WorkspaceMembersUpdateInput,
    example: { ...MEMBER, workspace_role: 'workspace_admin' },
    effect: UPDATE,
    output: 'WorkspaceMember',
    verify: show,
  }),
  defineAction({
    id: 'workspace_members_remove',
    operation: 'workspaces.members.remove',
    title: 'Remove a member from a workspace',
    description:
      'Ends the membership in one workspace; the person stays in the organization. Inherited access is refused. To remove a person altogether use users_remove.',
    route: 'DELETE /v1/organizations/workspaces/{workspace_id}/members/{user_id}',
    input: WorkspaceMemberInput,
    example: MEMBER,
    effect: DELETE,
    output: 'WorkspaceMemberRemoveResponse',
    verify: show,
  }),
] as const;
