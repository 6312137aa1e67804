import { readFile } from 'node:fs/promises';
import { ENTERPRISE_ADMIN_KEY, ENTERPRISE_ORGANIZATION_ID, type Simulator } from 'anthropic-admin-simulator';
import { RESOURCES } from '../../../src/actions/index.js';
import type { ForeseenRequest, HostPolicy } from '../../../src/index.js';
import type { Action } from '../../../src/kit/catalog/index.js';
import { systemRuntime } from '../../../src/kit/http/runtime.js';
import { CONTEXT } from '../../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../../support/boot-simulated.js';

const NOW = Date.parse('2026-11-20T10:30:00Z');
const runtime = { ...systemRuntime, now: () => NOW };

/** The reads that the latest plans have asked to run. */
const reads = new Set<string>();
const policy: HostPolicy = {
  decide: ({ action: { id, effect } }) => {
    if (effect.kind === 'read') reads.add(id);
    return { effect: 'allow' };
  },
};

let organization_: Simulated;
let enterprise: Simulated;
beforeAll(async () => {
  organization_ = await bootSimulated({ runtime, policy });
  enterprise = await bootSimulated({ runtime, policy }, {}, ENTERPRISE_ADMIN_KEY);
});
afterAll(async () => {
  await organization_.close();
  await enterprise.close();
});

/** Writes that the catalogue has without consequences, each with its reason. */
const WITHOUT: Readonly<Record<string, string>> = {
  workspaces_delete: 'the API has no such operation',
  api_keys_create: 'the API has no such operation',
  api_keys_delete: 'the API has no such operation',
  access_review_create: 'a record of the host; nothing changes at Anthropic',
  access_review_decide: 'a record of the host; nothing changes at Anthropic',
};

const WRITES = RESOURCES.flatMap(({ actions }): readonly Action[] => actions).filter(
  ({ effect }) => effect.kind !== 'read',
);

it.each(WRITES.map((action) => [action.id, action] as const))('%s says what it would do', (id, action) => {
  expect('foresee' in action && typeof action.foresee === 'function').toBe(!(id in WITHOUT));
});

/** An input of each write that the demo organization accepts. */
function inputsOf({ demo, state }: Simulator): Readonly<Record<string, object>> {
  const organization = state.organization(demo.organizationId);
  const workspace_id = demo.productionWorkspaceId;
  const [limit] = organization.spendLimits.filter(({ scope }) => scope.type === 'workspace');
  const [rate] = organization.rateLimits.filter(({ models }) => models !== null);
  const user_id = organization.members.find(
    ({ id, role }) => role === 'developer' && organization.workspaceRoles.get(workspace_id)?.has(id) === true,
  )?.id;
  const outsider = organization.members.find(
    ({ id, role }) => role === 'developer' && organization.workspaceRoles.get(workspace_id)?.has(id) !== true,
  )?.id;
  const owners = organization.apiKeys
    .filter(({ status, principal }) => status === 'active' && principal?.type === 'user_actor')
    .map(({ principal }) => (principal?.type === 'user_actor' ? principal.user_id : ''));
  const owner = owners.find((id) => organization.members.get(id)?.role === 'developer');
  const external_key_id = demo.spareExternalKeyId;
  const webhook_endpoint_id = demo.webhookId;
  const destination_id = demo.telemetryDestinationId;
  const external_storage_id = demo.pendingExternalStorageId;
  return {
    workspaces_create: { name: 'New' },
    workspaces_update: { workspace_id, name: 'Renamed', tags: { env: 'old', extra: 'x' } },
    workspaces_archive: { workspace_id },
    users_update: { user_id: demo.billingUserId, role: 'user' },
    users_remove: { user_id: owner },
    members_offboard: { people: [owner] },
    api_keys_update: { api_key_id: demo.activeApiKeyId, status: 'inactive', name: 'Renamed' },
    invites_create: { email: 'new@example.com', role: 'developer' },
    invites_delete: { invite_id: demo.pendingInviteId },
    invites_reissue: { invite_id: demo.pendingInviteId },
    workspace_members_add: { workspace_id, user_id: outsider, workspace_role: 'workspace_user' },
    workspace_members_update: { workspace_id, user_id, workspace_role: 'workspace_admin' },
    workspace_members_remove: { workspace_id, user_id },
    spend_limits_set: { scope: { type: 'workspace', workspace_id }, amount: '100' },
    spend_limits_delete: { spend_limit_id: limit?.id },
    workspace_rate_limits_update: {
      workspace_id,
      rate_limit_id: rate?.id,
      limits: [{ type: 'requests_per_minute', value: 1 }],
    },
    webhooks_create: { url: 'https://example.com/new', enabled_events: ['external_key.failed'] },
    webhooks_update: { webhook_endpoint_id, state: 'disabled' },
    webhooks_delete: { webhook_endpoint_id },
    webhooks_regenerate_signing_secret: { webhook_endpoint_id },
    external_keys_create: {
      provider_config: { type: 'gcp', key_name: 'projects/a/locations/us/keyRings/r/cryptoKeys/k' },
    },
    external_keys_update: { external_key_id, display_name: 'Renamed' },
    external_keys_delete: { external_key_id },
    external_storage_create: {
      provider_config: {
        type: 'aws',
        account_id: '111122223333',
        bucket_name: 'another-bucket',
        region: 'us-east-2',
      },
    },
    external_storage_update: { external_storage_id, display_name: 'Renamed' },
    external_storage_delete: { external_storage_id },
    external_storage_activate: { external_storage_id },
    telemetry_destinations_create: {
      endpoint_url: 'https://otel.example.com',
      workspaces: { type: 'all' },
      headers: { authorization: 'Bearer only-here-0000' },
    },
    telemetry_destinations_update: { destination_id, state: { type: 'disabled' } },
    telemetry_destinations_delete: { destination_id },
    telemetry_destinations_test: { destination_id },
    telemetry_destination_workspaces_add: { destination_id, workspace_id },
    telemetry_destination_workspaces_remove: { destination_id, workspace_id },
    compliance_settings_update: {
      state: { type: organization.complianceState === 'enabled' ? 'disabled' : 'enabled' },
    },
  };
}

