import type { ActionId } from '../../src/actions/index.js';

/** An action, its input, and the request that has to come out. */
export type RequestCase = [ActionId, object, { method: string; url: string; body?: unknown; betas?: string }];

const O = '/v1/organizations';
const W = `${O}/workspaces/wrkspc_1`;
const E = `${O}/external_keys`;
const S = `${O}/spend_limits`;
const R = `${O}/spend_limit_increase_requests`;
const H = `${O}/webhooks`;
const T = `${O}/telemetry_destinations`;
const X = `${O}/external_storage`;
const STORAGE = 'efs-2026-10-01';
const HOOKS = 'webhooks-2026-10-07';
const TRACES = 'telemetry-destinations-2026-08-11';
const ANALYTICS = 'analytics-usage-cost-2026-08-24';
const ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab';

const AWS_BUCKET = {
  type: 'aws',
  account_id: '111122223333',
  bucket_name: 'acme-safety-retention',
  region: 'us-east-2',
};
const GCP_BUCKET = {
  type: 'gcp',
  project_number: '123456789012',
  bucket_name: 'acme-safety-retention',
  region: 'us-east5',
};

const everyAnalyticsFilter = {
  starting_at: '2026-11-01T00:00:00Z',
  ending_at: '2026-11-02T00:00:00+01:00',
  time_bucket_width: '1h',
  page: 'page_abc=',
  limit: 1000,
  order: 'asc',
  exclude_deleted_users: true,
  actor_ids: ['user_1', 'svac_1'],
  actor_types: ['user_actor'],
  agent_ids: ['agent_1'],
  api_key_ids: ['apikey_1', ''],
  claude_tag_categories: ['dm'],
  claude_tag_user_ids: ['U0123ABCDEF'],
  context_windows: ['200k-1M'],
  deployment_ids: ['depl_1'],
  environment_ids: ['env_1'],
  inference_geos: ['not_available'],
  models: ['claude-opus-5'],
  organization_ids: ['org_1'],
  products: ['claude_code'],
  rbac_group_ids: ['rbac_group_1'],
  service_tiers: ['flex'],
  session_ids: ['sesn_1'],
  slack_channel_ids: ['C0123ABCDEF'],
  speeds: ['fast'],
  user_profile_ids: ['uprof_1'],
  workspace_ids: ['wrkspc_1', 'wrkspc_2'],
};

const ANALYTICS_QUERY = [
  'starting_at=2026-11-01T00%3A00%3A00Z&ending_at=2026-11-02T00%3A00%3A00%2B01%3A00&time_bucket_width=1h',
  'page=page_abc%3D&limit=1000&order=asc&exclude_deleted_users=true',
  'actor_ids%5B%5D=user_1&actor_ids%5B%5D=svac_1&actor_types%5B%5D=user_actor&agent_ids%5B%5D=agent_1',
  'api_key_ids%5B%5D=apikey_1&api_key_ids%5B%5D=&claude_tag_categories%5B%5D=dm',
  'claude_tag_user_ids%5B%5D=U0123ABCDEF&context_windows%5B%5D=200k-1M&deployment_ids%5B%5D=depl_1',
  'environment_ids%5B%5D=env_1&inference_geos%5B%5D=not_available&models%5B%5D=claude-opus-5',
  'organization_ids%5B%5D=org_1&products%5B%5D=claude_code&rbac_group_ids%5B%5D=rbac_group_1',
  'service_tiers%5B%5D=flex&session_ids%5B%5D=sesn_1&slack_channel_ids%5B%5D=C0123ABCDEF&speeds%5B%5D=fast',
  'user_profile_ids%5B%5D=uprof_1&workspace_ids%5B%5D=wrkspc_1&workspace_ids%5B%5D=wrkspc_2',
].join('&');

