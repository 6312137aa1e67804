import { DOORS, badRequest } from './support/doors.js';

const AWS = {
  type: 'aws',
  account_id: '111122223333',
  bucket_name: 'acme-new',
  region: 'us-east-2',
} as const;

const REFUSED = { status: 403, type: 'permission_error', code: null };

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK register, verify, rename, read and delete external storage', async () => {
    const { externalStorage } = (await bootSdk()).beta;

    const made = await externalStorage.create({ provider_config: AWS, display_name: 'New' });
    const verified = await externalStorage.activate(made.id);
    const renamed = await externalStorage.update(made.id, { display_name: null });
    const read = await externalStorage.retrieve(made.id);
    const deleted = await externalStorage.delete(made.id);

    expect([made.status.type, verified.status.type]).toEqual(['pending_configuration', 'available']);
    expect(read).toEqual({ ...verified, display_name: null });
    expect(renamed).toEqual(read);
    expect(deleted).toEqual({ id: made.id, type: 'external_storage_deleted' });
    expect(await refusal(externalStorage.retrieve(made.id))).toMatchObject({ status: 404 });
  });

  it('lets the SDK page through external storage of one user profile, or of none', async () => {
    const { beta, demo } = await bootSdk();
    const bound = { provider_config: AWS, user_profile_id: demo.userProfileId };
    const { id } = await beta.externalStorage.create(bound);
    const found: string[] = [];

    for await (const one of beta.externalStorage.list({ limit: 1 })) found.push(one.id);
    const { data } = await beta.externalStorage.list({ user_profile_ids: [demo.userProfileId] });

    expect(found).toHaveLength(4);
    expect(data.map((one) => one.id)).toEqual([id]);
    expect((await beta.externalStorage.list({ user_profile_ids: [''] })).data).toHaveLength(3);
  });

  it('gives the SDK the code of a deletion that began a removal', async () => {
    const { beta, demo } = await bootSdk();
    const id = demo.drainingExternalStorageId;

    expect(await refusal(beta.externalStorage.delete(id))).toEqual(badRequest('external_storage_in_use'));
    expect((await beta.externalStorage.retrieve(id)).status).toMatchObject({ removal_started: true });
    expect(await beta.externalStorage.delete(id)).toMatchObject({ type: 'external_storage_deleted' });
  });

  it('lets the SDK read the data controls of a Google Cloud project, and not change them', async () => {
    const { beta, demo } = await bootSdk();
    const { dataControls } = beta.providers.google.projects;

    expect(await dataControls.retrieve(demo.googleProjectNumber)).toMatchObject({
      project_number: demo.googleProjectNumber,
      cmek: { type: 'enabled' },
    });
    expect(await refusal(dataControls.update(demo.googleProjectNumber, {}))).not.toMatchObject({
      status: 200,
    });
  });

  it('refuses inference_data_privacy of an Admin key', async () => {
    const { beta, demo } = await bootSdk();
    const inference_data_privacy = { human_review: { type: 'disabled' } } as const;
    const params = { inference_data_privacy, betas: ['efs-2026-10-01'] };

    expect(await refusal(beta.workspaces.create({ name: 'Private', ...params }))).toEqual(REFUSED);
    expect(await refusal(beta.workspaces.update(demo.productionWorkspaceId, params))).toEqual(REFUSED);
  });
});
