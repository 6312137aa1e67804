import {
  DELETE,
  READ,
  action,
  defineAction,
  msg,
  type Effect,
  type ReadyAction,
  defineResource,
} from '../../kit/catalog/index.js';
import { DESTINATION_ID } from './telemetry-destinations.actions.js';
import { WORKSPACE_ID } from '../workspaces/workspaces.actions.js';
import { TELEMETRY_BETAS } from './telemetry-destinations.actions.js';
import {
  DestinationWorkspaceInput,
  DestinationWorkspacesListInput,
} from './telemetry-destinations.inputs.js';

const ENTRY = { destination_id: DESTINATION_ID, workspace_id: WORKSPACE_ID };

/** An entry that is there already is left as it is. */
const ADD: Effect = { kind: 'create', destructive: false, idempotent: true };

const list = ({ destination_id }: DestinationWorkspaceInput): ReadyAction => ({
  actionId: 'telemetry_destination_workspaces_list',
  input: { destination_id, limit: 1000 },
});

/** The workspaces on the list of a telemetry destination. */
export const telemetryDestinationWorkspaces = defineResource({
  group: {
    title: 'Telemetry destination workspaces',
    description: 'The workspaces that a telemetry destination covers.',
  },
  packs: ['integrations'],
  samples: {},
  actions: [
    defineAction({
      id: 'telemetry_destination_workspaces_add',
      operation: 'telemetry_destinations.workspaces.add',
      title: 'Put a workspace on the list of a destination',
      description: msg`Adds one workspace; a list holds 1000. Where the destination includes, its traces begin to flow; where it excludes, they stop. Adding twice is harmless. A destination that covers all workspaces has no list: change that with ${action('telemetry_destinations_update')}.`,
      route: 'POST /v1/organizations/telemetry_destinations/{destination_id}/workspaces/{workspace_id}',
      input: DestinationWorkspaceInput,
      example: ENTRY,
      effect: ADD,
      output: 'BetaTelemetryDestinationWorkspace',
      betas: TELEMETRY_BETAS,
      verify: list,
    }),
    defineAction({
      id: 'telemetry_destination_workspaces_list',
      operation: 'telemetry_destinations.workspaces.list',
      title: 'List the workspaces of a telemetry destination',
      description:
        'Returns the list of a destination that includes or excludes workspaces, newest entry first, archived workspaces too. It is empty for one that covers all.',
      route: 'GET /v1/organizations/telemetry_destinations/{destination_id}/workspaces',
      input: DestinationWorkspacesListInput,
      example: { destination_id: DESTINATION_ID, limit: 20 },
      effect: READ,
      output: 'TelemetryDestinationWorkspaceCursorPage',
      paging: 'page_cursor',
      betas: TELEMETRY_BETAS,
    }),
    defineAction({
      id: 'telemetry_destination_workspaces_remove',
      operation: 'telemetry_destinations.workspaces.remove',
      title: 'Take a workspace off the list of a destination',
      description:
        'Removes one workspace. Where the destination includes, its traces stop; where it excludes, they begin to flow. A workspace that is not on the list is not found.',
      route: 'DELETE /v1/organizations/telemetry_destinations/{destination_id}/workspaces/{workspace_id}',
      input: DestinationWorkspaceInput,
      example: ENTRY,
      effect: DELETE,
      output: 'BetaDeletedTelemetryDestinationWorkspace',
      betas: TELEMETRY_BETAS,
      verify: list,
    }),
  ],
});
