import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

interface Entry {
  readonly id: string;
  readonly group: { readonly type: string };
}

it('gives everything on one page unless limited', async () => {
  const { get } = await boot();

  const { body } = await get('/rate_limits');

  expect(body.next_page).toBeNull();
  expect(new Set(body.data.map(({ group }: Entry) => group.type))).toEqual(
    new Set(['model_group', 'batch', 'token_count', 'files', 'skills', 'web_search']),
  );
});

it('pages when limited', async () => {
  const { get } = await boot();
  const all = (await get('/rate_limits')).body.data;

  const first = (await get('/rate_limits', { limit: 4 })).body;
  const rest = (await get('/rate_limits', { limit: 100, page: first.next_page })).body;

  expect([...first.data, ...rest.data]).toEqual(all);
  expect(rest.next_page).toBeNull();
});

it('narrows to one group by model, and answers 404 for an unknown one', async () => {
  const { get } = await boot();

  const { body } = await get('/rate_limits', { model: 'claude-sonnet-5-5' });

  expect(body.data).toMatchObject([{ group: { id: 'claude_sonnet_5', display_name: 'Claude Sonnet 5' } }]);
  expect(failure(await get('/rate_limits', { model: 'claude-1' }))).toEqual({
    status: 404,
    type: 'not_found_error',
    message: 'Model claude-1 not found.',
  });
});

it('serves group_type under 2023-06-01 only', async () => {
  const { ask, get } = await boot();
  const newer = { headers: { 'anthropic-version': '2026-10-21' }, query: { group_type: 'batch' } };

  const [old] = (await get('/rate_limits', { group_type: 'batch' })).body.data;
  const [recent] = (await ask('GET', '/rate_limits', newer)).body.data;

  expect(old).toEqual({ ...recent, group_type: 'batch' });
  expect(recent).not.toHaveProperty('group_type');
});

it('lists only the overrides of a workspace unless inherited ones are asked for', async () => {
  const { get } = await boot();
  const { data: workspaces } = (await get('/workspaces', { limit: 100 })).body;
  const staging = workspaces.find(({ name }: { name: string }) => name === 'Staging');

  const own = (await get(`/workspaces/${staging.id}/rate_limits`)).body.data;
  const all = (await get(`/workspaces/${staging.id}/rate_limits`, { include_inherited: true })).body.data;

  const override = {
    type: 'requests_per_minute',
    value: 100,
    org_limit: 2_000,
    source: { type: 'workspace' },
  };
  const inherited = { value: 800_000, org_limit: 800_000, source: { type: 'organization' } };
  expect(own).toMatchObject([{ workspace_id: staging.id, limits: [override] }]);
  expect(all).toHaveLength(10);
  expect(all[0].limits.slice(0, 2)).toEqual([
    override,
    { type: 'input_tokens_per_minute_cache_aware', ...inherited },
  ]);
});

it('sets, keeps and clears overrides limiter by limiter', async () => {
  const { get, post, demo } = await boot();
  const [{ id }] = (await get('/rate_limits')).body.data;
  const path = `/workspaces/${demo.productionWorkspaceId}/rate_limits`;
  const requests = (value: number | null) => ({ type: 'requests_per_minute', value });

  await post(`${path}/${id}`, { limits: [requests(50), { type: 'fast_otpm', value: 7 }] });
  const cleared = await post(`${path}/${id}`, { limits: [requests(null)] });

  expect(cleared.body).toMatchObject({
    type: 'workspace_rate_limit',
    rate_limit_id: id,
    limits: [{ type: 'fast_otpm', value: 7, org_limit: null, source: { type: 'workspace' } }],
  });
  expect((await get(path)).body.data).toEqual([cleared.body]);
});

it('refuses overrides of the default workspace, of an archived one and of an unknown group', async () => {
  const { get, post, demo } = await boot();
  const [{ id }] = (await get('/rate_limits')).body.data;
  const set = (workspace: string, group: string) =>
    post(`/workspaces/${workspace}/rate_limits/${group}`, { limits: [] });

  expect(failure(await set(demo.defaultWorkspaceId, id))).toMatchObject({ status: 400 });
  expect(failure(await set(demo.archivedWorkspaceId, id))).toMatchObject({ status: 400 });
  expect(failure(await set(demo.productionWorkspaceId, 'rl_nothing'))).toMatchObject({ status: 404 });
});
