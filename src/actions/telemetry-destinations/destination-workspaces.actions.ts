import {
  DELETE,
  READ,
  action,
  defineAction,
  msg,
  type Effect,
  type ReadyAction,
  defineResource,
  field,
} from '../../kit/catalog/index.js';
import { ADMIN_KEY_ASSUMED } from '../assumed.js';
import { DESTINATION_ID } from './telemetry-destinations.actions.js';
import { WORKSPACE_ID } from '../workspaces/workspaces.actions.js';
import { TELEMETRY_BETAS } from './telemetry-destinations.actions.js';
import {
  DestinationWorkspaceInput,
  DestinationWorkspacesListInput,
} from './telemetry-destinations.inputs.js';
import { foreseeEntryAdd, foreseeEntryRemoval } from './telemetry.foresight.js';

const ENTRY = { destination_id: DESTINATION_ID, workspace_id: WORKSPACE_ID };

/** Adding an existing entry changes nothing. */
const ADD: Effect = { kind: 'create', destructive: false, idempotent: true };

const list = ({ destination_id }: DestinationWorkspaceInput): ReadyAction => ({
  actionId: 'telemetry_destination_workspaces_list',
  input: { destination_id, limit: 1000 },
});

/** The workspaces on the list of a telemetry destination. */
export const telemetryDestinationWorkspaces = defineResource({
  group: {
    id: 'telemetry_destination_workspaces',
    title: 'Telemetry destination workspaces',
    description: 'The workspaces that a telemetry destination covers.',
  },
  packs: ['integrations'],
  samples: {},
  actions: [
    defineAction({
      id: 'telemetry_destination_workspaces_add',
      operation: 'telemetry_destinations.workspaces.add',
      title: 'Add a workspace to a telemetry destination',
      description: msg`Adds one workspace to the list of a destination, which holds at most 1000. With type include its traces start being sent; with exclude they stop. Adding it again has no effect. A destination that covers all workspaces has no list: change its type with ${action('telemetry_destinations_update')}.`,
      route: 'POST /v1/organizations/telemetry_destinations/{destination_id}/workspaces/{workspace_id}',
      input: DestinationWorkspaceInput,
      example: ENTRY,
      effect: ADD,
      foresee: foreseeEntryAdd,
      output: 'BetaTelemetryDestinationWorkspace',
      betas: TELEMETRY_BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      verify: list,
    }),
    defineAction({
      id: 'telemetry_destination_workspaces_list',
      operation: 'telemetry_destinations.workspaces.list',
      title: 'List the workspaces of a telemetry destination',
      description:
        'Returns the workspaces that a destination includes or excludes, newest entry first, archived workspaces included. Empty for a destination that covers all workspaces.',
      route: 'GET /v1/organizations/telemetry_destinations/{destination_id}/workspaces',
      input: DestinationWorkspacesListInput,
      example: { destination_id: DESTINATION_ID, limit: 20 },
      effect: READ,
      output: 'TelemetryDestinationWorkspaceCursorPage',
      paging: 'page_cursor',
      betas: TELEMETRY_BETAS,
      assumed: ADMIN_KEY_ASSUMED,
    }),
    defineAction({
      id: 'telemetry_destination_workspaces_remove',
      operation: 'telemetry_destinations.workspaces.remove',
      title: 'Remove a workspace from a telemetry destination',
      description:
        'Removes one workspace from the list of a destination. With type include its traces stop being sent; with exclude they start. A workspace that is not on the list returns not_found.',
      about:
        'Removes one workspace from the list of a destination. On a list of what is included its traces stop being sent; on a list of what is excluded they start. A workspace that is not on the list is not found.',
      deed: msg`Remove workspace ${field('workspace_id')} from destination ${field('destination_id')}`,
      route: 'DELETE /v1/organizations/telemetry_destinations/{destination_id}/workspaces/{workspace_id}',
      input: DestinationWorkspaceInput,
      example: ENTRY,
      effect: DELETE,
      foresee: foreseeEntryRemoval,
      output: 'BetaDeletedTelemetryDestinationWorkspace',
      betas: TELEMETRY_BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      verify: list,
    }),
  ],
});
