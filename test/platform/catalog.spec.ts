import { ACTIONS } from 'anthropic-admin-connector';
import { bootPlatform, type BootedPlatform } from './support/boot-platform.js';
import { problem } from './support/problems.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
});
afterAll(() => platform.close());

it('answers /health without a token', async () => {
  const response = await fetch(`${platform.url}/health`);

  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok', connectors: ['anthropic'] });
});

it('tells how a connector is connected', async () => {
  const { status, body } = await platform.call('');

  expect(status).toBe(200);
  expect(body).toEqual({
    id: 'anthropic',
    name: expect.any(String),
    vendor: 'Anthropic',
    description: expect.any(String),
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    credential: {
      kind: 'api_key',
      name: 'Admin key',
      field: { name: 'api_key', label: 'API Key', secret: true, placeholder: 'sk-ant-admin01-…' },
      help: expect.any(String),
      page: expect.stringMatching(/^https:/),
    },
    packs: {
      members: 'Members, invites and workspace members',
      workspaces: 'Workspaces, their members and rate limits',
      keys: 'API keys, encryption keys and external storage',
      finops: 'Usage, costs and spend limits',
      integrations: 'Webhooks, telemetry and compliance settings',
    },
    actionCount: ACTIONS.length,
  });
});

it('lists the connectors that are mounted', async () => {
  const manifest = await platform.call('');

  const { body } = await platform.call('//v1/connectors');

  expect(body).toEqual({ data: [manifest.body] });
});

it('lists every action in order, and marks those that the API does not offer', async () => {
  const { status, body } = await platform.call('/actions');

  const { data } = body as { data: { id: string; available: boolean }[] };
  const limited = data.filter(({ available }) => !available).map(({ id }) => id);
  expect(status).toBe(200);
  expect(data.map(({ id }) => id)).toEqual(ACTIONS.map(({ id }) => id));
  expect(limited).toEqual(
    expect.arrayContaining(['api_keys_create', 'api_keys_delete', 'workspaces_delete']),
  );
});

it('lists the operations that want another credential where all are asked for', async () => {
  const { body } = await platform.call('/actions?include=all');

  const { data } = body as { data: unknown[] };
  expect(data.length).toBeGreaterThan(ACTIONS.length);
});

it('lists what is switched off where that is asked for', async () => {
  await platform.call('/actions/users_list/switch', { method: 'PUT', body: { enabled: false } });

  const ids = async (query: string): Promise<string[]> => {
    const { body } = await platform.call(`/actions${query}`);
    return (body as { data: { id: string }[] }).data.map(({ id }) => id);
  };
  const listings = [
    await ids(''),
    await ids('?include=switched_off'),
    await ids('?include=all,switched_off'),
  ];
  await platform.call('/actions/users_list/switch', { method: 'PUT', body: { enabled: true } });

  expect(listings.map((listing) => listing.includes('users_list'))).toEqual([false, true, true]);
  expect(listings[1]).toEqual(ACTIONS.map(({ id }) => id));
});

it.each(['none', '', 'all,none', 'all&include=all'])('answers 422 for ?include=%s', async (include) => {
  const { status, body } = await platform.call(`/actions?include=${include}`);

  expect(status).toBe(422);
  expect(body).toMatchObject({ error: { issues: [{ path: 'include', rule: 'isIn' }] } });
});

it.each(ACTIONS.map(({ id }) => id))('describes %s with its schemas and an example', async (id) => {
  const { status, body } = await platform.call(`/actions/${id}`);

  expect(status).toBe(200);
  expect(body).toMatchObject({
    id,
    title: expect.any(String),
    inputSchema: { type: 'object', additionalProperties: false },
    example: expect.any(Object),
    limitations: expect.any(Array),
  });
});

it('tells the limitations of an action that is not offered', async () => {
  const { body } = await platform.call('/actions/api_keys_delete');

  expect(body).toMatchObject({
    available: false,
    limitations: [{ id: 'api_keys_delete_unsupported', workaround: expect.any(String) }],
  });
});

it('answers 404 for an unknown connector, naming those that there are', async () => {
  const { status, body } = await platform.call('//v1/connectors/nobody/actions');

  expect(status).toBe(404);
  expect(body).toEqual(
    problem(404, 'Unknown connector', {
      code: 'unknown_connector',
      blame: 'caller',
      message: 'There is no connector with this name.',
      fix: 'Mounted here: anthropic.',
      retry: { allowed: false },
    }),
  );
});

it('answers 404 for an unknown action, saying where they are listed', async () => {
  const { status, body } = await platform.call('/actions/users_explode');

  expect(status).toBe(404);
  expect(body).toEqual(
    problem(404, 'Unknown action', {
      code: 'unknown_action',
      blame: 'caller',
      message: 'There is no action with this name.',
      fix: 'GET /v1/connectors/anthropic/actions lists them all.',
      retry: { allowed: false },
    }),
  );
});
