import type { Answer } from './support/ask.js';
import { failure } from './support/ask.js';
import { boot, demoOrganization } from './support/boot.js';

const names = ({ body }: Answer): string[] => body.data.map(({ name }: { name: string }) => name);
const refused = (message: string, code?: string) => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  ...(code ? { code } : {}),
});

it('makes a workspace with what is given and fills in the rest', async () => {
  const { post, get } = await boot();

  const made = await post('/workspaces', {
    name: 'Research',
    display_color: '#00FF00',
    tags: { env: 'test' },
  });

  expect(made.body).toEqual({
    id: made.body.id,
    type: 'workspace',
    name: 'Research',
    created_at: '2026-11-24T12:34:56.000Z',
    archived_at: null,
    display_color: '#00FF00',
    data_residency: {
      allowed_inference_geos: 'unrestricted',
      default_inference_geo: 'global',
      workspace_geo: 'us',
    },
    tags: { env: 'test' },
    external_key_id: null,
    user_profile_id: null,
    compartment_id: made.body.compartment_id,
  });
  expect((await get(`/workspaces/${made.body.id}`)).body).toEqual(made.body);
});

it('lists live workspaces without the default one', async () => {
  const { get } = await boot();

  const listed = names(await get('/workspaces', { limit: 100 }));

  expect(listed).toHaveLength(10);
  expect(listed).not.toEqual(expect.arrayContaining(['Default']));
});

it('lists archived workspaces and the default one when asked', async () => {
  const { get } = await boot();

  const query = { limit: 100, include_archived: true, include_default: true };

  expect(names(await get('/workspaces', query))).toEqual(
    expect.arrayContaining(['Default', 'Hackathon', 'Legacy Chatbot', 'Production']),
  );
});

it('filters by ids and skips unknown ones', async () => {
  const { get, demo } = await boot();

  const answer = await get('/workspaces', { 'ids[]': [demo.productionWorkspaceId, 'wrkspc_unknown'] });

  expect(names(answer)).toEqual(['Production']);
});

it('refuses more than 100 ids', async () => {
  const { get } = await boot();

  const answer = await get('/workspaces', {
    'ids[]': Array.from({ length: 101 }, (_, index) => `w${index}`),
  });

  expect(failure(answer)).toEqual(refused('ids[]: List should have at most 100 items after validation'));
});

it('changes what is given and leaves the rest', async () => {
  const { post, get, demo } = await boot();
  const path = `/workspaces/${demo.productionWorkspaceId}`;
  const before = (await get(path)).body;

  const after = await post(path, { name: 'Prod', tags: { env: null, team: 'core' } });

  expect(after.body).toEqual({ ...before, name: 'Prod', tags: { cost_center: 'cc-1001', team: 'core' } });
});

it('refuses a tag that begins with anthropic', async () => {
  const { post } = await boot();

  const answer = await post('/workspaces', { name: 'A', tags: { anthropic_team: 'x' } });

  expect(failure(answer)).toEqual(refused("tags.anthropic_team: tag keys must not start with 'anthropic'"));
});

it('refuses to move the data of a workspace', async () => {
  const { post, demo } = await boot();

  const change = { data_residency: { workspace_geo: 'us' } };
  const answer = await post(`/workspaces/${demo.productionWorkspaceId}`, change);

  expect(failure(answer)).toEqual(refused('data_residency.workspace_geo: Extra inputs are not permitted'));
});

it('archives a workspace and the keys in it', async () => {
  const { post, get, demo } = await boot();

  const { body } = await post(`/workspaces/${demo.productionWorkspaceId}/archive`);

  const keys = (await get('/api_keys', { workspace_id: demo.productionWorkspaceId })).body.data;
  expect(body.archived_at).toBe('2026-11-24T12:34:56.000Z');
  expect(new Set(keys.map(({ status }: { status: string }) => status))).toEqual(new Set(['archived']));
});

it.each([
  ['update', '', { name: 'Again' }],
  ['add a member to', '/members', { user_id: 'user_1', workspace_role: 'workspace_user' }],
])('refuses to %s an archived workspace', async (_what, suffix, body) => {
  const { post, demo } = await boot();

  const answer = await post(`/workspaces/${demo.archivedWorkspaceId}${suffix}`, body);

  expect(failure(answer)).toEqual(refused('An archived workspace cannot be changed.'));
});

it('archives an archived workspace again without a change', async () => {
  const { simulator, post, demo } = await boot();
  const path = `/workspaces/${demo.productionWorkspaceId}/archive`;
  const first = await post(path);
  simulator.clock.advance(60_000);

  const second = await post(path);

  expect([second.status, second.body]).toEqual([200, first.body]);
});

it('gives and colors the default workspace, but neither renames nor archives it', async () => {
  const { get, post, demo } = await boot();
  const path = `/workspaces/${demo.defaultWorkspaceId}`;

  expect((await get(path)).body.name).toBe('Default');
  expect((await post(path, { display_color: '#123456' })).body.display_color).toBe('#123456');
  expect(failure(await post(path, { name: 'Main' }))).toEqual(
    refused('The default workspace cannot be renamed.'),
  );
  expect(failure(await post(`${path}/archive`))).toEqual(
    refused('The default workspace cannot be archived.'),
  );
});

it('refuses the workspace over the cap', async () => {
  const booted = await boot();
  demoOrganization(booted).limits.liveWorkspaces = 10;

  const answer = await booted.post('/workspaces', { name: 'One more' });

  expect(failure(answer)).toEqual(
    refused('An organization can have at most 10 workspaces that are not archived.'),
  );
});

it('binds a user profile once', async () => {
  const booted = await boot();
  demoOrganization(booted).settings.userProfileIds = ['uprof_1', 'uprof_2'];
  const path = `/workspaces/${booted.demo.productionWorkspaceId}`;

  const bound = await booted.post(path, { user_profile_id: 'uprof_1' });

  expect(bound.body.user_profile_id).toBe('uprof_1');
  expect(failure(await booted.post(path, { user_profile_id: 'uprof_2' }))).toEqual(
    refused('user_profile_id: cannot be changed once it is set'),
  );
  expect(failure(await booted.post('/workspaces', { name: 'B', user_profile_id: 'uprof_3' }))).toEqual(
    refused('user_profile_id: user profile uprof_3 not found', 'user_profile_not_found'),
  );
});
