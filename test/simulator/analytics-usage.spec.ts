import { ENTERPRISE_ADMIN_KEY } from '../../simulator/src/index.js';
import { failure } from './support/ask.js';
import { withBeta } from './support/beta.js';
import { boot, demoOrganization } from './support/boot.js';
import { rowsOf, tokensOf } from './support/usage.js';

const BETA = 'analytics-usage-cost-2026-08-24';
const PATH = '/analytics/usage';
const DAY = { starting_at: '2026-11-12T00:00:00Z', ending_at: '2026-11-13T00:00:00Z' };
const demo = async () => withBeta(await boot(), BETA);

interface Row {
  readonly starting_at: string;
  readonly group: Readonly<Record<string, unknown>>;
  readonly usage: {
    readonly total_tokens: number;
    readonly requests: number;
    readonly output_tokens: number;
  };
}

const values = (rows: readonly Row[], dimension: string): unknown[] =>
  rows.map(({ group }) => group[dimension]);

it('gives one row for the whole range, rounded down to hours', async () => {
  const { get } = await demo();

  const { body } = await get(PATH, {
    starting_at: '2026-11-12T03:20:00Z',
    ending_at: '2026-11-13T09:59:00Z',
  });

  expect(body).toMatchObject({ has_more: false, next_page: null, data_refreshed_at: '2026-11-24T12:29:00Z' });
  expect(body.data).toMatchObject([
    { starting_at: '2026-11-12T03:00:00Z', ending_at: '2026-11-13T09:00:00Z' },
  ]);
});

it('agrees with the messages report', async () => {
  const booted = await boot();
  const { body } = await withBeta(booted, BETA).get(PATH, DAY);

  const older = await booted.get('/usage_report/messages', { starting_at: DAY.starting_at, limit: 1 });

  const { usage } = body.data[0];
  const { total_tokens, requests, ...amounts } = usage;
  expect(tokensOf([amounts])).toEqual(tokensOf(rowsOf(older.body.data)));
  expect(total_tokens).toBeGreaterThan(requests);
});

it('ranks by total tokens, largest first, 20 rows a page', async () => {
  const { get } = await demo();
  const query = { ...DAY, 'group_by[]': ['api_key_id'] };

  const first = (await get(PATH, query)).body;
  const rest = (await get(PATH, { ...query, limit: 1_000, page: first.next_page })).body;

  const totals = [...first.data, ...rest.data].map(({ usage }: Row) => usage.total_tokens);
  expect(first.data).toHaveLength(20);
  expect(totals).toEqual([...totals].sort((a, b) => b - a));
  expect(rest).toMatchObject({ has_more: false, next_page: null });
});

it.each(['output_tokens', 'requests', 'uncached_input_tokens'] as const)(
  'orders by %s, ascending',
  async (order_by) => {
    const { get } = await demo();
    const query = { ...DAY, 'group_by[]': ['model', 'workspace_id'], order_by, order: 'asc', limit: 1_000 };

    const rows: { usage: Record<string, number> }[] = (await get(PATH, query)).body.data;

    const amounts = rows.map(({ usage }) => usage[order_by] as number);
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
  },
);

it('gives a row for each bucket, newest first, when ordered by time', async () => {
  const { get } = await demo();
  const query = { ...DAY, time_bucket_width: '1h', order_by: 'time', 'group_by[]': ['speed'], limit: 4 };

  const { body } = await get(PATH, query);

  expect(body.data.map(({ starting_at, group }: Row) => [starting_at, group.speed])).toEqual([
    ['2026-11-12T23:00:00Z', 'standard'],
    ['2026-11-12T23:00:00Z', 'fast'],
    ['2026-11-12T22:00:00Z', 'standard'],
    ['2026-11-12T22:00:00Z', 'fast'],
  ]);
});

it('shows the real id of the default workspace', async () => {
  const booted = await boot();
  const { get } = withBeta(booted, BETA);

  const { body } = await get(PATH, { ...DAY, 'group_by[]': ['workspace_id'], limit: 100 });

  expect(values(body.data, 'workspace_id')).toContain(booted.demo.defaultWorkspaceId);
  expect(values(body.data, 'workspace_id')).not.toContain(null);
});

it('attributes usage to people, service accounts and keys', async () => {
  const { get } = await demo();

  const { body } = await get(PATH, { ...DAY, 'group_by[]': ['actor', 'actor_type'], limit: 1_000 });

  const types = body.data.map(({ group }: { group: { actor: { type: string } } }) => group.actor.type);
  expect(types).toEqual(values(body.data, 'actor_type'));
  expect(new Set(types)).toEqual(new Set(['user_actor', 'service_account_actor', 'api_actor']));
});

it('shows a removed member as deleted, or not at all', async () => {
  const booted = await boot();
  const { get } = withBeta(booted, BETA);
  const query = { ...DAY, 'group_by[]': ['actor'], 'actor_ids[]': [booted.demo.developerUserId] };
  await booted.remove(`/users/${booted.demo.developerUserId}`);

  const shown = await get(PATH, query);
  const hidden = await get(PATH, { ...query, exclude_deleted_users: true });

  expect(shown.body.data[0].group.actor).toEqual({
    type: 'user_actor',
    user_id: booted.demo.developerUserId,
    name: null,
    email_address: null,
    deleted: true,
  });
  expect(hidden.body.data).toEqual([]);
});

