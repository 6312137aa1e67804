import {
  CREATE,
  DELETE,
  READ,
  TRIGGER,
  UPDATE,
  action,
  defineAction,
  msg,
  type ReadyAction,
  defineResource,
  field,
} from '../../kit/catalog/index.js';
import { ADMIN_KEY_ASSUMED } from '../assumed.js';
import { WORKSPACE_ID } from '../workspaces/workspaces.actions.js';
import {
  DestinationIdInput,
  DestinationsCreateInput,
  DestinationsListInput,
  DestinationsUpdateInput,
} from './telemetry-destinations.inputs.js';
import {
  foreseeDestination,
  foreseeDestinationDelete,
  foreseeDestinationUpdate,
  foreseeTest,
} from './telemetry.foresight.js';

/** Sample id for examples. */
export const DESTINATION_ID = 'tdst_01CollectorExample';

/** Sent with every operation on telemetry destinations. */
export const TELEMETRY_BETAS = ['telemetry-destinations-2026-08-11'] as const;

const show = ({ destination_id }: DestinationIdInput): ReadyAction => ({
  actionId: 'telemetry_destinations_get',
  input: { destination_id },
});

/** Collectors that the API sends OpenTelemetry traces to. */
export const telemetryDestinations = defineResource({
  group: {
    id: 'telemetry_destinations',
    title: 'Telemetry destinations',
    description: 'OpenTelemetry collectors that receive traces.',
  },
  packs: ['integrations'],
  samples: { destination_id: DESTINATION_ID },
  finders: { destination_id: { actionId: 'telemetry_destinations_list' } },
  actions: [
    defineAction({
      id: 'telemetry_destinations_create',
      operation: 'telemetry_destinations.create',
      title: 'Send traces to an OpenTelemetry collector',
      description: msg`Registers a collector, enabled immediately; an organization has at most 10. Prompt content is sent only if traces.content_mode is content. Test it with ${action('telemetry_destinations_test')}.`,
      about: msg`Registers a collector, enabled immediately; an organization has at most 10. Prompts and responses are sent only with the content mode Content. Test it with ${action('telemetry_destinations_test')}.`,
      route: 'POST /v1/organizations/telemetry_destinations',
      input: DestinationsCreateInput,
      example: {
        endpoint_url: 'https://otel.example.com',
        workspaces: { type: 'include', workspace_ids: [WORKSPACE_ID] },
        display_name: 'Collector',
        headers: { authorization: 'Bearer example' },
        traces: { content_mode: 'metadata_only' },
      },
      effect: CREATE,
      foresee: foreseeDestination,
      output: 'BetaTelemetryDestination',
      betas: TELEMETRY_BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      secretInput: ['headers'],
      verify: () => ({ actionId: 'telemetry_destinations_list', input: { limit: 100 } }),
    }),
    defineAction({
      id: 'telemetry_destinations_get',
      operation: 'telemetry_destinations.retrieve',
      title: 'Show one telemetry destination',
      description: msg`Returns the settings, state, last delivery results and header names (not their values). For its list of workspaces, use ${action('telemetry_destination_workspaces_list')}.`,
      route: 'GET /v1/organizations/telemetry_destinations/{destination_id}',
      input: DestinationIdInput,
      example: { destination_id: DESTINATION_ID },
      effect: READ,
      output: 'BetaTelemetryDestination',
      betas: TELEMETRY_BETAS,
      assumed: ADMIN_KEY_ASSUMED,
    }),
    defineAction({
      id: 'telemetry_destinations_list',
      operation: 'telemetry_destinations.list',
      title: 'List telemetry destinations',
      description:
        'Returns the collectors, newest first, disabled ones included. Filter by workspace_ids to find those that cover one of these workspaces.',
      about:
        'Returns the collectors, newest first, disabled ones included. Filter by workspaces to find those that cover one of them.',
      route: 'GET /v1/organizations/telemetry_destinations',
      input: DestinationsListInput,
      example: { workspace_ids: [WORKSPACE_ID], limit: 20 },
      effect: READ,
      output: 'TelemetryDestinationCursorPage',
      paging: 'page_cursor',
      betas: TELEMETRY_BETAS,
      assumed: ADMIN_KEY_ASSUMED,
    }),
    defineAction({
      id: 'telemetry_destinations_update',
      operation: 'telemetry_destinations.update',
      title: 'Update a telemetry destination',
      description: msg`Updates the given fields; at least one is required. A new host or port removes all headers. To add or remove one workspace, use ${action('telemetry_destination_workspaces_add')} or ${action('telemetry_destination_workspaces_remove')}. After a conflict, read the destination again and repeat.`,
      route: 'POST /v1/organizations/telemetry_destinations/{destination_id}',
      input: DestinationsUpdateInput,
      example: { destination_id: DESTINATION_ID, state: { type: 'disabled' } },
      effect: UPDATE,
      foresee: foreseeDestinationUpdate,
      output: 'BetaTelemetryDestination',
      betas: TELEMETRY_BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      secretInput: ['headers'],
      verify: show,
    }),
    defineAction({
      id: 'telemetry_destinations_delete',
      operation: 'telemetry_destinations.delete',
      title: 'Delete a telemetry destination',
      description: msg`Permanently stops deliveries and deletes the list of workspaces. To pause deliveries, use ${action('telemetry_destinations_update')} with state disabled.`,
      deed: msg`Delete destination ${field('destination_id')}`,
      route: 'DELETE /v1/organizations/telemetry_destinations/{destination_id}',
      input: DestinationIdInput,
      example: { destination_id: DESTINATION_ID },
      effect: DELETE,
      foresee: foreseeDestinationDelete,
      output: 'BetaDeletedTelemetryDestination',
      betas: TELEMETRY_BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      verify: show,
    }),
    defineAction({
      id: 'telemetry_destinations_test',
      operation: 'telemetry_destinations.test',
      title: 'Send a test span to a telemetry destination',
      description:
        'Sends one span named anthropic.test and returns in result whether the collector accepted it, even if the destination is disabled. Changes no settings. Wait 10 seconds between tests of the same destination.',
      route: 'POST /v1/organizations/telemetry_destinations/{destination_id}/test',
      input: DestinationIdInput,
      example: { destination_id: DESTINATION_ID },
      effect: TRIGGER,
      foresee: foreseeTest,
      output: 'BetaTelemetryDestinationTestResponse',
      betas: TELEMETRY_BETAS,
      assumed: ADMIN_KEY_ASSUMED,
    }),
  ],
});
