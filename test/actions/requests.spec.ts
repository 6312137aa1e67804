import { ACTIONS } from '../../src/actions/index.js';
import { VERSION } from '../../src/connector/version.generated.js';
import { bootConnector, CONTEXT, TEST_KEY, type Booted } from '../support/boot-connector.js';
import { MORE_REQUESTS, type RequestCase } from './more-requests.js';

const U = '/v1/organizations/users';
const I = '/v1/organizations/invites';
const W = '/v1/organizations/workspaces';
const K = '/v1/organizations/api_keys';
const everyUsageField = {
  starting_at: '2026-11-01T00:00:00Z',
  ending_at: '2026-11-08T00:00:00Z',
  bucket_width: '1h',
  limit: 24,
  page: 'page_abc=',
  group_by: ['model', 'workspace_id'],
  account_ids: ['user_1'],
  api_key_ids: ['apikey_1'],
  context_window: ['0-200k'],
  inference_geos: ['us'],
  models: ['claude-opus-5'],
  service_account_ids: ['svcacct_1'],
  service_tiers: ['batch'],
  speeds: ['fast'],
  workspace_ids: ['wrkspc_1'],
};

const CASES: RequestCase[] = [
  ...MORE_REQUESTS,
  ['organization_get', {}, { method: 'GET', url: '/v1/organizations/me' }],
  ['users_list', {}, { method: 'GET', url: U }],
  [
    'users_list',
    { limit: 5, after_id: 'user_9', email: 'a+b@example.com', roles: ['admin', 'user'] },
    {
      method: 'GET',
      url: `${U}?limit=5&after_id=user_9&email=a%2Bb%40example.com&roles%5B%5D=admin&roles%5B%5D=user`,
    },
  ],
  ['users_get', { user_id: 'user_1' }, { method: 'GET', url: `${U}/user_1` }],
  [
    'users_update',
    { user_id: 'user_1', role: 'billing' },
    { method: 'POST', url: `${U}/user_1`, body: { role: 'billing' } },
  ],
  ['users_remove', { user_id: 'user_1' }, { method: 'DELETE', url: `${U}/user_1` }],
  [
    'invites_create',
    { email: 'ada@example.com', role: 'managed', rbac_group_ids: ['rbacgrp_1'] },
    {
      method: 'POST',
      url: I,
      body: { email: 'ada@example.com', role: 'managed', rbac_group_ids: ['rbacgrp_1'] },
    },
  ],
  ['invites_get', { invite_id: 'invite_1' }, { method: 'GET', url: `${I}/invite_1` }],
  [
    'invites_list',
    { before_id: 'invite_3', statuses: ['pending', 'expired'], roles: [] },
    { method: 'GET', url: `${I}?before_id=invite_3&statuses%5B%5D=pending&statuses%5B%5D=expired` },
  ],
  ['invites_delete', { invite_id: 'invite_1' }, { method: 'DELETE', url: `${I}/invite_1` }],
  [
    'workspaces_create',
    {
      name: 'Søk 研究',
      data_residency: { workspace_geo: 'us', allowed_inference_geos: ['us'] },
      display_color: null,
      tags: {},
    },
    {
      method: 'POST',
      url: W,
      body: {
        name: 'Søk 研究',
        data_residency: { workspace_geo: 'us', allowed_inference_geos: ['us'] },
        display_color: null,
        tags: {},
      },
    },
  ],
  ['workspaces_get', { workspace_id: 'wrkspc_1' }, { method: 'GET', url: `${W}/wrkspc_1` }],
  [
    'workspaces_list',
    { include_archived: true, include_default: false, ids: ['wrkspc_1', 'wrkspc_2'] },
    {
      method: 'GET',
      url: `${W}?ids%5B%5D=wrkspc_1&ids%5B%5D=wrkspc_2&include_archived=true&include_default=false`,
    },
  ],
  [
    'workspaces_update',
    { workspace_id: 'wrkspc_1', name: 'New', tags: { team: null } },
    { method: 'POST', url: `${W}/wrkspc_1`, body: { name: 'New', tags: { team: null } } },
  ],
  ['workspaces_archive', { workspace_id: 'wrkspc_1' }, { method: 'POST', url: `${W}/wrkspc_1/archive` }],
  [
    'workspace_members_add',
    { workspace_id: 'wrkspc_1', user_id: 'user_1', workspace_role: 'workspace_user' },
    {
      method: 'POST',
      url: `${W}/wrkspc_1/members`,
      body: { user_id: 'user_1', workspace_role: 'workspace_user' },
    },
  ],
  [
    'workspace_members_get',
    { workspace_id: 'wrkspc_1', user_id: 'user_1' },
    { method: 'GET', url: `${W}/wrkspc_1/members/user_1` },
  ],
  [
    'workspace_members_list',
    { workspace_id: 'wrkspc_1', limit: 1000 },
    { method: 'GET', url: `${W}/wrkspc_1/members?limit=1000` },
  ],
  [
    'workspace_members_update',
    { workspace_id: 'wrkspc_1', user_id: 'user_1', workspace_role: 'workspace_admin' },
    { method: 'POST', url: `${W}/wrkspc_1/members/user_1`, body: { workspace_role: 'workspace_admin' } },
  ],
  [
    'workspace_members_remove',
    { workspace_id: 'wrkspc_1', user_id: 'user_1' },
    { method: 'DELETE', url: `${W}/wrkspc_1/members/user_1` },
  ],
  ['api_keys_get', { api_key_id: 'apikey_1' }, { method: 'GET', url: `${K}/apikey_1` }],
  [
    'api_keys_list',
    { status: 'expired', workspace_id: null, created_by_user_id: 'user_1' },
    { method: 'GET', url: `${K}?created_by_user_id=user_1&status=expired` },
  ],
  [
    'api_keys_update',
    { api_key_id: 'apikey_1', name: null, status: 'archived' },
    { method: 'POST', url: `${K}/apikey_1`, body: { name: null, status: 'archived' } },
  ],
  [
    'usage_report_messages',
    everyUsageField,
    {
      method: 'GET',
      url: '/v1/organizations/usage_report/messages?starting_at=2026-11-01T00%3A00%3A00Z&ending_at=2026-11-08T00%3A00%3A00Z&bucket_width=1h&limit=24&page=page_abc%3D&group_by%5B%5D=model&group_by%5B%5D=workspace_id&account_ids%5B%5D=user_1&api_key_ids%5B%5D=apikey_1&context_window%5B%5D=0-200k&inference_geos%5B%5D=us&models%5B%5D=claude-opus-5&service_account_ids%5B%5D=svcacct_1&service_tiers%5B%5D=batch&speeds%5B%5D=fast&workspace_ids%5B%5D=wrkspc_1',
    },
  ],
  [
    'usage_report_claude_code',
    { starting_at: '2026-11-01', limit: 1000, page: 'p' },
    {
      method: 'GET',
      url: '/v1/organizations/usage_report/claude_code?starting_at=2026-11-01&limit=1000&page=p',
    },
  ],
  [
    'cost_report_get',
    { starting_at: '2026-11-01T00:00:00Z', bucket_width: '1d', group_by: ['description'] },
    {
      method: 'GET',
      url: '/v1/organizations/cost_report?starting_at=2026-11-01T00%3A00%3A00Z&bucket_width=1d&group_by%5B%5D=description',
    },
  ],
];