/** Of the Enterprise organization. */
function enterpriseInputs({ state }: Simulator): Readonly<Record<string, object>> {
  const organization = state.organization(ENTERPRISE_ORGANIZATION_ID);
  const request = organization.increaseRequests.find(({ status }) => status === 'pending');
  const spend_limit_increase_request_id = request?.id;
  return {
    users_sign_out: { user_id: organization.members.find(({ role }) => role === 'user')?.id },
    spend_limit_increase_requests_approve: { spend_limit_increase_request_id, amount: '1' },
    spend_limit_increase_requests_deny: { spend_limit_increase_request_id },
  };
}

const all = (): readonly (readonly [string, object, Simulated])[] => [
  ...Object.entries(inputsOf(organization_.simulator)).map(
    ([id, input]) => [id, input, organization_] as const,
  ),
  ...Object.entries(enterpriseInputs(enterprise.simulator)).map(
    ([id, input]) => [id, input, enterprise] as const,
  ),
];

async function planOf({ connector }: Simulated, id: string, input: object): Promise<ForeseenRequest> {
  const plan = await connector.planById(id, input, {
    ...CONTEXT,
    consequences: true,
    deadline: NOW + 60_000,
  });
  if (!plan.ok) throw new Error(`${id}: ${plan.error.message}`);
  return plan.data;
}

/** What the API cannot tell of a real call, whatever is read. */
const ALWAYS_UNKNOWN = [
  'Webhooks of the workspace unknown: the Admin API lists those of the organization only.',
];

it('has an input for each write here', () => {
  const planned = all().map(([id]) => id);
  expect(planned.sort()).toEqual(
    WRITES.map(({ id }) => id)
      .filter((id) => !(id in WITHOUT))
      .sort(),
  );
});

it('finds out everything of each write, changes nothing and has the same digest again', async () => {
  for (const [id, input, simulated] of all()) {
    const before = simulated.simulator.journal.entries().length;
    const plan = await planOf(simulated, id, input);
    const again = await planOf(simulated, id, input);
    const asked = simulated.simulator.journal.entries().slice(before);

    expect([id, plan.unknown.filter((text) => !ALWAYS_UNKNOWN.includes(text))]).toEqual([id, []]);
    expect([id, plan.consequences.length > 0]).toEqual([id, true]);
    expect([id, asked.filter(({ method }) => method !== 'GET')]).toEqual([id, []]);
    expect([id, again.digest]).toEqual([id, plan.digest]);
    for (const { text, items = [] } of plan.consequences) {
      expect(text).toMatch(/^[^\n]{10,}$/);
      expect(items.length).toBeLessThanOrEqual(20);
    }
  }
}, 60_000);

