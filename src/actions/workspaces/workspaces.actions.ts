import {
  CREATE,
  DELETE,
  DESTRUCTIVE_UPDATE,
  READ,
  UPDATE,
  action,
  defineAction,
  defineLimitedAction,
  msg,
  type ReadyAction,
  defineResource,
} from '../../kit/catalog/index.js';
import {
  WorkspaceIdInput,
  WorkspacesCreateInput,
  WorkspacesListInput,
  WorkspacesUpdateInput,
} from './workspaces.inputs.js';

/** Stands for a real one in examples. */
export const WORKSPACE_ID = 'wrkspc_01ResearchExample';

const show = ({ workspace_id }: WorkspaceIdInput): ReadyAction => ({
  actionId: 'workspaces_get',
  input: { workspace_id },
});

/** Workspaces, which hold API keys and members. */
export const workspaces = defineResource({
  group: { title: 'Workspaces', description: 'Containers of API keys, members and limits.' },
  packs: ['workspaces'],
  samples: { workspace_id: WORKSPACE_ID, user_profile_id: 'uprof_01DefaultExample' },
  actions: [
    defineAction({
      id: 'workspaces_create',
      operation: 'workspaces.create',
      title: 'Create a workspace',
      description: msg`Makes a workspace; an organization has 100 live ones at the most. Data residency, external key and user profile are fixed once set. Then add people with ${action('workspace_members_add')}; API keys for it are made in the Claude Console.`,
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
      example: { workspace_id: WORKSPACE_ID },
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
      description: msg`Changes the fields that are given and leaves the others. The default workspace cannot be renamed; an archived one cannot be changed. To take a workspace out of use, run ${action('workspaces_archive')}.`,
      route: 'POST /v1/organizations/workspaces/{workspace_id}',
      input: WorkspacesUpdateInput,
      example: { workspace_id: WORKSPACE_ID, name: 'Research and development' },
      effect: UPDATE,
      output: 'Workspace',
      verify: show,
    }),
    defineAction({
      id: 'workspaces_archive',
      operation: 'workspaces.archive',
      title: 'Archive a workspace for good',
      description: msg`Takes a workspace out of use and archives every API key in it; this cannot be undone. Its history stays. Look first with ${action('workspaces_get')} and with ${action('api_keys_list')} for this workspace_id.`,
      route: 'POST /v1/organizations/workspaces/{workspace_id}/archive',
      input: WorkspaceIdInput,
      example: { workspace_id: WORKSPACE_ID },
      effect: DESTRUCTIVE_UPDATE,
      output: 'Workspace',
      verify: show,
    }),
    defineLimitedAction({
      id: 'workspaces_delete',
      title: 'Delete a workspace',
      description: msg`Not offered by the Admin API: it answers with ${action('workspaces_archive')}, ready to run.`,
      askedAs: 'DELETE /v1/organizations/workspaces/{workspace_id}',
      input: WorkspaceIdInput,
      example: { workspace_id: WORKSPACE_ID },
      effect: DELETE,
      limitation: 'workspaces_delete_unsupported',
    }),
  ],
});
