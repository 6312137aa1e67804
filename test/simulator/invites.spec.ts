import { failure } from './support/ask.js';
import type { Booted } from './support/boot.js';
import { DAY, boot, demoOrganization } from './support/boot.js';

const NEW = { email: 'new.person@acme-robotics.example', role: 'developer' };

const refused = (message: string, code?: string) => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  ...(code ? { code } : {}),
});

it('invites for 21 days', async () => {
  const { post } = await boot();

  const { status, body } = await post('/invites', NEW);

  expect({ status, body }).toEqual({
    status: 200,
    body: {
      id: body.id,
      type: 'invite',
      ...NEW,
      status: 'pending',
      invited_at: '2026-11-24T12:34:56.000Z',
      expires_at: '2026-12-15T12:34:56.000Z',
      accepted_at: null,
      rbac_group_ids: [],
    },
  });
});

it('shows an invite as expired after 21 days', async () => {
  const { simulator, post, get } = await boot();
  const { body } = await post('/invites', NEW);

  simulator.clock.advance(21 * DAY);

  expect((await get(`/invites/${body.id}`)).body).toEqual({ ...body, status: 'expired' });
});

it('lists every status but deleted', async () => {
  const { get } = await boot();

  const { body } = await get('/invites', { limit: 100 });

  const statuses = new Set(body.data.map(({ status }: { status: string }) => status));
  expect(statuses).toEqual(new Set(['accepted', 'expired', 'pending']));
});

it('filters by status, role and address', async () => {
  const { get } = await boot();

  const { body } = await get('/invites', {
    'statuses[]': ['pending', 'expired'],
    'roles[]': ['claude_code_user'],
    email: 'MARCUS.lund@contractor.example',
  });

  expect(body.data).toMatchObject([{ email: 'marcus.lund@contractor.example', status: 'expired' }]);
});

it('refuses a second invite while the first is pending, whatever the case', async () => {
  const { post } = await boot();
  const { id } = (await post('/invites', NEW)).body;

  const answer = await post('/invites', { ...NEW, email: NEW.email.toUpperCase() });

  expect(failure(answer)).toEqual(
    refused(`Invite ${id} is already pending for this email address.`, 'invite_already_exists'),
  );
});

it('names the member who already has the address', async () => {
  const { post, get, demo } = await boot();
  const { email } = (await get(`/users/${demo.billingUserId}`)).body;

  const answer = await post('/invites', { ...NEW, email });

  expect(failure(answer)).toEqual(
    refused(`User ${demo.billingUserId} already has this email address.`, 'already_member'),
  );
});

it('counts pending invites as members, until they expire', async () => {
  const booted = await boot();
  const { post, get, simulator } = booted;
  const pending = (await get('/invites', { 'statuses[]': ['pending'] })).body.data.length;
  demoOrganization(booted).limits.members = 30 + pending + 1;

  const statuses = [];
  for (const name of ['a', 'b']) {
    statuses.push((await post('/invites', { ...NEW, email: `${name}@acme-robotics.example` })).status);
  }
  simulator.clock.advance(21 * DAY);
  statuses.push((await post('/invites', NEW)).status);

  expect([pending, ...statuses]).toEqual([4, 200, 400, 200]);
});

it('lists the newest invites first', async () => {
  const { post, get } = await boot();
  const { id } = (await post('/invites', NEW)).body;

  const { data } = (await get('/invites', { limit: 100 })).body;

  const times: string[] = data.map(({ invited_at: at }: { invited_at: string }) => at);
  expect(times).toEqual(times.toSorted().reverse());
  expect(data[0].id).toBe(id);
});

it('finds an invite by another address of the same mailbox', async () => {
  const { post, get } = await boot();
  const { id } = (await post('/invites', { ...NEW, email: 'new.person+it@acme-robotics.example' })).body;

  const { data } = (await get('/invites', { email: NEW.email })).body;

  expect(data.map((invite: { id: string }) => invite.id)).toEqual([id]);
});

it('invites again after the first invite has expired', async () => {
  const { simulator, post } = await boot();
  await post('/invites', NEW);
  simulator.clock.advance(21 * DAY);

  expect(await post('/invites', NEW)).toMatchObject({ status: 200, body: { status: 'pending' } });
});

it('refuses the role admin', async () => {
  const { post } = await boot();

  const answer = await post('/invites', { ...NEW, role: 'admin' });

  expect(failure(answer)).toMatchObject({ status: 400, type: 'invalid_request_error' });
});

it.each<[string, (booted: Booted) => void]>([
  ['org_member_limit_exceeded', (booted) => (demoOrganization(booted).limits.members = 30)],
  [
    'email_domain_not_allowed',
    (booted) => (demoOrganization(booted).settings.allowedEmailDomains = ['other.example']),
  ],
  [
    'cannot_invite_emails_with_unverified_domains',
    (booted) => (demoOrganization(booted).settings.unverifiedEmailDomains = ['acme-robotics.example']),
  ],
])('refuses an invite with %s', async (code, arrange) => {
  const booted = await boot();
  arrange(booted);

  expect(failure(await booted.post('/invites', NEW))).toMatchObject({ status: 400, code });
});

it('deletes a pending invite, which is then listed no more', async () => {
  const { remove, get, demo } = await boot();

  const { body } = await remove(`/invites/${demo.pendingInviteId}`);

  const left = (await get('/invites', { limit: 100 })).body.data;
  expect(body).toEqual({ id: demo.pendingInviteId, type: 'invite_deleted' });
  expect(left.map(({ id }: { id: string }) => id)).not.toContain(demo.pendingInviteId);
  expect((await get(`/invites/${demo.pendingInviteId}`)).body.status).toBe('deleted');
});

it.each([
  ['expired', 'expiredInviteId'],
  ['accepted', 'acceptedInviteId'],
] as const)('refuses to delete an invite that is %s', async (status, landmark) => {
  const { remove, demo } = await boot();

  const answer = await remove(`/invites/${demo[landmark]}`);

  expect(failure(answer)).toEqual(refused(`Only a pending invite can be changed; this one is ${status}.`));
});
