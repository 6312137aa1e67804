import type { ActionId } from '../../src/actions/index.js';
import { compiled } from '../support/catalog.js';

const window = { starting_at: '2026-11-01T00:00:00Z', ending_at: '2026-11-02T00:00:00Z' };
const destination = { endpoint_url: 'https://otel.example.com', workspaces: { type: 'all' } };
const limit = { scope: { type: 'organization' }, amount: '50000' };

/** An action, an input, the path that is wrong, and words of the message. */
const REFUSED: [ActionId, object, string, string][] = [
  [
    'analytics_usage_list',
    { starting_at: '2025-12-31T23:59:59Z' },
    'starting_at',
    'not be before 2026-01-01',
  ],
  [
    'analytics_usage_list',
    { ...window, ending_at: window.starting_at },
    'ending_at',
    'must be after starting_at',
  ],
  [
    'analytics_usage_list',
    { starting_at: window.starting_at, time_bucket_width: '1d' },
    'time_bucket_width',
    'requires ending_at',
  ],
  [
    'analytics_cost_list',
    { ...window, exclude_deleted_users: true, group_by: ['model'] },
    'exclude_deleted_users',
    'requires actor in group_by',
  ],
  [
    'analytics_cost_list',
    { ...window, group_by: ['model', 'product', 'speed', 'actor', 'workspace_id', 'api_key_id'] },
    'group_by',
    'at most 5 dimensions, not counting cost_type and token_type',
  ],
  ['spend_query', { first_day: '2026-11-02', last_day: '2026-11-01' }, 'last_day', 'not be before first_day'],
  ['spend_query', { first_day: '2025-01-01', last_day: '2026-11-01' }, 'last_day', '400 days'],
  ['spend_query', { first_day: '2026-11-01' }, 'first_day', 'requires last_day'],
  ['spend_query', { range: 'last_90_days', bucket: 'hour' }, 'bucket', 'more than 31 days'],
  [
    'spend_query',
    { measures: ['requests'], group_by: ['token_type'] },
    'measures',
    'must not combine requests',
  ],
  [
    'spend_query',
    { range: 'today', first_day: '2026-11-01', last_day: '2026-11-01' },
    'range',
    'mutually exclusive',
  ],
  ['spend_reconcile', { first_day: '2025-12-31', last_day: '2026-01-02' }, 'first_day', '2026-01-01'],
  ['spend_limits_set', { ...limit, amount: null }, 'scope', 'must be a user if amount is null'],
  ['spend_limits_set', { ...limit, period: 'daily' }, 'period', 'must be monthly for an organization'],
  ['spend_limits_set', { ...limit, amount: '12.50' }, 'amount', 'a whole number of cents as a string'],
  ['spend_limits_set', { ...limit, scope: { type: 'seat_tier' } }, 'scope', 'organization, user, workspace'],
  [
    'spend_limits_set',
    { ...limit, scope: { type: 'user' } },
    'scope.user_id',
    'is required; for example "user_01',
  ],
  [
    'external_keys_create',
    { provider_config: { type: 'aws', kms_arn: 'alias/main' } },
    'provider_config.kms_arn',
    'must be an ARN such as arn:aws:kms',
  ],
  [
    'external_keys_create',
    { provider_config: { type: 'gcp', key_name: 'main' } },
    'provider_config.key_name',
    'must be a resource such as projects/p/',
  ],
  [
    'external_keys_create',
    {
      provider_config: {
        type: 'gcp',
        key_name: 'projects/p/locations/us/keyRings/r/cryptoKeys/k',
        kms_arn: 'x',
      },
    },
    'provider_config.kms_arn',
    'provider_config.kms_arn is not a field',
  ],
  [
    'external_keys_get',
    { external_key_id: 'arn:aws:s3:::bucket' },
    'external_key_id',
    'or the ARN of an AWS KMS key',
  ],
  ['telemetry_destinations_update', { destination_id: 'tdst_1' }, 'destination_id', 'alone changes nothing'],
  [
    'telemetry_destinations_update',
    { destination_id: 'tdst_1', headers: { authorization: 'x' } },
    'headers',
    'requires endpoint_url if a header is set',
  ],
  [
    'telemetry_destinations_create',
    { ...destination, endpoint_url: 'https://10.0.0.1' },
    'endpoint_url',
    'with a host name, port 443 and no query',
  ],
  [
    'telemetry_destinations_create',
    { ...destination, endpoint_url: 'https://otel.example.com:8443' },
    'endpoint_url',
    'port 443',
  ],
  [
    'telemetry_destinations_create',
    { ...destination, headers: { 'A-b': 'x', 'a-B': 'y' } },
    'headers',
    'twice',
  ],
  [
    'telemetry_destinations_create',
    {
      ...destination,
      headers: Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`h${n}`, 'x'.repeat(4000)])),
    },
    'headers',
    '16384 bytes',
  ],
  [
    'telemetry_destinations_create',
    { ...destination, traces: { endpoint_url: 'https://other.example.com/v1/traces' } },
    'traces',
    'the same host as endpoint_url',
  ],
  [
    'webhooks_create',
    { url: 'http://example.com', enabled_events: ['external_key.failed'] },
    'url',
    'must be an https URL',
  ],
  [
    'webhooks_create',
    { url: 'https://xn--a.example', enabled_events: ['external_key.failed'] },
    'url',
    'must be an https URL',
  ],
];

/** Inputs that come close to what is refused above. */
const ACCEPTED: [ActionId, object][] = [
  ['analytics_usage_list', { starting_at: '2026-01-01T00:00:00Z' }],
  ['analytics_usage_list', { ...window, ending_at: '2026-12-02T00:00:00Z' }],
  ['analytics_usage_list', { ...window, time_bucket_width: '1m' }],
  ['analytics_usage_list', { ...window, ending_at: '2027-11-01T00:00:00Z', time_bucket_width: '1m' }],
  ['analytics_usage_list', { ...window, exclude_deleted_users: true, group_by: ['actor'] }],
  ['spend_limits_set', { scope: { type: 'user', user_id: 'user_1' }, amount: null, period: 'daily' }],
  ['spend_limits_set', { ...limit, period: 'monthly' }],
  ['telemetry_destinations_update', { destination_id: 'tdst_1', headers: { authorization: null } }],
  [
    'telemetry_destinations_update',
    { destination_id: 'tdst_1', traces: { endpoint_url: 'https://otel.example.com/t' } },
  ],
];

describe('an input', () => {
  it.each(REFUSED)('of %s is refused: %j', (id, input, path, words) => {
    const { issues } = compiled(id).check(input);

    expect(issues.map(({ parts: _, ...issue }) => issue)).toEqual([
      { path, rule: expect.any(String), message: expect.stringContaining(words) },
    ]);
  });

  it.each(ACCEPTED)('of %s is accepted: %j', (id, input) => {
    expect(compiled(id).check(input)).toEqual({ input, issues: [] });
  });
});
