import type { Simulator } from 'anthropic-admin-simulator';

type Input = Readonly<Record<string, unknown>>;

/** The example of an action, with ids of records that there are. */
export function withLandmarks(input: Input, { demo }: Simulator): Input {
  const known: Record<string, string> = {
    user_id: demo.developerUserId,
    workspace_id: demo.productionWorkspaceId,
    api_key_id: demo.activeApiKeyId,
    invite_id: demo.pendingInviteId,
    external_key_id: demo.spareExternalKeyId,
    external_storage_id: demo.pendingExternalStorageId,
    destination_id: demo.telemetryDestinationId,
    webhook_endpoint_id: demo.webhookId,
  };
  return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, known[field] ?? value]));
}
