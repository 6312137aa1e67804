import type { OrganizationRole } from './support/roles.js';
import { failure } from './support/ask.js';
import { DAY, boot, demoOrganization } from './support/boot.js';

const refused = (message: string, code?: string) => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  ...(code ? { code } : {}),
});

it('gives one member', async () => {
  const { get, demo } = await boot();

  const { body } = await get(`/users/${demo.billingUserId}`);

  expect(body).toEqual({
    id: demo.billingUserId,
    type: 'user',
    email: 'clara.lindqvist@acme-robotics.example',
    name: 'Clara Lindqvist',
    role: 'billing',
    added_at: '2024-12-04T09:00:00.000Z',
  });
});

it('ignores case when it filters by address', async () => {
  const { get, demo } = await boot();

  const { body } = await get('/users', { email: 'Clara.LINDQVIST@acme-robotics.example' });

  expect(body.data.map(({ id }: { id: string }) => id)).toEqual([demo.billingUserId]);
});

it.each([
  ['Clara.Lindqvist@acme-robotics.example', 'clara.lindqvist+bills@acme-robotics.example'],
  ['clara.lindqvist+bills@acme-robotics.example', 'clara.lindqvist@acme-robotics.example'],
  ['clara.lindqvist+a@acme-robotics.example', 'Clara.Lindqvist+b@acme-robotics.example'],
])('finds %s by the address %s of the same mailbox', async (email, asked) => {
  const booted = await boot();
  const { members } = demoOrganization(booted);
  Object.assign(members.mustFind(booted.demo.billingUserId), { email });

  const { body } = await booted.get('/users', { email: asked });

  expect(body.data.map(({ id }: { id: string }) => id)).toEqual([booted.demo.billingUserId]);
});

it('refuses a plus sign that is not encoded, which is a space in a query', async () => {
  const { ask } = await boot();

  const answer = await ask('GET', '/users?email=clara.lindqvist+bills@acme-robotics.example');

  expect(failure(answer)).toEqual(refused('email: value is not a valid email'));
});

it('lists the newest members first', async () => {
  const { get } = await boot();

  const { data } = (await get('/users', { limit: 1000 })).body;

  const times: string[] = data.map(({ added_at: at }: { added_at: string }) => at);
  expect(times).toEqual(times.toSorted().reverse());
});

it('filters by several roles', async () => {
  const { get } = await boot();

  const { body } = await get('/users', { 'roles[]': ['admin', 'billing'], limit: 100 });

  const roles: OrganizationRole[] = body.data.map(({ role }: { role: OrganizationRole }) => role);
  expect(roles).toEqual(['admin', 'billing', 'admin', 'billing', 'admin', 'admin']);
});

it('changes a role', async () => {
  const { post, get, demo } = await boot();

  const changed = await post(`/users/${demo.userUserId}`, { role: 'developer' });

  expect(changed).toMatchObject({ status: 200, body: { id: demo.userUserId, role: 'developer' } });
  expect((await get(`/users/${demo.userUserId}`)).body).toEqual(changed.body);
});

it('refuses to give the role admin', async () => {
  const { post, demo } = await boot();

  const answer = await post(`/users/${demo.userUserId}`, { role: 'admin' });

  expect(failure(answer)).toEqual(
    refused("role: Input should be 'billing' or 'claude_code_user' or 'developer' or 'managed' or 'user'"),
  );
});

it('refuses a role of the other kind of organization', async () => {
  const { post, demo } = await boot();

  const answer = await post(`/users/${demo.userUserId}`, { role: 'managed' });

  expect(failure(answer)).toEqual(
    refused(
      "role: 'managed' is not available to console organizations; supported roles are user, developer, billing, claude_code_user",
    ),
  );
});

it('removes a member', async () => {
  const { remove, get, demo } = await boot();

  const removed = await remove(`/users/${demo.developerUserId}`);

  expect(removed).toMatchObject({ status: 200, body: { id: demo.developerUserId, type: 'user_deleted' } });
  expect(failure(await get(`/users/${demo.developerUserId}`))).toMatchObject({ status: 404 });
});

it('archives the personal keys of a removed member and no other', async () => {
  const { remove, get, demo } = await boot();
  const key = (await get(`/api_keys/${demo.personalApiKeyId}`)).body;
  const before = (await get('/api_keys', { limit: 1000 })).body.data;

  await remove(`/users/${key.principal.user_id}`);

  const after = (await get('/api_keys', { limit: 1000 })).body.data;
  expect(after).toEqual(
    before.map((one: typeof key) => (one.id === key.id ? { ...one, status: 'archived' } : one)),
  );
});

it('archives the Claude Code keys of a removed member, which belong to nobody else', async () => {
  const booted = await boot();
  const { apiKeys } = demoOrganization(booted);
  const { developerUserId: id } = booted.demo;
  const keys = apiKeys.values().filter(({ principal, status }) => principal === null && status === 'active');
  const [claudeCode, workspace] = keys as [(typeof keys)[number], (typeof keys)[number]];
  Object.assign(claudeCode, { name: 'claude_code_key_daniel', createdBy: { id, type: 'user' } });
  Object.assign(workspace, { createdBy: { id, type: 'user' } });

  await booted.remove(`/users/${id}`);

  expect([claudeCode.status, workspace.status]).toEqual(['archived', 'active']);
});

it('ends the use of Claude Code with its user, and keeps what was used before', async () => {
  const booted = await boot();
  const { simulator, get, remove } = booted;
  const { streams } = demoOrganization(booted);
  const { account_id: id } = streams.find(
    (stream) => stream.product === 'claude_code' && stream.account_id !== null && stream.until === Infinity,
  ) as { account_id: string };
  const outputOf = async (day: string): Promise<number> => {
    const query = { starting_at: day, limit: 7, 'account_ids[]': [id] };
    const { data } = (await get('/usage_report/messages', query)).body;
    return data[0].results.length;
  };

  await remove(`/users/${id}`);
  simulator.clock.advance(3 * DAY);

  expect(await outputOf('2026-11-23T00:00:00Z')).toBeGreaterThan(0);
  expect(await outputOf('2026-11-26T00:00:00Z')).toBe(0);
});

it('refuses to remove an admin until the role is another', async () => {
  const { remove, post, demo } = await boot();
  const admin = `/users/${demo.adminUserId}`;

  const first = await remove(admin);
  await post(admin, { role: 'user' });
  const second = await remove(admin);

  expect(failure(first)).toEqual(
    refused('Members with the role admin cannot be removed. Change the role first.'),
  );
  expect(second.body).toEqual({ id: demo.adminUserId, type: 'user_deleted' });
});

it('refuses to remove the last member', async () => {
  const booted = await boot();
  const { members } = demoOrganization(booted);
  for (const { id } of members.values().slice(1)) members.remove(id);

  const answer = await booted.remove(`/users/${booted.demo.adminUserId}`);

  expect(failure(answer)).toEqual(
    refused('The last member of an organization cannot be removed.', 'cannot_remove_last_member'),
  );
});