it('never repeats a secret of the input, and binds it', async () => {
  const input = inputsOf(organization_.simulator)['telemetry_destinations_create'] as { headers: object };
  const plan = await planOf(organization_, 'telemetry_destinations_create', input);
  const other = { ...input, headers: { authorization: 'Bearer other-0000' } };

  const { consequences, final, facts, unknown } = plan;
  expect(JSON.stringify({ consequences, final, facts, unknown })).not.toContain('only-here');
  expect((await planOf(organization_, 'telemetry_destinations_create', other)).digest).not.toBe(plan.digest);
});

it('gives the inverse where there is one, which restores what was', async () => {
  const inputs = inputsOf(organization_.simulator);
  const restoring = [
    'workspaces_update',
    'users_update',
    'api_keys_update',
    'workspace_members_update',
    'workspace_members_remove',
    'workspace_members_add',
    'spend_limits_set',
    'workspace_rate_limits_update',
    'webhooks_update',
    'external_keys_update',
    'external_storage_update',
    'telemetry_destinations_update',
    'compliance_settings_update',
  ];
  for (const id of restoring) {
    const input = inputs[id] as object;
    const { inverse, before } = await planOf(organization_, id, input);
    expect([id, inverse]).toEqual([id, expect.anything()]);
    const done = await organization_.connector.invokeById(id, input, { ...CONTEXT, deadline: NOW + 60_000 });
    const undone =
      inverse && (await organization_.connector.invokeById(inverse.actionId, inverse.input, CONTEXT));
    expect([id, done.ok, undone?.ok]).toEqual([id, true, true]);
    const after = await planOf(organization_, id, input);
    const { updated_at: _was, ...old } = (before ?? {}) as { updated_at?: string };
    const { updated_at: _is, ...now } = (after.before ?? {}) as { updated_at?: string };
    expect([id, now]).toEqual([id, old]);
  }
}, 60_000);

it('counts the requests of a key as the report does', async () => {
  const { simulator } = organization_;
  const organization = simulator.state.organization(simulator.demo.organizationId);
  const stream = organization.streams.find(
    ({ api_key_id: id, shape, until }) =>
      id !== null && shape === 'steady' && until > NOW && organization.apiKeys.get(id)?.status === 'active',
  );
  const api_key_id = stream?.api_key_id ?? '';
  const { consequences } = await planOf(organization_, 'api_keys_update', { api_key_id, status: 'inactive' });

  const report = await organization_.connector.invoke(
    'analytics_usage_list',
    {
      starting_at: '2026-11-19T10:00:00Z',
      ending_at: '2026-11-20T11:00:00Z',
      time_bucket_width: '1h',
      api_key_ids: [api_key_id],
      limit: 1000,
    },
    { ...CONTEXT, deadline: NOW + 60_000 },
  );
  if (!report.ok) throw new Error(report.error.message);
  const requests = report.data.data.reduce((sum, { usage }) => sum + (usage.requests ?? 0), 0);

  expect(requests).toBeGreaterThan(0);
  expect(consequences.map(({ text }) => text).join('\n')).toContain(
    `${requests.toLocaleString('en-US')} request${requests === 1 ? '' : 's'} since yesterday 10:00 UTC`,
  );
});

it('is documented with what it reads', async () => {
  const docs = await readFile(new URL('../../../docs/plans.md', import.meta.url), 'utf8');
  const rows = [...docs.matchAll(/^\| `(\w+)` +\| (.+?) +\| (.*?) +\|$/gm)]
    .filter(([, id]) => WRITES.some((write) => write.id === id))
    .map(([, id = '', , list = '']) => [id, [...list.matchAll(/`(\w+)`/g)].map(([, read]) => read)] as const);
  const real: (readonly [string, readonly string[]])[] = [];
  for (const [id, input, simulated] of all()) {
    reads.clear();
    await planOf(simulated, id, input);
    real.push([id, [...reads].sort()]);
  }

  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(real));
}, 60_000);
