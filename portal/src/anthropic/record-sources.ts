import type { RecordSource } from '../pages/actions/pickers/sources.js';

const MOST = { limit: 1000 };

const WORKSPACES: RecordSource = {
  list: 'workspaces_list',
  input: { ...MOST, include_archived: true, include_default: true },
  get: { action: 'workspaces_get', field: 'workspace_id' },
  names: ['display_name', 'name'],
  detail: 'archived_at',
};

const USERS: RecordSource = {
  list: 'users_list',
  input: MOST,
  get: { action: 'users_get', field: 'user_id' },
  names: ['name', 'email'],
  detail: 'email',
};

const API_KEYS: RecordSource = {
  list: 'api_keys_list',
  input: MOST,
  get: { action: 'api_keys_get', field: 'api_key_id' },
  names: ['name'],
  detail: 'status',
};

/** The input field that an id belongs to, by the beginning of the id; its source has the name and the action that shows it. */
export const ANTHROPIC_ID_KINDS: Readonly<Record<string, string>> = {
  user_: 'user_id',
  wrkspc_: 'workspace_id',
  apikey_: 'api_key_id',
  invite_: 'invite_id',
  ekey_: 'external_key_id',
  estrg_: 'external_storage_id',
  whe_: 'webhook_endpoint_id',
  tdst_: 'destination_id',
  spl_: 'spend_limit_id',
  slir_: 'spend_limit_increase_request_id',
};

/** Sources of Anthropic's records, by input field. */
export const ANTHROPIC_SOURCES: Readonly<Record<string, RecordSource>> = {
  user_id: USERS,
  user_ids: USERS,
  created_by_user_id: USERS,
  workspace_id: WORKSPACES,
  workspace_ids: WORKSPACES,
  ids: WORKSPACES,
  api_key_id: API_KEYS,
  api_key_ids: API_KEYS,
  invite_id: {
    list: 'invites_list',
    input: MOST,
    get: { action: 'invites_get', field: 'invite_id' },
    names: ['email'],
    detail: 'status',
  },
  external_key_id: {
    list: 'external_keys_list',
    input: { limit: 100 },
    get: { action: 'external_keys_get', field: 'external_key_id' },
    names: ['display_name', 'id'],
  },
  external_storage_id: {
    list: 'external_storage_list',
    input: MOST,
    get: { action: 'external_storage_get', field: 'external_storage_id' },
    names: ['display_name', 'id'],
  },
  webhook_endpoint_id: {
    list: 'webhooks_list',
    input: { limit: 100 },
    get: { action: 'webhooks_get', field: 'webhook_endpoint_id' },
    names: ['name', 'url'],
    detail: 'url',
  },
  destination_id: {
    list: 'telemetry_destinations_list',
    input: MOST,
    get: { action: 'telemetry_destinations_get', field: 'destination_id' },
    names: ['display_name', 'endpoint_url'],
    detail: 'endpoint_url',
  },
  rate_limit_id: {
    list: 'rate_limits_list',
    input: {},
    names: ['models', 'group_type'],
    detail: 'group_type',
  },
  spend_limit_id: {
    list: 'spend_limits_list',
    input: MOST,
    get: { action: 'spend_limits_get', field: 'spend_limit_id' },
    names: ['scope', 'id'],
    detail: 'period',
  },
  spend_limit_increase_request_id: {
    list: 'spend_limit_increase_requests_list',
    input: MOST,
    get: { action: 'spend_limit_increase_requests_get', field: 'spend_limit_increase_request_id' },
    names: ['actor', 'id'],
    detail: 'status',
  },
};