/** The query in the order of its names, for the order of parameters means nothing to the API. */
const sorted = (url: string): string => {
  const [path, query] = url.split('?');
  return query === undefined ? url : `${path}?${query.split('&').sort().join('&')}`;
};

describe('requests', () => {
  let booted: Booted;
  beforeAll(async () => {
    booted = await bootConnector();
  });
  afterAll(() => booted.close());

  it('are tested for every operation', () => {
    const routed = ACTIONS.filter((action) => 'route' in action).map(({ id }) => id);

    expect([...new Set(CASES.map(([id]) => id))].sort()).toEqual([...routed].sort());
  });

  it.each(CASES)('%s sends the correct request for %j', async (id, input, expected) => {
    booted.api.seen.length = 0;

    const outcome = await booted.connector.invokeById(id, input, CONTEXT);

    const { host: _, connection: __, ...headers } = booted.api.seen.at(-1)!.headers;
    const { method, url, body } = booted.api.seen.at(-1)!;
    expect(outcome).toMatchObject({ ok: true, data: {} });
    expect({ method, url: sorted(url), body }).toEqual({
      method: expected.method,
      url: sorted(expected.url),
      body: expected.body,
    });
    expect(headers).toEqual({
      accept: 'application/json',
      'accept-encoding': 'identity',
      'anthropic-version': '2023-06-01',
      'user-agent': `anthropic-admin-connector/${VERSION}`,
      'x-api-key': TEST_KEY,
      ...(expected.betas === undefined ? {} : { 'anthropic-beta': expected.betas }),
      ...(method !== 'POST'
        ? {}
        : { 'content-length': String(Buffer.byteLength(body === undefined ? '' : JSON.stringify(body))) }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    });
  });
});
