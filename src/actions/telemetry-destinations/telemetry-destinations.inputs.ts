import { ArrayMaxSize, Length } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import {
  Describe,
  Id,
  IdList,
  Nested,
  Nullable,
  Optional,
  Rule,
  action,
  msg,
} from '../../kit/catalog/index.js';
import { PagedInput, StateInput } from '../shared.inputs.js';
import { CollectorHeaders, CollectorUrl } from './collector-fields.js';
import { SameHost, TracesInput } from './traces.inputs.js';
import { IsWorkspacesScope, type WorkspacesScope } from './workspaces-scope.inputs.js';

/** Input of `telemetry_destinations_get`, `telemetry_destinations_delete` and `telemetry_destinations_test`. */
export class DestinationIdInput {
  @Id()
  @Describe(msg`Id of the destination, from ${action('telemetry_destinations_list')}.`)
  destination_id: string;
}

/** Input of `telemetry_destinations_list`. */
export class DestinationsListInput extends PagedInput {
  @Optional()
  @ArrayMaxSize(100)
  @IdList()
  @Describe('Only destinations that cover one of these workspaces, 100 ids at the most.')
  workspace_ids?: string[];
}

/** Input of `telemetry_destinations_create`. */
export class DestinationsCreateInput {
  @Length(1, 2048)
  @CollectorUrl()
  @Describe(
    'Base URL of the OTLP/HTTP collector: https, a host name, port 443; the API appends /v1/traces.',
    { examples: ['https://otel.example.com'] },
  )
  endpoint_url: string;

  @IsWorkspacesScope()
  @Describe('Which workspaces the destination covers: all, only some (include), or all but some (exclude).')
  workspaces: WorkspacesScope;

  @Nullable()
  @Length(1, 255)
  @Describe('Name for people, 1 to 255 characters.', { examples: ['Honeycomb'] })
  display_name?: string | null;

  @Optional()
  @CollectorHeaders({ nullable: false })
  @Describe(
    'Headers sent with every delivery, such as authorization; 20 at the most. Their values are never shown again.',
  )
  headers?: Record<string, string>;

  @Optional()
  @SameHost()
  @Nested(() => TracesInput)
  @Describe('What the destination gets of the traces; left out, each setting takes its default.')
  traces?: TracesInput;
}

/** Input of `telemetry_destinations_update`. */
@JSONSchema({ minProperties: 2 })
export class DestinationsUpdateInput extends DestinationIdInput {
  @Rule('alone changes nothing: give a field to change too', (_, input) => Object.keys(input).length > 1)
  @Id()
  @Describe(msg`Id of the destination, from ${action('telemetry_destinations_list')}.`)
  declare destination_id: string;

  @Nullable()
  @Length(1, 255)
  @Describe('New name for people, 1 to 255 characters; null clears it.', { examples: ['Honeycomb'] })
  display_name?: string | null;

  @Optional()
  @Length(1, 2048)
  @CollectorUrl()
  @Describe('New base URL of the collector. Another host or port drops every header: send them along.')
  endpoint_url?: string;

  @Nullable()
  @Rule(
    'must come with endpoint_url where a header is set',
    (value, input) => input['endpoint_url'] !== undefined || !setsOne(value),
  )
  @CollectorHeaders({ nullable: true })
  @Describe(
    'Headers to set, or with null to remove; the others stay. To set one send endpoint_url too, even unchanged.',
  )
  headers?: Record<string, string | null> | null;

  @Optional()
  @Nested(() => StateInput)
  @Describe('Whether deliveries go out. What happens while it is disabled is never delivered.')
  state?: StateInput;

  @Nullable()
  @SameHost()
  @Nested(() => TracesInput)
  @Describe('Trace settings to change; null sets them all back to their defaults.')
  traces?: TracesInput | null;

  @Optional()
  @IsWorkspacesScope()
  @Describe('Which workspaces the destination covers from now on.')
  workspaces?: WorkspacesScope;
}

/** Input of `telemetry_destination_workspaces_list`. */
export class DestinationWorkspacesListInput extends PagedInput {
  @Id()
  @Describe(msg`Id of the destination, from ${action('telemetry_destinations_list')}.`)
  destination_id: string;
}

/** Input of `telemetry_destination_workspaces_add` and `telemetry_destination_workspaces_remove`. */
export class DestinationWorkspaceInput extends DestinationIdInput {
  @Id()
  @Describe(msg`Id of the workspace, from ${action('workspaces_list')}.`)
  workspace_id: string;
}

const setsOne = (headers: unknown): boolean =>
  typeof headers === 'object' && headers !== null && Object.values(headers).some((value) => value !== null);
