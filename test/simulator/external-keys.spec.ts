import { failure } from './support/ask.js';
import type { Booted } from './support/boot.js';
import { boot, demoOrganization } from './support/boot.js';

const AWS = { type: 'aws', kms_arn: 'arn:aws:kms:eu-west-1:111122223333:key/one' };
const refused = (message: string, code?: string) => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  ...(code ? { code } : {}),
});

it('registers a key and reads the region off its ARN', async () => {
  const { post } = await boot();

  const { body } = await post('/external_keys', { provider_config: AWS, display_name: 'Mine' });

  expect(body).toEqual({
    id: body.id,
    type: 'external_key',
    display_name: 'Mine',
    geo: 'us',
    provider_config: { ...AWS, region: 'eu-west-1' },
    attachment: { type: 'unattached' },
    user_profile_id: null,
    created_at: '2026-11-24T12:34:56.000Z',
    updated_at: '2026-11-24T12:34:56.000Z',
  });
});

it('lists keys newest first', async () => {
  const { get, post } = await boot();
  const { body } = await post('/external_keys', { provider_config: AWS });

  const first = (await get('/external_keys', { limit: 1 })).body;
  const rest = (await get('/external_keys', { page: first.next_page })).body;

  const attached = rest.data.map(({ attachment }: { attachment: object }) => attachment);
  expect(first.data).toEqual([body]);
  expect(attached).toEqual([{ type: 'unattached' }, { type: 'attached' }]);
});

it.each([
  ['an unknown provider', { type: 'ibm' }, "provider_config.type: Input should be 'aws' or 'gcp' or 'azure'"],
  [
    'a field of another provider',
    { ...AWS, vault_uri: 'x' },
    'provider_config.vault_uri: Extra inputs are not permitted',
  ],
  [
    'a missing field',
    { type: 'azure', key_name: 'k', vault_uri: 'u' },
    'provider_config.tenant_id: Field required',
  ],
])('refuses %s', async (_what, provider_config, message) => {
  const { post } = await boot();

  expect(failure(await post('/external_keys', { provider_config }))).toEqual(refused(message));
});

it('deletes a key only while nothing refers to it', async () => {
  const { remove, demo } = await boot();

  const spare = await remove(`/external_keys/${demo.spareExternalKeyId}`);
  const used = await remove(`/external_keys/${demo.attachedExternalKeyId}`);

  expect(spare.body).toEqual({ id: demo.spareExternalKeyId, type: 'external_key_deleted' });
  expect(failure(used)).toEqual(refused('The external key is used by a workspace.'));
});

it('keeps a key attached after its workspace was archived', async () => {
  const { get, post, remove, demo } = await boot();
  const { data } = (await get('/workspaces', { limit: 100 })).body;
  const workspace = data.find(({ external_key_id: id }: { external_key_id: string }) => id !== null);

  await post(`/workspaces/${workspace.id}/archive`);

  expect((await get(`/external_keys/${demo.attachedExternalKeyId}`)).body.attachment.type).toBe('attached');
  expect(failure(await remove(`/external_keys/${demo.attachedExternalKeyId}`))).toMatchObject({
    status: 400,
  });
});

it('moves only the name of a key in use', async () => {
  const { post, demo } = await boot();
  const path = `/external_keys/${demo.attachedExternalKeyId}`;

  const renamed = await post(path, { display_name: 'Other' });
  const moved = await post(path, { provider_config: AWS });

  expect(renamed.body.display_name).toBe('Other');
  expect(failure(moved)).toEqual(
    refused('provider_config: cannot be changed while a workspace uses the key'),
  );
});

it('never reconfigures a Google Cloud key', async () => {
  const { post, demo } = await boot();

  const answer = await post(`/external_keys/${demo.spareExternalKeyId}`, { provider_config: AWS });

  expect(failure(answer)).toEqual(refused('provider_config: a Google Cloud key cannot be changed'));
});

it('refuses to delete a key that the workspace policy allows', async () => {
  const booted = await boot();
  const id = booted.demo.spareExternalKeyId;
  demoOrganization(booted).settings.workspacePolicyKeyIds = [id];

  expect(failure(await booted.remove(`/external_keys/${id}`))).toEqual(
    refused('The workspace policy allows this external key.', 'external_key_in_workspace_policy'),
  );
});

it('tries a key, and answers 200 for one that fails', async () => {
  const booted = await boot();
  const path = `/external_keys/${booted.demo.spareExternalKeyId}/validate`;

  const works = await booted.post(path);
  demoOrganization(booted).settings.failingExternalKeyIds = [booted.demo.spareExternalKeyId];
  const fails = await booted.post(path);

  expect([works.body, fails.body]).toEqual([
    { type: 'external_key_validation', status: 'success', error: null },
    { type: 'external_key_validation', status: 'failure', error: 'Decryption with the key failed.' },
  ]);
});

it('binds a workspace to a key once', async () => {
  const { post, demo } = await boot();
  const path = `/workspaces/${demo.productionWorkspaceId}`;

  const bound = await post(path, { external_key_id: demo.spareExternalKeyId });
  const again = await post(path, { external_key_id: demo.attachedExternalKeyId });

  expect(bound.body.external_key_id).toBe(demo.spareExternalKeyId);
  expect(failure(again)).toEqual(refused('external_key_id: cannot be changed once it is set'));
});

it.each<[string, (booted: Booted) => void]>([
  ['external_key_validation_failed', (booted) => (settings(booted).failingExternalKeyIds = [spare(booted)])],
  ['external_key_validation_timed_out', (booted) => (settings(booted).slowExternalKeyIds = [spare(booted)])],
  ['workspace_policy_violation', (booted) => (settings(booted).workspacePolicyKeyIds = [])],
])('refuses to make a workspace with %s', async (code, arrange) => {
  const booted = await boot();
  arrange(booted);

  const answer = await booted.post('/workspaces', { name: 'A', external_key_id: spare(booted) });

  expect(failure(answer)).toMatchObject({ status: 400, code });
});

it('refuses a key that is bound to another user profile', async () => {
  const { post, demo } = await boot();
  const bound = { provider_config: AWS, user_profile_id: demo.userProfileId };
  const { body: key } = await post('/external_keys', bound);

  const without = await post('/workspaces', { name: 'A', external_key_id: key.id });
  const same = await post('/workspaces', {
    name: 'A',
    external_key_id: key.id,
    user_profile_id: demo.userProfileId,
  });

  expect(failure(without)).toMatchObject({ status: 400, code: 'key_profile_mismatch' });
  expect(same.body).toMatchObject({ external_key_id: key.id, user_profile_id: demo.userProfileId });
});

it('refuses to bind a key to an unknown user profile', async () => {
  const { post } = await boot();

  const answer = await post('/external_keys', { provider_config: AWS, user_profile_id: 'uprof_nobody' });

  expect(failure(answer)).toMatchObject({ status: 400, code: 'user_profile_not_found' });
});

const settings = (booted: Booted) => demoOrganization(booted).settings;
const spare = ({ demo }: Booted): string => demo.spareExternalKeyId;
