import { DOORS, badRequest } from './support/doors.js';

const NEW = { email: 'new.person@acme-robotics.example', role: 'developer' } as const;

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK make, read, list and delete an invite', async () => {
    const { organization } = await bootSdk();

    const made = await organization.invites.create(NEW);
    const read = await organization.invites.retrieve(made.id);
    const { data } = await organization.invites.list({
      email: NEW.email,
      statuses: ['pending'],
      roles: ['developer'],
    });
    const deleted = await organization.invites.delete(made.id);

    expect([read, data]).toEqual([made, [made]]);
    expect(deleted).toEqual({ id: made.id, type: 'invite_deleted' });
  });

  it('lets the SDK read every invite page by page', async () => {
    const { organization } = await bootSdk();
    const statuses = new Set<string>();

    for await (const invite of organization.invites.list({ limit: 2 })) statuses.add(invite.status);

    expect(statuses).toEqual(new Set(['accepted', 'expired', 'pending']));
  });

  it('gives the SDK the codes of invites that are refused', async () => {
    const { organization, demo } = await bootSdk();
    await organization.invites.create(NEW);
    const member = { ...NEW, email: 'ada.kowalski@acme-robotics.example' };

    expect(await refusal(organization.invites.create(NEW))).toEqual(badRequest('invite_already_exists'));
    expect(await refusal(organization.invites.create(member))).toEqual(badRequest('already_member'));
    expect(await refusal(organization.invites.delete(demo.expiredInviteId))).toEqual(badRequest());
  });

  it('gives the SDK a 403 while the sandbox lets nothing out', async () => {
    const { organization, simulator, demo } = await bootSdk();
    simulator.state.organization(demo.organizationId).settings.sandboxEgressRestricted = true;

    expect(await refusal(organization.invites.create(NEW))).toEqual({
      status: 403,
      type: 'permission_error',
      code: 'sandbox_egress_restricted',
    });
  });
});
