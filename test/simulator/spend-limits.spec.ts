import { ENTERPRISE_ADMIN_KEY, SECOND_ADMIN_KEY } from '../../simulator/src/index.js';
import type { Answer } from './support/ask.js';
import { failure } from './support/ask.js';
import { withBeta } from './support/beta.js';
import { boot } from './support/boot.js';

const BETA = 'spend-limit-reads-2026-09-26';
const PATH = '/spend_limits';
const ORGANIZATION = { type: 'organization' };

const scopes = ({ body }: Answer): string[] =>
  body.data.map(({ scope }: { scope: { type: string } }) => scope.type);

const console = async () => withBeta(await boot(), BETA);
const enterprise = async () => withBeta(await boot(), BETA, ENTERPRISE_ADMIN_KEY);

it('lists the limits of a Console organization, newest first', async () => {
  const { get } = await console();

  const answer = await get(PATH);

  expect(scopes(answer)).toEqual(['workspace', 'organization', 'usage_tier']);
  expect(answer.body.data[1]).toEqual({
    id: answer.body.data[1].id,
    type: 'spend_limit',
    amount: '5000000',
    currency: 'USD',
    period: 'monthly',
    scope: ORGANIZATION,
    is_enabled: true,
    created_at: '2026-01-28T14:00:00.000Z',
    updated_at: '2026-01-28T14:00:00.000Z',
  });
});

it('lists the limits of an Enterprise organization by scope, page by page', async () => {
  const { get } = await enterprise();

  const first = await get(PATH, { limit: 4 });
  const rest = await get(PATH, { limit: 4, page: first.body.next_page });

  expect([...scopes(first), ...scopes(rest)]).toEqual([
    'organization',
    'seat_tier',
    'seat_tier',
    'rbac_group',
    'organization_service',
    'user',
    'user',
  ]);
  expect(rest.body.next_page).toBeNull();
});

it('filters by scope and by workspace', async () => {
  const booted = await boot();
  const { get } = withBeta(booted, BETA);

  const byScope = await get(PATH, { 'scope_type[]': ['organization', 'usage_tier'] });
  const byWorkspace = await get(PATH, { workspace_id: booted.demo.productionWorkspaceId });

  expect([scopes(byScope), scopes(byWorkspace)]).toEqual([['organization', 'usage_tier'], ['workspace']]);
});

it('refuses filters that do not apply to the kind of organization', async () => {
  const ofConsole = await console();
  const ofEnterprise = await enterprise();

  expect(failure(await ofConsole.get(PATH, { 'scope_type[]': ['user'] }))).toMatchObject({ status: 400 });
  expect(failure(await ofEnterprise.get(PATH, { workspace_id: 'wrkspc_1' }))).toMatchObject({ status: 400 });
});

it('sets a limit, and overwrites that of the same scope and period', async () => {
  const booted = await boot();
  const { get, post } = withBeta(booted, BETA);
  const before = (await get(PATH)).body.data[1];
  booted.simulator.clock.advance(1_000);

  const { body } = await post(PATH, { scope: ORGANIZATION, amount: '70000' });

  expect(body).toEqual({ ...before, amount: '70000', updated_at: '2026-11-24T12:34:57.000Z' });
  expect((await get(`${PATH}/${before.id}`)).body).toEqual(body);
});

it('sets an explicit no-limit for a member of an Enterprise organization', async () => {
  const { get, post } = await enterprise();
  const [member] = (await get('/users', { 'roles[]': ['user'] })).body.data;
  const scope = { type: 'user', user_id: member.id };

  const { body } = await post(PATH, { scope, amount: null, period: 'weekly' });

  expect(body).toMatchObject({ scope, amount: null, period: 'weekly', type: 'spend_limit' });
});

it.each([
  ['a number', { amount: 500, scope: ORGANIZATION }],
  ['a fraction', { amount: '1.5', scope: ORGANIZATION }],
  ['a leading zero', { amount: '007', scope: ORGANIZATION }],
  ['a negative amount', { amount: '-1', scope: ORGANIZATION }],
  ['no limit, which only Enterprise has', { amount: null, scope: ORGANIZATION }],
  ['another period than a month', { amount: '1', scope: ORGANIZATION, period: 'daily' }],
  ['a member of a Console organization', { amount: '1', scope: { type: 'user', user_id: 'user_1' } }],
  ['a scope that cannot be set', { amount: '1', scope: { type: 'usage_tier' } }],
])('refuses to set %s', async (_what, body) => {
  const { post } = await console();

  expect(failure(await post(PATH, body))).toMatchObject({ status: 400, type: 'invalid_request_error' });
});

it('answers 404 for a target that there is not', async () => {
  const { post } = await console();

  const scope = { type: 'workspace', workspace_id: 'wrkspc_nothing' };

  expect(failure(await post(PATH, { amount: '1', scope }))).toMatchObject({ status: 404 });
});

it('deletes what may be set, and nothing else', async () => {
  const { get, remove } = await console();
  const [workspace, , tier] = (await get(PATH)).body.data;

  expect((await remove(`${PATH}/${workspace.id}`)).body).toEqual({
    id: workspace.id,
    type: 'spend_limit_deleted',
  });
  expect(failure(await remove(`${PATH}/${tier.id}`))).toEqual({
    status: 400,
    type: 'invalid_request_error',
    message: 'A usage_tier limit cannot be deleted.',
  });
});

it('answers with its codes where an Admin key may not', async () => {
  const { get, post, remove } = withBeta(await boot(), BETA, SECOND_ADMIN_KEY);
  const forbidden = { status: 403, code: 'spend_limits_admin_api_writes_not_enabled' };

  expect(failure(await get(`${PATH}/spl_1`))).toMatchObject(forbidden);
  expect(failure(await post(PATH, { amount: '1', scope: ORGANIZATION }))).toMatchObject(forbidden);
  expect(failure(await remove(`${PATH}/spl_1`))).toMatchObject(forbidden);
  expect(failure(await get(PATH))).toMatchObject({ status: 400, code: 'organization_type_not_supported' });
});

it('limits spend limits to 60 a minute', async () => {
  const booted = await boot({ requestsPerMinute: 1_000 });
  const { get } = withBeta(booted, BETA);
  await Promise.all(Array.from({ length: 60 }, () => get(PATH)));

  expect((await get(PATH)).status).toBe(429);
  expect((await booted.get('/me')).status).toBe(200);
});
