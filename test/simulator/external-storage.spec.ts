import { failure } from './support/ask.js';
import type { Booted } from './support/boot.js';
import { boot, demoOrganization } from './support/boot.js';

const STORAGE = 'efs-2026-10-01';
const GOOGLE = 'google-managed-data-controls-2026-09-01';
const AWS = {
  type: 'aws',
  account_id: '111122223333',
  bucket_name: 'acme-new',
  region: 'us-east-2',
} as const;
const GCP = { type: 'gcp', project_number: '7', bucket_name: 'acme-new', region: 'us-east5' } as const;

/** A booted simulator with short ways of asking it with the beta header. */
async function bootBeta(beta = STORAGE) {
  const booted = await boot();
  const headers = { 'anthropic-beta': beta };
  return {
    ...booted,
    get: (path: string, query: object = {}) => booted.ask('GET', path, { headers, query }),
    post: (path: string, body?: unknown) => booted.ask('POST', path, { headers, body }),
    remove: (path: string) => booted.ask('DELETE', path, { headers }),
  };
}

const set = (booted: Booted, settings: object): object =>
  Object.assign(demoOrganization(booted).settings, settings);

it('registers a bucket that is pending, verifies it and renames it', async () => {
  const { post, get } = await bootBeta();
  const { body: made } = await post('/external_storage', { provider_config: AWS, display_name: 'New' });
  const at = '2026-11-24T12:34:56.000Z';
  const facts = { type: 'external_storage', provider_config: AWS, user_profile_id: null };
  const times = { created_at: at, updated_at: at };

  expect(made).toEqual({
    ...{ ...facts, ...times, id: expect.stringMatching(/^estrg_01/), display_name: 'New' },
    ...{ setup_template_version: null, status: { type: 'pending_configuration' } },
  });
  const { body: verified } = await post(`/external_storage/${made.id}/activate`);
  expect(verified).toEqual({
    ...{ ...made, setup_template_version: '1' },
    status: { type: 'available', healthy: true, last_checked_at: at },
  });
  const { body: renamed } = await post(`/external_storage/${made.id}`, { display_name: null });
  expect(renamed).toEqual({ ...verified, display_name: null });
  expect((await get(`/external_storage/${made.id}`)).body).toEqual(renamed);
});

it('lists storage newest first, by user profile, also those of none', async () => {
  const { get, post, demo } = await bootBeta();
  const bound = { provider_config: AWS, user_profile_id: demo.userProfileId };
  const { id } = (await post('/external_storage', bound)).body;
  const ids = async (query: object): Promise<string[]> =>
    (await get('/external_storage', query)).body.data.map((one: { id: string }) => one.id);
  const seeded = [
    demo.pendingExternalStorageId,
    demo.activeExternalStorageId,
    demo.drainingExternalStorageId,
  ];

  expect(await ids({})).toEqual([id, ...seeded]);
  expect(await ids({ 'user_profile_ids[]': demo.userProfileId })).toEqual([id]);
  expect(await ids({ 'user_profile_ids[]': '' })).toEqual(seeded);
  expect((await get('/external_storage', { 'user_profile_ids[]': Array(11).fill('a') })).status).toBe(400);
});

it.each([
  ['not approved', { externalStorageApproval: 'missing' }, 400, 'grant_required'],
  ['not eligible', { externalStorageApproval: 'ineligible' }, 400, 'organization_not_eligible'],
  ['not readable', { externalStorageApproval: 'unreadable' }, 503, 'authorization_check_unavailable'],
  ['on another provider', { externalStorageProviders: ['gcp'] }, 400, 'provider_not_allowed'],
  ['in another region', { externalStorageRegions: ['us-east-1'] }, 400, 'unsupported_region'],
])('refuses to register a bucket %s', async (_, settings, status, code) => {
  const booted = await bootBeta();
  set(booted, settings);

  const answer = await booted.post('/external_storage', { provider_config: AWS });

  expect(failure(answer)).toMatchObject({ status, code });
  expect(answer.headers.get('retry-after')).toBe(status === 503 ? '5' : null);
});

it('refuses a bucket twice, an unknown user profile and a name of Google', async () => {
  const { post } = await bootBeta();
  const make = async (provider_config: object, more: object = {}) =>
    failure(await post('/external_storage', { provider_config, ...more }));
  await post('/external_storage', { provider_config: AWS });
  await post('/external_storage', { provider_config: GCP });

  expect(await make(AWS)).toMatchObject({ status: 409, code: 'storage_already_registered' });
  expect(await make({ ...AWS, bucket_name: 'two' }, { user_profile_id: 'uprof_0' })).toMatchObject({
    status: 400,
    code: 'user_profile_not_found',
  });
  expect(await make({ ...GCP, bucket_name: 'my-google-one' })).toMatchObject({ status: 400 });
  expect(await make({ ...GCP, account_id: '1' })).toMatchObject({ status: 400 });
});

