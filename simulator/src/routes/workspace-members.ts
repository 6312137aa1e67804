import { oneOf, text } from '../check/scalars.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import {
  ASSIGNABLE_WORKSPACE_ROLES,
  addWorkspaceMember,
  listWorkspaceMembers,
  removeWorkspaceMember,
  updateWorkspaceMember,
  workspaceMember,
} from '../rules/workspace-members.js';
import { membershipOnWire } from '../wire/members.js';
import { ID_CURSOR } from './lists.js';

/** The members of a workspace. */
export const WORKSPACE_MEMBER_ROUTES: readonly Route[] = [
  route(
    'workspaces.members.list',
    'GET /v1/organizations/workspaces/{workspace_id}/members',
    { query: ID_CURSOR },
    ({ organization, params, query }) =>
      listWorkspaceMembers(organization, params.workspace_id, query, membershipOnWire),
  ),
  route(
    'workspaces.members.add',
    'POST /v1/organizations/workspaces/{workspace_id}/members',
    { body: { user_id: text(), workspace_role: oneOf(ASSIGNABLE_WORKSPACE_ROLES) } },
    ({ organization, params, body }) =>
      membershipOnWire(
        addWorkspaceMember(organization, params.workspace_id, body.user_id, body.workspace_role),
      ),
  ),
  route(
    'workspaces.members.retrieve',
    'GET /v1/organizations/workspaces/{workspace_id}/members/{user_id}',
    {},
    ({ organization, params }) =>
      membershipOnWire(workspaceMember(organization, params.workspace_id, params.user_id)),
  ),
  route(
    'workspaces.members.update',
    'POST /v1/organizations/workspaces/{workspace_id}/members/{user_id}',
    { body: { workspace_role: oneOf([...ASSIGNABLE_WORKSPACE_ROLES, 'workspace_billing']) } },
    ({ organization, params, body }) =>
      membershipOnWire(
        updateWorkspaceMember(organization, params.workspace_id, params.user_id, body.workspace_role),
      ),
  ),
  route(
    'workspaces.members.remove',
    'DELETE /v1/organizations/workspaces/{workspace_id}/members/{user_id}',
    {},
    ({ organization, params: { workspace_id, user_id } }) => {
      removeWorkspaceMember(organization, workspace_id, user_id);
      return { type: 'workspace_member_deleted', user_id, workspace_id };
    },
  ),
];
