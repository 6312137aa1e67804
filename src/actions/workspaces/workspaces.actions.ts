import { defineAction, defineLimitedAction, type ReadyAction } from '../define-action.js';
import { CREATE, DELETE, DESTRUCTIVE_UPDATE, READ, UPDATE } from '../effects.js';
import { SAMPLE } from '../samples.js';
import {
  WorkspaceIdInput,
  WorkspacesCreateInput,
  WorkspacesListInput,
  WorkspacesUpdateInput,
} from './workspaces.inputs.js';

const show = ({ workspace_id }: WorkspaceIdInput): ReadyAction => ({
  actionId: 'workspaces_get',
  input: { workspace_id },
});

/** Workspaces, which hold API keys and members. */
export const workspaceActions = [
  defineAction({
    id: 'workspaces_create',
    operation: 'workspaces.create',
    title: 'Create a workspace',
    description:
      'Makes a workspace; an organization has 100 live ones at the most. Data residency, external key and user profile are fixed once set. Then add people with workspace_members_add; API keys for it are made in the Claude Console.',
    route: 'POST /v1/organizations/workspaces',
    input: WorkspacesCreateInput,
    example: { name: 'Research', display_color: '#6C5BB9', tags: { team: 'research' } },
    effect: CREATE,
    output: 'Workspace',
    verify: () => ({ actionId: 'workspaces_list', input: { limit: 1000 } }),
  }),
  defineAction({
    id: 'workspaces_get',
    operation: 'workspaces.retrieve',
    title: 'Show one workspace',
    description: 'Returns one workspace by id, the default one included.',
    route: 'GET /v1/organizations/workspaces/{workspace_id}',
    input: WorkspaceIdInput,
    example: { workspace_id: SAMPLE.workspaceId },
    effect: READ,
    output: 'Workspace',
  }),
  defineAction({
    id: 'workspaces_list',
    operation: 'workspaces.list',
    title: 'List workspaces',
    description:
      'Returns workspaces, one page at a time. Archived ones and the default one are left out unless include_archived or include_default is true.',
    route: 'GET /v1/organizations/workspaces',
    input: WorkspacesListInput,
    example: { limit: 20, include_archived: false },
    effect: READ,
    output: 'WorkspaceIdPage',
    paging: 'id_cursor',
  }),
  defineAction({
    id: 'workspaces_update',
    operation: 'workspaces.update',
    title: 'Change a workspace',
    description:
      'Changes the fields that are given and leaves the others. The default workspace cannot be renamed; an archived one cannot be changed. To take a workspace out of use, run workspaces_archive.',
    route: 'POST /v1/organizations/workspaces/{workspace_id}',
    input: WorkspacesUpdateInput,
    example: { workspace_id: SAMPLE.workspaceId, name: 'Research and development' },
    effect: UPDATE,
    output: 'Workspace',
    verify: show,
  }),
  defineAction({
    id: 'workspaces_archive',
    operation: 'workspaces.archive',
    title: 'Archive a workspace for good',
    description:
      'Takes a workspace out of use and archives every API key in it; this cannot be undone. Its history stays. Look first with workspaces_get and with api_keys_list for this workspace_id.',
    route: 'POST /v1/organizations/workspaces/{workspace_id}/archive',
    input: WorkspaceIdInput,
    example: { workspace_id: SAMPLE.workspaceId },
    effect: DESTRUCTIVE_UPDATE,
    output: 'Workspace',
    verify: show,
  }),
  defineLimitedAction({
    id: 'workspaces_delete',
    title: 'Delete a workspace',
    description: 'Not offered by the Admin API: it answers with workspaces_archive, ready to run.',
    askedAs: 'DELETE /v1/organizations/workspaces/{workspace_id}',
    input: WorkspaceIdInput,
    example: { workspace_id: SAMPLE.workspaceId },
    effect: DELETE,
    limitation: 'workspaces_delete_unsupported',
  }),
] as const;
