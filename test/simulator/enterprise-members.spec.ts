import { ENTERPRISE_ADMIN_KEY } from '../../simulator/src/index.js';
import { failure } from './support/ask.js';
import { withBeta } from './support/beta.js';
import { boot } from './support/boot.js';

const enterprise = async () => withBeta(await boot(), 'none', ENTERPRISE_ADMIN_KEY);

it('takes the roles of an Enterprise organization', async () => {
  const { get, post } = await enterprise();
  const [member] = (await get('/users', { 'roles[]': ['user'] })).body.data;

  const changed = await post(`/users/${member.id}`, { role: 'managed' });
  const refused = await post(`/users/${member.id}`, { role: 'developer' });

  expect(changed.body).toEqual({ ...member, role: 'managed' });
  expect(failure(refused)).toMatchObject({
    status: 400,
    message:
      "role: 'developer' is not available to enterprise organizations; supported roles are user, managed",
  });
});

it.each(['owner', 'primary_owner', 'membership_admin'])(
  'neither removes nor demotes a member who is %s',
  async (role) => {
    const { get, post, remove } = await enterprise();
    const [member] = (await get('/users', { 'roles[]': [role] })).body.data;

    expect(failure(await remove(`/users/${member.id}`))).toMatchObject({ status: 400 });
    expect(failure(await post(`/users/${member.id}`, { role: 'user' }))).toMatchObject({ status: 400 });
  },
);

it.each([
  ['rbac_group_grants_owner_access', 'ownerGroups'],
  ['rbac_group_owner_access_unconfirmed', 'unconfirmedGroups'],
] as const)('refuses an invite with %s', async (code, setting) => {
  const booted = await boot();
  const { post } = withBeta(booted, 'none', ENTERPRISE_ADMIN_KEY);
  for (const { settings } of booted.simulator.state.organizations.values())
    settings[setting] = ['rbac_group_1'];

  const invite = { email: 'a@initech.example', role: 'managed', rbac_group_ids: ['rbac_group_1'] };

  expect(failure(await post('/invites', invite))).toMatchObject({ status: 400, code });
});

it('keeps the groups of an invite', async () => {
  const { post } = await enterprise();

  const invite = { email: 'a@initech.example', role: 'user', rbac_group_ids: ['rbac_group_1'] };

  expect((await post('/invites', invite)).body).toMatchObject(invite);
});
