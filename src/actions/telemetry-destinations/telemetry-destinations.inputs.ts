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
  @Describe(
    msg`Only destinations that cover one of these workspaces, at most 100 ids from ${action('workspaces_list')}.`,
  )
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
  @Describe(
    'Which workspaces the destination covers: all, only those listed (include), or all except those listed (exclude).',
  )
  workspaces: WorkspacesScope;

  @Nullable()
  @Length(1, 255)
  @Describe('Display name, 1 to 255 characters.', { examples: ['Honeycomb'] })
  display_name?: string | null;

  @Optional()
  @CollectorHeaders({ nullable: false })
  @Describe(
    'Headers sent with every delivery, such as authorization; at most 20. Their values are never returned.',
  )
  headers?: Record<string, string>;

  @Optional()
  @SameHost()
  @Nested(() => TracesInput)
  @Describe('Trace settings of the destination; each omitted setting has its default.')
  traces?: TracesInput;
}

/** Input of `telemetry_destinations_update`. */
@JSONSchema({ minProperties: 2 })
export class DestinationsUpdateInput extends DestinationIdInput {
  @Rule('alone changes nothing: add a field to change', (_, input) => Object.keys(input).length > 1)
  @Id()
  @Describe(msg`Id of the destination, from ${action('telemetry_destinations_list')}.`)
  declare destination_id: string;

  @Nullable()
  @Length(1, 255)
  @Describe('New display name, 1 to 255 characters; null clears it.', { examples: ['Honeycomb'] })
  display_name?: string | null;

  @Optional()
  @Length(1, 2048)
  @CollectorUrl()
  @Describe('New base URL of the collector. A new host or port removes all headers: send them again.')
  endpoint_url?: string;

  @Nullable()
  @Rule(
    'requires endpoint_url if a header is set',
    (value, input) => input['endpoint_url'] !== undefined || !setsOne(value),
  )
  @CollectorHeaders({ nullable: true })
  @Describe(
    'Headers to set; null removes one, and the others remain. Setting a header requires endpoint_url, even if unchanged.',
  )
  headers?: Record<string, string | null> | null;

  @Optional()
  @Nested(() => StateInput)
  @Describe('Whether traces are delivered. Traces of the time while it is disabled are never delivered.')
  state?: StateInput;

  @Nullable()
  @SameHost()
  @Nested(() => TracesInput)
  @Describe('Trace settings to change; null resets all of them to their defaults.')
  traces?: TracesInput | null;

  @Optional()
  @IsWorkspacesScope()
  @Describe('New set of workspaces that the destination covers.')
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
