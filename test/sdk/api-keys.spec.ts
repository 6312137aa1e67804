import { demoOrganization } from '../simulator/support/boot.js';
import { DOORS, badRequest } from './support/doors.js';

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK read every key page by page', async () => {
    const { organization } = await bootSdk();
    const statuses = new Set<string>();

    for await (const key of organization.apiKeys.list({ limit: 9 })) statuses.add(key.status);

    expect(statuses).toEqual(new Set(['active', 'inactive', 'expired', 'archived']));
  });

  it('lets the SDK rename a key and move it through its states', async () => {
    const { organization, demo } = await bootSdk();
    const before = await organization.apiKeys.retrieve(demo.activeApiKeyId);

    const inactive = await organization.apiKeys.update(before.id, { name: 'New', status: 'inactive' });
    const archived = await organization.apiKeys.update(before.id, { status: 'archived' });

    expect(inactive).toEqual({ ...before, name: 'New', status: 'inactive' });
    expect(archived).toEqual({ ...inactive, status: 'archived' });
    expect(await refusal(organization.apiKeys.update(before.id, { status: 'active' }))).toEqual(badRequest());
  });

  it('gives the SDK the codes of a reactivation that is refused', async () => {
    const booted = await bootSdk();
    const { organization, demo } = booted;
    const activate = () => refusal(organization.apiKeys.update(demo.activeApiKeyId, { status: 'active' }));
    await organization.apiKeys.update(demo.activeApiKeyId, { status: 'inactive' });
    const { limits } = demoOrganization(booted);

    limits.activeApiKeysPerWorkspace = 0;
    expect(await activate()).toEqual(badRequest('workspace_api_key_limit_exceeded'));
    limits.activeApiKeys = 0;
    expect(await activate()).toEqual(badRequest('org_api_key_limit_exceeded'));
  });
});