it.each([
  ['actor_types[]', 'actor_type'],
  ['agent_ids[]', 'agent_id'],
  ['api_key_ids[]', 'api_key_id'],
  ['context_windows[]', 'context_window'],
  ['deployment_ids[]', 'deployment_id'],
  ['environment_ids[]', 'environment_id'],
  ['inference_geos[]', 'inference_geo'],
  ['models[]', 'model'],
  ['products[]', 'product'],
  ['service_tiers[]', 'service_tier'],
  ['speeds[]', 'speed'],
  ['workspace_ids[]', 'workspace_id'],
])('filters by %s', async (filter, dimension) => {
  const { get } = await demo();
  const query = { ...DAY, 'group_by[]': [dimension], limit: 1_000 };
  const all: Row[] = (await get(PATH, query)).body.data;
  const wanted = all.filter(({ group }) => group[dimension] !== null).slice(0, 2);

  const { body } = await get(PATH, { ...query, [filter]: values(wanted, dimension) });

  expect(wanted.length).toBeGreaterThan(0);
  expect(body.data).toEqual(wanted);
});

it.each([
  'claude_tag_user_ids[]',
  'organization_ids[]',
  'rbac_group_ids[]',
  'session_ids[]',
  'slack_channel_ids[]',
  'user_profile_ids[]',
])('matches nothing by %s, which no usage has', async (filter) => {
  const { get } = await demo();

  expect((await get(PATH, { ...DAY, [filter]: ['anything'] })).body.data).toEqual([]);
});

it('finds usage without a region and without a key', async () => {
  const { get } = await demo();
  const early = { starting_at: '2026-01-05T00:00:00Z', ending_at: '2026-01-06T00:00:00Z' };

  const keyless = await get(PATH, { ...DAY, 'api_key_ids[]': [''], 'group_by[]': ['api_key_id', 'product'] });
  const regionless = await get(PATH, {
    ...early,
    'inference_geos[]': ['not_available'],
    'group_by[]': ['inference_geo'],
  });

  expect(values(keyless.body.data, 'product')).toEqual(['claude_console']);
  expect(new Set(values(regionless.body.data, 'inference_geo'))).not.toContain('global');
});

it('takes lists that a client sends as null', async () => {
  const { get } = await demo();

  expect(await get(PATH, { ...DAY, models: '', group_by: '', time_bucket_width: '' })).toMatchObject({
    status: 200,
  });
});

it('has neither workspaces nor tiers in an Enterprise organization', async () => {
  const { get } = withBeta(await boot(), BETA, ENTERPRISE_ADMIN_KEY);

  const { body } = await get(PATH, { ...DAY, 'group_by[]': ['workspace_id', 'service_tier', 'actor_type'] });

  expect(body.data.map(({ group }: Row) => [group.workspace_id, group.service_tier])).toContainEqual([
    null,
    null,
  ]);
});

it.each([
  ['a start before 2026', { starting_at: '2025-12-31T00:00:00Z' }, 'starting_at'],
  ['more than 31 days', { ending_at: '2026-12-14T00:00:00Z' }, 'ending_at'],
  ['an end before the start', { ending_at: '2026-11-11T00:00:00Z' }, 'ending_at'],
  ['buckets without an end', { ending_at: '', time_bucket_width: '1d' }, 'ending_at'],
  ['minutes of more than a day', { time_bucket_width: '1m', ending_at: '2026-11-14T00:00:00Z' }, 'ending_at'],
  ['no deleted users without actors', { exclude_deleted_users: true }, 'exclude_deleted_users'],
  ['groups with Claude Tag users', { 'group_by[]': ['claude_tag_user_id', 'rbac_group_id'] }, 'group_by[]'],
  ['an unknown product', { 'products[]': ['fax'] }, 'products[].0'],
])('refuses %s', async (_what, change, field) => {
  const { get } = await demo();

  const { status, body } = await get(PATH, { ...DAY, ...change });

  expect([status, body.error?.message.split(':')[0]]).toEqual([400, field]);
});

it('refuses six dimensions', async () => {
  const { get } = await demo();
  const six = ['model', 'speed', 'api_key_id', 'workspace_id', 'service_tier', 'product'];

  expect(failure(await get(PATH, { ...DAY, 'group_by[]': six }))).toMatchObject({
    message: 'Cannot specify more than 5 group_by[] dimensions.',
  });
});

it.each(['/analytics/usage', '/analytics/cost'])(
  'refuses %s to an organization that is ready for HIPAA',
  async (path) => {
    const booted = await boot();
    demoOrganization(booted).settings.hipaaReady = true;
    const { get } = withBeta(booted, BETA);

    expect(failure(await get(path, DAY))).toMatchObject({ status: 400, type: 'invalid_request_error' });
    expect((await get('/cost_report', { starting_at: DAY.starting_at })).status).toBe(200);
  },
);