it('leaves a bucket pending that fails verification, and says what to correct', async () => {
  const booted = await bootBeta();
  set(booted, { failingStorageBuckets: [AWS.bucket_name] });
  const { body } = await booted.post('/external_storage', { provider_config: AWS });

  const refused = await booted.post(`/external_storage/${body.id}/activate`);

  expect(refused.body.error.details).toEqual({
    error_code: 'storage_verification_failed',
    failed_checks: [{ check: 'versioning', message: 'Turn versioning of the bucket on.', role: null }],
    field: null,
  });
  expect((await booted.get(`/external_storage/${body.id}`)).body).toEqual(body);
});

it('returns verified storage unchanged and unchecked', async () => {
  const booted = await bootBeta();
  const path = `/external_storage/${booted.demo.activeExternalStorageId}`;
  const { body } = await booted.get(path);
  set(booted, { failingStorageBuckets: [body.provider_config.bucket_name] });

  expect((await booted.post(`${path}/activate`)).body).toEqual(body);
});

describe('the deletion', () => {
  it('is done at once where no workspace ever used the storage', async () => {
    const { remove, get, demo } = await bootBeta();
    const path = `/external_storage/${demo.pendingExternalStorageId}`;

    const { body } = await remove(path);

    expect(body).toEqual({ id: demo.pendingExternalStorageId, type: 'external_storage_deleted' });
    expect((await get(path)).status).toBe(404);
  });

  it('begins at the refusal of draining storage, and ends at the next one', async () => {
    const { simulator, remove, get, demo } = await bootBeta();
    const path = `/external_storage/${demo.drainingExternalStorageId}`;
    expect((await get(path)).body.status).toMatchObject({ type: 'draining', removal_started: false });

    expect(failure(await remove(path))).toMatchObject({ status: 400, code: 'external_storage_in_use' });
    expect((await get(path)).body.status).toMatchObject({ type: 'draining', removal_started: true });
    expect((await remove(path)).status).toBe(200);
    const removals = simulator.journal.entries().filter(({ method }) => method === 'DELETE');
    expect(removals.map(({ effect }) => effect)).toEqual(['partial', 'done']);
  });

  it('is refused of storage in use, and of what a workspace policy lists', async () => {
    const booted = await bootBeta();
    const { activeExternalStorageId: used, pendingExternalStorageId: listed } = booted.demo;
    set(booted, { workspacePolicyStorageIds: [listed] });
    const refusal = async (id: string) => failure(await booted.remove(`/external_storage/${id}`));

    expect(await refusal(used)).toMatchObject({ status: 400, code: 'external_storage_in_use' });
    expect(await refusal(listed)).toMatchObject({
      status: 400,
      code: 'external_storage_in_workspace_policy',
    });
  });
});

it('names AWS storage by its ARN on Claude Platform on AWS', async () => {
  const booted = await bootBeta();
  set(booted, { claudePlatformOnAws: true });
  const { body } = await booted.post('/external_storage', { provider_config: AWS });
  const code = async (id: string): Promise<unknown> =>
    (await booted.get(`/external_storage/${id}`)).body.error.details?.error_code;

  expect(body.id).toBe('arn:aws:s3:::acme-new');
  expect((await booted.get(`/external_storage/${encodeURIComponent(body.id)}`)).body).toEqual(body);
  expect(await code('acme-new')).toBe('invalid_storage_arn');
  expect(await code(booted.demo.activeExternalStorageId)).toBe('invalid_storage_arn');
});

it('shows the data controls of a project that the organization owns', async () => {
  const { get, demo } = await bootBeta(GOOGLE);
  const of = (number: string) => get(`/providers/google/projects/${number}/data_controls`);

  expect((await of(demo.googleProjectNumber)).body).toMatchObject({
    type: 'google_managed_project_data_controls',
    project_number: demo.googleProjectNumber,
    cmek: { type: 'enabled', external_key_ids: { 'us-east5': demo.attachedExternalKeyId } },
    storage: { type: 'disabled' },
  });
  expect((await of('999')).status).toBe(404);
  expect((await of('acme-project')).status).toBe(400);
});

describe('inference_data_privacy', () => {
  const body = { name: 'Private', inference_data_privacy: { human_review: { type: 'disabled' } } };

  it.each(['/workspaces', '/workspaces/of-the-demo'])('is refused of an Admin key at %s', async (path) => {
    const { post, get, demo } = await bootBeta();
    const before = (await get('/workspaces')).body;

    const answer = await post(path.replace('of-the-demo', demo.productionWorkspaceId), body);

    expect(failure(answer)).toMatchObject({ status: 403, type: 'permission_error' });
    expect((await get('/workspaces')).body).toEqual(before);
  });

  it('is an unknown field without the beta header, and cannot be null with it', async () => {
    const { post, ask } = await bootBeta();

    expect(failure(await ask('POST', '/workspaces', { body }))).toMatchObject({
      status: 400,
      message: 'inference_data_privacy: Extra inputs are not permitted',
    });
    expect(failure(await post('/workspaces', { ...body, inference_data_privacy: null }))).toMatchObject({
      status: 400,
    });
  });
});
