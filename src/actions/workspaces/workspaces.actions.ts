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
  field,
} from '../../kit/catalog/index.js';
import {
  WorkspaceIdInput,
  WorkspacesCreateInput,
  WorkspacesListInput,
  WorkspacesUpdateInput,
} from './workspaces.inputs.js';
import { foreseeArchive, foreseeCreate, foreseeUpdate } from './workspaces.foresight.js';

/** Sample id for examples. */
export const WORKSPACE_ID = 'wrkspc_01ResearchExample';

const show = ({ workspace_id }: WorkspaceIdInput): ReadyAction => ({
  actionId: 'workspaces_get',
  input: { workspace_id },
});

/** Workspaces, which contain API keys and members. */
export const workspaces = defineResource({
  group: {
    id: 'workspaces',
    title: 'Workspaces',
    description: 'Workspaces, which contain API keys, members and limits.',
  },
  packs: ['workspaces'],
  samples: { workspace_id: WORKSPACE_ID, user_profile_id: 'uprof_01DefaultExample' },
  finders: { workspace_id: { actionId: 'workspaces_list' } },
  actions: [
    defineAction({
      id: 'workspaces_create',
      operation: 'workspaces.create',
      title: 'Create a workspace',
      description: msg`Creates a workspace; an organization has at most 100 active ones. The location of data, the external key and the user profile cannot be changed once set. Add members with ${action('workspace_members_add')}; create its API keys in the Claude Console.`,
      route: 'POST /v1/organizations/workspaces',
      input: WorkspacesCreateInput,
      example: { name: 'Research', display_color: '#6C5BB9', tags: { team: 'research' } },
      effect: CREATE,
      foresee: foreseeCreate,
      output: 'Workspace',
      verify: (_, { workspace_id: id } = {}) =>
        typeof id === 'string'
          ? { actionId: 'workspaces_get', input: { workspace_id: id } }
          : { actionId: 'workspaces_list', input: { limit: 1000 } },
    }),
    defineAction({
      id: 'workspaces_get',
      operation: 'workspaces.retrieve',
      title: 'Show one workspace',
      description: 'Returns one workspace by id; also works for the default workspace.',
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
        'Returns workspaces, one page at a time. Archived workspaces are omitted unless include_archived is true, and the default workspace unless include_default is true.',
      about:
        'Returns workspaces, one page at a time. Archived workspaces and the default workspace are omitted unless they are included.',
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
      title: 'Update a workspace',
      description: msg`Updates the given fields and leaves the others unchanged. The default workspace cannot be renamed, and an archived workspace cannot be updated. To retire a workspace, use ${action('workspaces_archive')}.`,
      route: 'POST /v1/organizations/workspaces/{workspace_id}',
      input: WorkspacesUpdateInput,
      example: { workspace_id: WORKSPACE_ID, name: 'Research and development' },
      effect: UPDATE,
      foresee: foreseeUpdate,
      output: 'Workspace',
      verify: show,
    }),
    defineAction({
      id: 'workspaces_archive',
      operation: 'workspaces.archive',
      title: 'Permanently archive a workspace',
      keywords: ['deactivate', 'disable', 'close'],
      description: msg`Archives a workspace and every API key in it; this cannot be undone. Its history is kept. Check first with ${action('workspaces_get')}, and with ${action('api_keys_list')} and this workspace_id.`,
      about: msg`Archives a workspace and every API key in it; this cannot be undone. Its history is kept. Check first with ${action('workspaces_get')}, and with ${action('api_keys_list')} which keys it has.`,
      deed: msg`Archive workspace ${field('workspace_id')}`,
      route: 'POST /v1/organizations/workspaces/{workspace_id}/archive',
      input: WorkspaceIdInput,
      example: { workspace_id: WORKSPACE_ID },
      effect: DESTRUCTIVE_UPDATE,
      foresee: foreseeArchive,
      output: 'Workspace',
      verify: show,
    }),
    defineLimitedAction({
      id: 'workspaces_delete',
      title: 'Delete a workspace',
      description: msg`Not available in the Admin API: the response holds ${action('workspaces_archive')}, ready to run.`,
      about: msg`The Admin API cannot delete a workspace. The alternative is ${action('workspaces_archive')}.`,
      askedAs: 'DELETE /v1/organizations/workspaces/{workspace_id}',
      input: WorkspaceIdInput,
      example: { workspace_id: WORKSPACE_ID },
      effect: DELETE,
      limitation: 'workspaces_delete_unsupported',
    }),
  ],
});
