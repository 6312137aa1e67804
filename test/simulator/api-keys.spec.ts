import { failure } from './support/ask.js';
import { DAY, boot, demoOrganization } from './support/boot.js';

const refused = (message: string, code?: string) => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  ...(code ? { code } : {}),
});

it('lists 60 keys of every status and kind', async () => {
  const { get } = await boot();

  const keys = (await get('/api_keys', { limit: 1000 })).body.data;

  const kinds = keys.map((key: { principal: { type: string } | null }) => key.principal?.type ?? 'workspace');
  expect(keys).toHaveLength(60);
  expect(new Set(kinds)).toEqual(new Set(['workspace', 'user_actor', 'service_account_actor']));
  expect(new Set(keys.map(({ status }: { status: string }) => status))).toEqual(
    new Set(['active', 'inactive', 'expired', 'archived']),
  );
});

it('filters by status, workspace and creator', async () => {
  const { get, demo } = await boot();
  const all = (await get('/api_keys', { limit: 1000 })).body.data;
  const [first] = all;

  const { body } = await get('/api_keys', {
    status: 'active',
    workspace_id: demo.defaultWorkspaceId,
    created_by_user_id: first.created_by.id,
  });

  expect(body.data).toEqual([first]);
});

it('renames a key and moves it to inactive and back', async () => {
  const { post, get, demo } = await boot();
  const path = `/api_keys/${demo.activeApiKeyId}`;
  const before = (await get(path)).body;

  const changed = await post(path, { name: 'Renamed', status: 'inactive' });
  const back = await post(path, { status: 'active', name: null });

  expect(changed.body).toEqual({ ...before, name: 'Renamed', status: 'inactive' });
  expect(back.body).toEqual({ ...before, name: 'Renamed' });
});

it('archives a key for good', async () => {
  const { post, demo } = await boot();
  const path = `/api_keys/${demo.activeApiKeyId}`;

  const archived = await post(path, { status: 'archived' });
  const again = await post(path, { status: 'active' });

  expect(archived.body.status).toBe('archived');
  expect(failure(again)).toEqual(refused('An archived API key cannot be changed.'));
});

it('takes a second archiving as done', async () => {
  const { post, demo } = await boot();

  const answer = await post(`/api_keys/${demo.archivedApiKeyId}`, { status: 'archived' });

  expect(answer).toMatchObject({ status: 200, body: { status: 'archived' } });
});

it('lets an expired key only be archived', async () => {
  const { post, get, demo } = await boot();
  const path = `/api_keys/${demo.expiredApiKeyId}`;

  expect((await get(path)).body.status).toBe('expired');
  expect(failure(await post(path, { status: 'active' }))).toEqual(
    refused('An expired API key can only be archived.'),
  );
  expect(failure(await post(path, { name: 'New' }))).toEqual(
    refused('An expired API key can only be archived.'),
  );
  expect((await post(path, { status: 'archived' })).body.status).toBe('archived');
});

it('refuses to set the status expired', async () => {
  const { post, demo } = await boot();

  const answer = await post(`/api_keys/${demo.activeApiKeyId}`, { status: 'expired' });

  expect(failure(answer)).toEqual(refused("status: Input should be 'active' or 'archived' or 'inactive'"));
});

it('expires a key when its time has come', async () => {
  const { simulator, get } = await boot();
  const keys = (await get('/api_keys', { status: 'active', limit: 1000 })).body.data;
  const ending = keys.find((key: { expires_at: string | null }) => key.expires_at !== null);

  simulator.clock.advance(300 * DAY);

  expect((await get(`/api_keys/${ending.id}`)).body).toEqual({ ...ending, status: 'expired' });
});

it.each([
  ['org_api_key_limit_exceeded', 'activeApiKeys'],
  ['workspace_api_key_limit_exceeded', 'activeApiKeysPerWorkspace'],
] as const)('refuses to activate a key with %s', async (code, limit) => {
  const booted = await boot();
  const path = `/api_keys/${booted.demo.activeApiKeyId}`;
  await booted.post(path, { status: 'inactive' });
  demoOrganization(booted).limits[limit] = 1;

  const answer = await booted.post(path, { status: 'active' });

  expect(failure(answer)).toMatchObject({ status: 400, code });
});

it.each(['POST', 'DELETE'])('offers no %s on the list of keys', async (method) => {
  const { ask } = await boot();

  expect(failure(await ask(method, '/api_keys'))).toMatchObject({ status: 405 });
});
