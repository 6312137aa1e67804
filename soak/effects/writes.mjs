const BUCKET = { type: 'gcp', project_number: '1', bucket_name: 'soak', region: 'us-east5' };
const KMS_KEY = { type: 'gcp', key_name: 'projects/p/locations/us/keyRings/r/cryptoKeys/k' };
const COLLECTOR = { endpoint_url: 'https://otel.example.com', workspaces: { type: 'include' } };

const first = async (ask, list, input = {}) => (await ask(list, input)).data[0];

/**
 * A valid input of every write, for the demo records of a simulator. `ask` invokes an action and returns its data; it
 * prepares what the write needs. `connection` is set where the write requires the Enterprise organization.
 */
export const WRITES = {
  users_update: { input: (demo) => ({ user_id: demo.developerUserId, role: 'user' }) },
  users_remove: { input: (demo) => ({ user_id: demo.developerUserId }) },
  users_sign_out: {
    connection: 'enterprise',
    input: async (_, ask) => ({ user_id: (await first(ask, 'users_list', { roles: ['user'] })).id }),
  },
  invites_create: { input: () => ({ email: 'someone@acme-robotics.example', role: 'user' }) },
  invites_delete: { input: (demo) => ({ invite_id: demo.pendingInviteId }) },
  invites_reissue: { input: (demo) => ({ invite_id: demo.pendingInviteId }) },
  workspaces_create: { input: () => ({ name: 'Soak' }) },
  workspaces_update: {
    input: (demo) => ({
      workspace_id: demo.productionWorkspaceId,
      name: 'Renamed',
      display_color: '#6C5BB9',
    }),
  },
  workspaces_archive: { input: (demo) => ({ workspace_id: demo.productionWorkspaceId }) },
  workspace_members_add: {
    input: (demo) => ({ ...memberOf(demo), workspace_role: 'workspace_developer' }),
  },
  workspace_members_update: {
    input: async (demo, ask) => {
      await ask('workspace_members_add', { ...memberOf(demo), workspace_role: 'workspace_user' });
      return { ...memberOf(demo), workspace_role: 'workspace_admin' };
    },
  },
  workspace_members_remove: {
    input: async (demo, ask) => {
      await ask('workspace_members_add', { ...memberOf(demo), workspace_role: 'workspace_user' });
      return memberOf(demo);
    },
  },
  api_keys_update: { input: (demo) => ({ api_key_id: demo.activeApiKeyId, status: 'inactive' }) },
  workspace_rate_limits_update: {
    input: async (demo, ask) => {
      const { id } = await first(ask, 'rate_limits_list');
      return { workspace_id: demo.productionWorkspaceId, rate_limit_id: id, limits: [] };
    },
  },
  spend_limits_set: { input: () => ({ scope: { type: 'organization' }, amount: '5000' }) },
  spend_limits_delete: {
    input: async (_, ask) => {
      const { id } = await ask('spend_limits_set', { scope: { type: 'organization' }, amount: '5000' });
      return { spend_limit_id: id };
    },
  },
  spend_limit_increase_requests_approve: {
    connection: 'enterprise',
    input: async (_, ask) => {
      const { id } = await first(ask, 'spend_limit_increase_requests_list', { status: ['pending'] });
      return { spend_limit_increase_request_id: id, amount: '5000' };
    },
  },
  spend_limit_increase_requests_deny: {
    connection: 'enterprise',
    input: async (_, ask) => {
      const { id } = await first(ask, 'spend_limit_increase_requests_list', { status: ['pending'] });
      return { spend_limit_increase_request_id: id };
    },
  },
  external_keys_create: { input: () => ({ provider_config: KMS_KEY }) },
  external_keys_update: {
    input: (demo) => ({ external_key_id: demo.spareExternalKeyId, display_name: 'K' }),
  },
  external_keys_delete: { input: (demo) => ({ external_key_id: demo.spareExternalKeyId }) },
  external_storage_create: { input: () => ({ provider_config: BUCKET }) },
  external_storage_update: {
    input: (demo) => ({ external_storage_id: demo.activeExternalStorageId, display_name: 'S' }),
  },
  external_storage_activate: { input: async (_, ask) => ({ external_storage_id: (await bucket(ask)).id }) },
  external_storage_delete: { input: async (_, ask) => ({ external_storage_id: (await bucket(ask)).id }) },
  compliance_settings_update: { input: () => ({ state: { type: 'disabled' } }) },
  webhooks_create: {
    input: () => ({ url: 'https://example.com/hook', enabled_events: ['external_key.failed'] }),
  },
  webhooks_update: { input: (demo) => ({ webhook_endpoint_id: demo.webhookId, name: 'H' }) },
  webhooks_delete: { input: (demo) => ({ webhook_endpoint_id: demo.webhookId }) },
  webhooks_regenerate_signing_secret: { input: (demo) => ({ webhook_endpoint_id: demo.webhookId }) },
  telemetry_destinations_create: { input: () => COLLECTOR },
  telemetry_destinations_update: {
    input: (demo) => ({ destination_id: demo.telemetryDestinationId, display_name: 'D' }),
  },
  telemetry_destinations_delete: { input: (demo) => ({ destination_id: demo.telemetryDestinationId }) },
  telemetry_destinations_test: { input: (demo) => ({ destination_id: demo.telemetryDestinationId }) },
  telemetry_destination_workspaces_add: {
    input: async (demo, ask) => ({
      destination_id: (await ask('telemetry_destinations_create', COLLECTOR)).id,
      workspace_id: demo.productionWorkspaceId,
    }),
  },
  telemetry_destination_workspaces_remove: {
    input: async (demo, ask) => {
      const { id: destination_id } = await ask('telemetry_destinations_create', COLLECTOR);
      const input = { destination_id, workspace_id: demo.productionWorkspaceId };
      await ask('telemetry_destination_workspaces_add', input);
      return input;
    },
  },
};

const memberOf = (demo) => ({ workspace_id: demo.productionWorkspaceId, user_id: demo.developerUserId });
const bucket = (ask) => ask('external_storage_create', { provider_config: BUCKET });