/** One request at least for each operation outside the first seven groups, and one for each kind of each union. */
export const MORE_REQUESTS: RequestCase[] = [
  [
    'users_sign_out',
    { user_id: 'user_1' },
    { method: 'POST', url: `${O}/users/user_1/sign_out`, betas: 'admin-user-sign-out-2026-10-08' },
  ],
  [
    'analytics_usage_list',
    { ...everyAnalyticsFilter, group_by: ['actor', 'model'], order_by: 'requests' },
    {
      method: 'GET',
      url: `${O}/analytics/usage?${ANALYTICS_QUERY}&group_by%5B%5D=actor&group_by%5B%5D=model&order_by=requests`,
      betas: ANALYTICS,
    },
  ],
  [
    'analytics_cost_list',
    { ...everyAnalyticsFilter, group_by: ['actor', 'cost_type'], order_by: 'list_amount' },
    {
      method: 'GET',
      url: `${O}/analytics/cost?${ANALYTICS_QUERY}&group_by%5B%5D=actor&group_by%5B%5D=cost_type&order_by=list_amount`,
      betas: ANALYTICS,
    },
  ],
  [
    'analytics_cost_list',
    {
      starting_at: '2026-11-01T00:00:00Z',
      ending_at: null,
      group_by: ['model', 'product', 'speed', 'actor', 'workspace_id', 'cost_type', 'token_type'],
      models: null,
      products: [],
      exclude_deleted_users: false,
    },
    {
      method: 'GET',
      url: `${O}/analytics/cost?starting_at=2026-11-01T00%3A00%3A00Z&${['model', 'product', 'speed', 'actor', 'workspace_id', 'cost_type', 'token_type'].map((one) => `group_by%5B%5D=${one}`).join('&')}&exclude_deleted_users=false`,
      betas: ANALYTICS,
    },
  ],
  [
    'rate_limits_list',
    { group_type: 'batch', model: 'claude-opus-5', limit: 1, page: null },
    { method: 'GET', url: `${O}/rate_limits?group_type=batch&model=claude-opus-5&limit=1` },
  ],
  [
    'workspace_rate_limits_list',
    { workspace_id: 'wrkspc_1', include_inherited: false, group_type: null },
    { method: 'GET', url: `${W}/rate_limits?include_inherited=false` },
  ],
  [
    'workspace_rate_limits_update',
    {
      workspace_id: 'wrkspc_1',
      rate_limit_id: 'rl_1',
      limits: [
        { type: 'requests_per_minute', value: 0 },
        { type: 'tokens_per_day', value: null },
      ],
    },
    {
      method: 'POST',
      url: `${W}/rate_limits/rl_1`,
      body: {
        limits: [
          { type: 'requests_per_minute', value: 0 },
          { type: 'tokens_per_day', value: null },
        ],
      },
    },
  ],
  [
    'spend_limits_list',
    { scope_type: ['user', 'usage_tier'], workspace_id: 'wrkspc_1', page: 'p' },
    {
      method: 'GET',
      url: `${S}?scope_type%5B%5D=user&scope_type%5B%5D=usage_tier&workspace_id=wrkspc_1&page=p`,
      betas: 'spend-limit-reads-2026-09-26',
    },
  ],
  ['spend_limits_get', { spend_limit_id: 'spl_1' }, { method: 'GET', url: `${S}/spl_1` }],
  [
    'spend_limits_set',
    { scope: { type: 'user', user_id: 'user_1' }, amount: null, period: 'weekly' },
    {
      method: 'POST',
      url: S,
      body: { scope: { type: 'user', user_id: 'user_1' }, amount: null, period: 'weekly' },
    },
  ],
  [
    'spend_limits_set',
    { scope: { type: 'organization' }, amount: '0' },
    { method: 'POST', url: S, body: { scope: { type: 'organization' }, amount: '0' } },
  ],
  [
    'spend_limits_set',
    { scope: { type: 'workspace', workspace_id: 'wrkspc_1' }, amount: '50000', period: 'monthly' },
    {
      method: 'POST',
      url: S,
      body: { scope: { type: 'workspace', workspace_id: 'wrkspc_1' }, amount: '50000', period: 'monthly' },
    },
  ],
  ['spend_limits_delete', { spend_limit_id: 'spl_1' }, { method: 'DELETE', url: `${S}/spl_1` }],
  [
    'effective_spend_limits_list',
    { period: ['daily', 'monthly'], user_ids: ['user_1'], limit: 5 },
    {
      method: 'GET',
      url: `${S}/effective?period%5B%5D=daily&period%5B%5D=monthly&user_ids%5B%5D=user_1&limit=5`,
    },
  ],
  [
    'spend_limit_increase_requests_list',
    { status: ['pending', 'denied'], actor_ids: ['user_1'] },
    { method: 'GET', url: `${R}?status%5B%5D=pending&status%5B%5D=denied&actor_ids%5B%5D=user_1` },
  ],
  [
    'spend_limit_increase_requests_get',
    { spend_limit_increase_request_id: 'slir_1' },
    { method: 'GET', url: `${R}/slir_1` },
  ],
  [
    'spend_limit_increase_requests_approve',
    {
      spend_limit_increase_request_id: 'slir_1',
      amount: '50000',
      period: null,
      suppress_notification: false,
    },
    {
      method: 'POST',
      url: `${R}/slir_1/approve`,
      body: { amount: '50000', period: null, suppress_notification: false },
    },
  ],
  [
    'spend_limit_increase_requests_deny',
    { spend_limit_increase_request_id: 'slir_1' },
    { method: 'POST', url: `${R}/slir_1/deny`, body: {} },
  ],
  [
    'external_keys_create',
    {
      provider_config: { type: 'aws', kms_arn: ARN, region: null },
      display_name: 'Ключ',
      geo: 'us',
      user_profile_id: 'uprof_1',
    },
    {
      method: 'POST',
      url: E,
      body: {
        provider_config: { type: 'aws', kms_arn: ARN, region: null },
        display_name: 'Ключ',
        geo: 'us',
        user_profile_id: 'uprof_1',
      },
    },
  ],
  [
    'external_keys_create',
    { provider_config: { type: 'gcp', key_name: 'projects/p/locations/us/keyRings/r/cryptoKeys/k' } },
    {
      method: 'POST',
      url: E,
      body: { provider_config: { type: 'gcp', key_name: 'projects/p/locations/us/keyRings/r/cryptoKeys/k' } },
    },
  ],
  ['external_keys_get', { external_key_id: 'ekey_1' }, { method: 'GET', url: `${E}/ekey_1` }],
  [
    'external_keys_get',
    { external_key_id: ARN },
    { method: 'GET', url: `${E}/arn%3Aaws%3Akms%3Aus-east-1%3A111122223333%3Akey%2F1234abcd-12ab` },
  ],
  ['external_keys_list', { limit: 100, page: 'p' }, { method: 'GET', url: `${E}?limit=100&page=p` }],
  [
    'external_keys_update',
    {
      external_key_id: 'ekey_1',
      display_name: null,
      geo: null,
      provider_config: {
        type: 'azure',
        key_name: 'k',
        tenant_id: 't',
        vault_uri: 'https://acme.managedhsm.azure.net/',
        client_id: 'c',
      },
    },
    {
      method: 'POST',
      url: `${E}/ekey_1`,
      body: {
        display_name: null,
        geo: null,
        provider_config: {
          type: 'azure',
          key_name: 'k',
          tenant_id: 't',
          vault_uri: 'https://acme.managedhsm.azure.net/',
          client_id: 'c',
        },
      },
    },
  ],
  [
    'external_keys_update',
    { external_key_id: 'ekey_1', provider_config: null },
    { method: 'POST', url: `${E}/ekey_1`, body: { provider_config: null } },
  ],
  ['external_keys_delete', { external_key_id: 'ekey_1' }, { method: 'DELETE', url: `${E}/ekey_1` }],
  ['external_keys_validate', { external_key_id: 'ekey_1' }, { method: 'POST', url: `${E}/ekey_1/validate` }],
  [
    'external_storage_create',
    { provider_config: AWS_BUCKET, display_name: 'Храна', user_profile_id: 'uprof_1' },
    {
      method: 'POST',
      url: X,
      body: { provider_config: AWS_BUCKET, display_name: 'Храна', user_profile_id: 'uprof_1' },
      betas: STORAGE,
    },
  ],
  [
    'external_storage_create',
    { provider_config: GCP_BUCKET, display_name: null, user_profile_id: null },
    {
      method: 'POST',
      url: X,
      body: { provider_config: GCP_BUCKET, display_name: null, user_profile_id: null },
      betas: STORAGE,
    },
  ],
  [
    'external_storage_get',
    { external_storage_id: 'estrg_1' },
    { method: 'GET', url: `${X}/estrg_1`, betas: STORAGE },
  ],
  [
    'external_storage_get',
    { external_storage_id: 'arn:aws:s3:::acme-safety-retention' },
    { method: 'GET', url: `${X}/arn%3Aaws%3As3%3A%3A%3Aacme-safety-retention`, betas: STORAGE },
  ],
  [
    'external_storage_list',
    { limit: 1000, page: 'p', user_profile_ids: ['uprof_1', ''] },
    {
      method: 'GET',
      url: `${X}?limit=1000&page=p&user_profile_ids%5B%5D=uprof_1&user_profile_ids%5B%5D=`,
      betas: STORAGE,
    },
  ],
  [
    'external_storage_update',
    { external_storage_id: 'estrg_1', display_name: null },
    { method: 'POST', url: `${X}/estrg_1`, body: { display_name: null }, betas: STORAGE },
  ],
  [
    'external_storage_delete',
    { external_storage_id: 'estrg_1' },
    { method: 'DELETE', url: `${X}/estrg_1`, betas: STORAGE },
  ],
  [
    'external_storage_activate',
    { external_storage_id: 'estrg_1' },
    { method: 'POST', url: `${X}/estrg_1/activate`, betas: STORAGE },
  ],
  [
    'google_data_controls_get',
    { project_number: '123456789012' },
    {
      method: 'GET',
      url: `${O}/providers/google/projects/123456789012/data_controls`,
      betas: 'google-managed-data-controls-2026-09-01',
    },
  ],
  ['compliance_settings_get', {}, { method: 'GET', url: `${O}/compliance_settings` }],
  [
    'compliance_settings_update',
    { state: { type: 'disabled' } },
    { method: 'POST', url: `${O}/compliance_settings`, body: { state: { type: 'disabled' } } },
  ],
  [
    'webhooks_create',
    {
      url: 'https://example.com/a%20b?c=d',
      enabled_events: ['external_key.failed'],
      name: '',
      description: 'é',
    },
    {
      method: 'POST',
      url: H,
      body: {
        url: 'https://example.com/a%20b?c=d',
        enabled_events: ['external_key.failed'],
        name: '',
        description: 'é',
      },
      betas: HOOKS,
    },
  ],
  ['webhooks_get', { webhook_endpoint_id: 'whe_1' }, { method: 'GET', url: `${H}/whe_1`, betas: HOOKS }],
  [
    'webhooks_list',
    { limit: 0, before_id: 'whe_1', order: 'asc' },
    { method: 'GET', url: `${H}?limit=0&before_id=whe_1&order=asc`, betas: HOOKS },
  ],
  [
    'webhooks_update',
    { webhook_endpoint_id: 'whe_1', enabled_events: [], state: 'enabled' },
    { method: 'POST', url: `${H}/whe_1`, body: { enabled_events: [], state: 'enabled' }, betas: HOOKS },
  ],
  [
    'webhooks_delete',
    { webhook_endpoint_id: 'whe_1' },
    { method: 'DELETE', url: `${H}/whe_1`, betas: HOOKS },
  ],
  [
    'webhooks_regenerate_signing_secret',
    { webhook_endpoint_id: 'whe_1' },
    { method: 'POST', url: `${H}/whe_1/regenerate_signing_secret`, betas: HOOKS },
  ],
  [
    'telemetry_destinations_create',
    {
      endpoint_url: 'https://otel.example.com:443/otlp',
      workspaces: { type: 'exclude', workspace_ids: ['wrkspc_1'] },
      headers: { authorization: 'Bearer a b' },
      traces: {
        enabled: false,
        content_mode: null,
        endpoint_url: 'https://otel.example.com/traces',
        max_content_bytes: 1,
      },
    },
    {
      method: 'POST',
      url: T,
      body: {
        endpoint_url: 'https://otel.example.com:443/otlp',
        workspaces: { type: 'exclude', workspace_ids: ['wrkspc_1'] },
        headers: { authorization: 'Bearer a b' },
        traces: {
          enabled: false,
          content_mode: null,
          endpoint_url: 'https://otel.example.com/traces',
          max_content_bytes: 1,
        },
      },
      betas: TRACES,
    },
  ],
  [
    'telemetry_destinations_create',
    { endpoint_url: 'https://otel.example.com', workspaces: { type: 'all' }, display_name: null },
    {
      method: 'POST',
      url: T,
      body: { endpoint_url: 'https://otel.example.com', workspaces: { type: 'all' }, display_name: null },
      betas: TRACES,
    },
  ],
  [
    'telemetry_destinations_get',
    { destination_id: 'tdst_1' },
    { method: 'GET', url: `${T}/tdst_1`, betas: TRACES },
  ],
  [
    'telemetry_destinations_list',
    { workspace_ids: ['wrkspc_1'], limit: 3 },
    { method: 'GET', url: `${T}?workspace_ids%5B%5D=wrkspc_1&limit=3`, betas: TRACES },
  ],
  [
    'telemetry_destinations_update',
    {
      destination_id: 'tdst_1',
      endpoint_url: 'https://otel.example.com',
      headers: { authorization: 'Bearer b', 'x-old': null },
      state: { type: 'enabled' },
      traces: null,
      workspaces: { type: 'include', workspace_ids: [] },
    },
    {
      method: 'POST',
      url: `${T}/tdst_1`,
      body: {
        endpoint_url: 'https://otel.example.com',
        headers: { authorization: 'Bearer b', 'x-old': null },
        state: { type: 'enabled' },
        traces: null,
        workspaces: { type: 'include', workspace_ids: [] },
      },
      betas: TRACES,
    },
  ],
  [
    'telemetry_destinations_delete',
    { destination_id: 'tdst_1' },
    { method: 'DELETE', url: `${T}/tdst_1`, betas: TRACES },
  ],
  [
    'telemetry_destinations_test',
    { destination_id: 'tdst_1' },
    { method: 'POST', url: `${T}/tdst_1/test`, betas: TRACES },
  ],
  [
    'telemetry_destination_workspaces_add',
    { destination_id: 'tdst_1', workspace_id: 'wrkspc_1' },
    { method: 'POST', url: `${T}/tdst_1/workspaces/wrkspc_1`, betas: TRACES },
  ],
  [
    'telemetry_destination_workspaces_list',
    { destination_id: 'tdst_1', limit: 1000 },
    { method: 'GET', url: `${T}/tdst_1/workspaces?limit=1000`, betas: TRACES },
  ],
  [
    'telemetry_destination_workspaces_remove',
    { destination_id: 'tdst_1', workspace_id: 'wrkspc_1' },
    { method: 'DELETE', url: `${T}/tdst_1/workspaces/wrkspc_1`, betas: TRACES },
  ],
];
