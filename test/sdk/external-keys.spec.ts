import { demoOrganization } from '../simulator/support/boot.js';
import { DOORS, badRequest } from './support/doors.js';

const AZURE = {
  type: 'azure',
  key_name: 'k',
  tenant_id: 't',
  vault_uri: 'https://v.vault.azure.net',
} as const;

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK register, read, change, try and delete a key', async () => {
    const { externalKeys } = (await bootSdk()).organization;

    const made = await externalKeys.create({ provider_config: AZURE, display_name: 'A', geo: 'us' });
    const changed = await externalKeys.update(made.id, { display_name: null });
    const tried = await externalKeys.validate(made.id);
    const deleted = await externalKeys.delete(made.id);

    expect(changed).toEqual({ ...made, display_name: null });
    expect(tried.status).toBe('success');
    expect(deleted).toEqual({ id: made.id, type: 'external_key_deleted' });
    expect(await refusal(externalKeys.retrieve(made.id))).toMatchObject({ status: 404 });
  });

  it('lets the SDK page through keys', async () => {
    const { organization } = await bootSdk();
    const names: (string | null)[] = [];

    for await (const key of organization.externalKeys.list({ limit: 1 })) names.push(key.display_name);

    expect(names).toEqual(['Spare', 'Legal documents']);
  });

  it('gives the SDK the codes of keys that are refused', async () => {
    const booted = await bootSdk();
    const { organization, demo } = booted;
    const unknown = { provider_config: AZURE, user_profile_id: 'uprof_nobody' };
    const remove = () => refusal(organization.externalKeys.delete(demo.spareExternalKeyId));

    expect(await refusal(organization.externalKeys.create(unknown))).toEqual(
      badRequest('user_profile_not_found'),
    );
    expect(await refusal(organization.externalKeys.delete(demo.attachedExternalKeyId))).toEqual(badRequest());
    demoOrganization(booted).settings.workspacePolicyKeyIds = [demo.spareExternalKeyId];
    expect(await remove()).toEqual(badRequest('external_key_in_workspace_policy'));
  });
});
