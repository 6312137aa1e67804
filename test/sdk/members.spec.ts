import { demoOrganization } from '../simulator/support/boot.js';
import { DOORS, badRequest } from './support/doors.js';

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK read every member page by page', async () => {
    const { organization } = await bootSdk();
    const names: string[] = [];

    for await (const member of organization.users.list({ limit: 4 })) names.push(member.name);

    expect(names).toHaveLength(30);
    expect(new Set(names).size).toBe(30);
  });

  it('lets the SDK filter, change and remove members', async () => {
    const { organization, demo } = await bootSdk();

    const { data } = await organization.users.list({
      roles: ['billing'],
      email: 'Clara.Lindqvist@acme-robotics.example',
    });
    const changed = await organization.users.update(demo.userUserId, { role: 'claude_code_user' });
    const removed = await organization.users.remove(demo.userUserId);

    expect(data).toMatchObject([{ id: demo.billingUserId, role: 'billing' }]);
    expect(changed).toMatchObject({ id: demo.userUserId, role: 'claude_code_user' });
    expect(removed).toEqual({ id: demo.userUserId, type: 'user_deleted' });
    expect(await refusal(organization.users.retrieve(demo.userUserId))).toMatchObject({ status: 404 });
  });

  it('refuses the SDK the removal of an admin and of the last member', async () => {
    const booted = await bootSdk();
    const { organization, demo } = booted;

    expect(await refusal(organization.users.remove(demo.adminUserId))).toEqual(badRequest());
    const { members } = demoOrganization(booted);
    for (const { id } of members.values()) if (id !== demo.userUserId) members.remove(id);
    expect(await refusal(organization.users.remove(demo.userUserId))).toEqual(
      badRequest('cannot_remove_last_member'),
    );
  });
});
