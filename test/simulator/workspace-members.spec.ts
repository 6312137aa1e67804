import { failure } from './support/ask.js';
import type { Booted } from './support/boot.js';
import { boot, demoOrganization } from './support/boot.js';

const inherited = (role: string) => ({
  status: 400,
  type: 'invalid_request_error',
  message: `The member's workspace role is inherited from the organization role ${role} and cannot be changed.`,
});

/** Makes an empty workspace and gives the path of its members. */
async function emptyWorkspace({ post }: Booted): Promise<string> {
  const { body } = await post('/workspaces', { name: 'Fresh' });
  return `/workspaces/${body.id}/members`;
}

it('lists admins and billing members with their inherited roles', async () => {
  const booted = await boot();
  const path = await emptyWorkspace(booted);

  const { body } = await booted.get(path);

  const roles = body.data.map((member: { workspace_role: string }) => member.workspace_role);
  expect(roles).toEqual([
    'workspace_admin',
    'workspace_admin',
    'workspace_billing',
    'workspace_admin',
    'workspace_billing',
    'workspace_admin',
  ]);
  expect(body).toMatchObject({ has_more: false, first_id: booted.demo.adminUserId });
});

it('adds, gives, changes and removes a member', async () => {
  const booted = await boot();
  const { post, get, remove, demo } = booted;
  const path = await emptyWorkspace(booted);
  const member = `${path}/${demo.developerUserId}`;

  const added = await post(path, { user_id: demo.developerUserId, workspace_role: 'workspace_user' });
  const changed = await post(member, { workspace_role: 'workspace_admin' });
  const given = await get(member);
  const removed = await remove(member);

  const workspace_id = added.body.workspace_id;
  const place = { type: 'workspace_member', user_id: demo.developerUserId, workspace_id };
  expect([added.body, changed.body, given.body, removed.body]).toEqual([
    { ...place, workspace_role: 'workspace_user' },
    { ...place, workspace_role: 'workspace_admin' },
    { ...place, workspace_role: 'workspace_admin' },
    { ...place, type: 'workspace_member_deleted' },
  ]);
  expect(failure(await get(member))).toMatchObject({ status: 404, message: 'Workspace member not found.' });
});

it('refuses to add with workspace_billing', async () => {
  const booted = await boot();
  const path = await emptyWorkspace(booted);

  const body = { user_id: booted.demo.developerUserId, workspace_role: 'workspace_billing' };

  expect(failure(await booted.post(path, body))).toMatchObject({
    status: 400,
    type: 'invalid_request_error',
  });
});

it('refuses to change an ordinary member to workspace_billing', async () => {
  const booted = await boot();
  const { post, demo } = booted;
  const path = await emptyWorkspace(booted);
  await post(path, { user_id: demo.developerUserId, workspace_role: 'workspace_user' });

  const answer = await post(`${path}/${demo.developerUserId}`, { workspace_role: 'workspace_billing' });

  expect(failure(answer)).toEqual({
    status: 400,
    type: 'invalid_request_error',
    message: "workspace_role: 'workspace_billing' requires the organization role billing",
  });
});

it('refuses to change or remove what an admin has inherited', async () => {
  const booted = await boot();
  const member = `${await emptyWorkspace(booted)}/${booted.demo.adminUserId}`;

  const changed = await booted.post(member, { workspace_role: 'workspace_user' });
  const removed = await booted.remove(member);

  expect([failure(changed), failure(removed)]).toEqual([inherited('admin'), inherited('admin')]);
});

it('raises a billing member to admin and back, and nothing else', async () => {
  const booted = await boot();
  const member = `${await emptyWorkspace(booted)}/${booted.demo.billingUserId}`;

  const raised = await booted.post(member, { workspace_role: 'workspace_admin' });
  const back = await booted.post(member, { workspace_role: 'workspace_billing' });
  const other = await booted.post(member, { workspace_role: 'workspace_developer' });
  const removed = await booted.remove(member);

  expect([raised.body.workspace_role, back.body.workspace_role]).toEqual([
    'workspace_admin',
    'workspace_billing',
  ]);
  expect([failure(other), failure(removed)]).toEqual([inherited('billing'), inherited('billing')]);
});

it('refuses to add someone who is in already, by role or by inheritance', async () => {
  const booted = await boot();
  const path = await emptyWorkspace(booted);

  const body = { user_id: booted.demo.adminUserId, workspace_role: 'workspace_user' };

  expect(failure(await booted.post(path, body))).toEqual({
    status: 400,
    type: 'invalid_request_error',
    message: 'The user is already a member of this workspace.',
  });
});

it('refuses the member over the cap', async () => {
  const booted = await boot();
  const path = await emptyWorkspace(booted);
  demoOrganization(booted).limits.workspaceMembers = 0;

  const body = { user_id: booted.demo.userUserId, workspace_role: 'workspace_user' };

  expect(failure(await booted.post(path, body))).toMatchObject({
    status: 400,
    code: 'workspace_member_limit_exceeded',
  });
});

it('has no member list for the default workspace', async () => {
  const { get, demo } = await boot();

  expect(failure(await get(`/workspaces/${demo.defaultWorkspaceId}/members`))).toEqual({
    status: 400,
    type: 'invalid_request_error',
    message: 'The default workspace does not have a member list.',
  });
});

it('goes on behind the cursor of a member who has left the workspace', async () => {
  const booted = await boot();
  const path = `/workspaces/${booted.demo.productionWorkspaceId}/members`;
  const all = (await booted.get(path, { limit: 100 })).body.data;
  const gone = all.find((member: { workspace_role: string }) => member.workspace_role === 'workspace_user');
  await booted.remove(`${path}/${gone.user_id}`);

  const { body } = await booted.get(path, { limit: 100, after_id: gone.user_id });

  expect(body.data).toEqual(all.slice(all.indexOf(gone) + 1));
});
