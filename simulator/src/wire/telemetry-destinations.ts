import { timestamp } from '../clock.js';
import type { ListedWorkspace, TelemetryDestination } from '../state/telemetry-destination.js';

/** Serializes a destination (`BetaTelemetryDestination`), with only the names of its headers. */
export const destinationOnWire = (destination: TelemetryDestination): object => ({
  id: destination.id,
  type: 'telemetry_destination',
  display_name: destination.displayName,
  endpoint_url: destination.endpointUrl,
  header_names: Object.keys(destination.headers),
  state: stateOnWire(destination),
  traces: destination.traces,
  workspaces: { type: destination.coverage },
  delivery_health: { last_error: null, last_error_at: null, last_success_at: null },
  created_at: timestamp(destination.createdAt),
  updated_at: timestamp(destination.updatedAt),
});

const stateOnWire = ({ disabledReason }: TelemetryDestination): object =>
  disabledReason === null ? { type: 'enabled' } : { type: 'disabled', reason: { type: disabledReason } };

/** Serializes a workspace in the list of a destination (`BetaTelemetryDestinationWorkspace`). */
export const listedOnWire = (destinationId: string, { id, createdAt }: ListedWorkspace): object => ({
  type: 'telemetry_destination_workspace',
  telemetry_destination_id: destinationId,
  workspace_id: id,
  created_at: timestamp(createdAt),
});
