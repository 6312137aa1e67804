import { ENTERPRISE_ADMIN_KEY } from '../../simulator/src/index.js';
import { DOORS, badRequest } from './support/doors.js';

describe.each(DOORS)('by $door', ({ bootSdk, refusal }) => {
  it('lets the SDK sign out a member of an Enterprise organization', async () => {
    const { beta } = await bootSdk({}, ENTERPRISE_ADMIN_KEY);
    const [member] = (await beta.users.list({ roles: ['user'] })).data;

    expect(await beta.users.signOut(member?.id ?? '')).toEqual(member);
  });

  it('gives the SDK the codes by role', async () => {
    const { beta } = await bootSdk({}, ENTERPRISE_ADMIN_KEY);
    const codes: Record<string, unknown> = {};

    for await (const { id, role } of beta.users.list()) codes[role] = await refusal(beta.users.signOut(id));

    const forbidden = (code: string) => ({ status: 403, type: 'permission_error', code });
    expect(codes).toEqual({
      user: { status: 200, type: null, code: null },
      primary_owner: badRequest('cannot_sign_out_primary_owner'),
      owner: forbidden('cannot_sign_out_owner'),
      membership_admin: forbidden('cannot_sign_out_membership_admin'),
      managed: forbidden('cannot_sign_out_managed_member'),
      admin: forbidden('cannot_sign_out_privileged_member'),
    });
  });

  it('gives the SDK the code of an organization without the beta', async () => {
    const { beta, demo } = await bootSdk();

    expect(await refusal(beta.users.signOut(demo.userUserId))).toEqual(
      badRequest('organization_not_enrolled_in_beta'),
    );
  });
});
