import { failure } from './support/ask.js';
import { NOW, boot } from './support/boot.js';

it('is closed unless asked for', async () => {
  const { ask } = await boot();

  expect(failure(await ask('GET', '/__sim/requests', { headers: { 'x-api-key': undefined } }))).toMatchObject(
    {
      status: 401,
    },
  );
});

it('shows the journal without writing itself into it, and clears it', async () => {
  const { ask, get } = await boot({ control: true });
  await get('/me');

  const shown = await ask('GET', '/__sim/requests');
  await ask('DELETE', '/__sim/requests');

  expect(shown.body.data).toMatchObject([{ method: 'GET', path: '/v1/organizations/me', status: 200 }]);
  expect((await ask('GET', '/__sim/requests')).body).toEqual({ data: [] });
});

it('adds, lists and takes away faults', async () => {
  const { ask, get } = await boot({ control: true });
  const fault = { kind: 'status', status: 529, times: 3, match: { path: '/v1/*' } };

  const added = await ask('POST', '/__sim/faults', { body: fault });
  const hit = await get('/me');
  const listed = await ask('GET', '/__sim/faults');
  await ask('DELETE', '/__sim/faults');

  expect(added.body).toEqual({ id: 'fault_1', ...fault, remaining: 3 });
  expect([hit.status, listed.body.data]).toEqual([529, [{ id: 'fault_1', ...fault, remaining: 2 }]]);
  expect((await get('/me')).status).toBe(200);
});

it.each([
  ['an unknown kind', { kind: 'earthquake' }],
  ['a missing field', { kind: 'slow' }],
  ['an unknown field', { kind: 'reset', when: 'now' }],
])('refuses a fault with %s', async (_what, body) => {
  const { ask } = await boot({ control: true });

  expect(failure(await ask('POST', '/__sim/faults', { body }))).toMatchObject({ status: 400 });
});

it('sets and moves the clock', async () => {
  const { ask } = await boot({ control: true });

  const moved = await ask('POST', '/__sim/clock', { body: { advance_ms: 5_000 } });
  const set = await ask('POST', '/__sim/clock', { body: { now: 1_800_000_000_000 } });

  expect([moved.body, set.body]).toEqual([{ now: NOW + 5_000 }, { now: 1_800_000_000_000 }]);
  expect((await ask('GET', '/__sim/clock')).body).toEqual({ now: 1_800_000_000_000 });
});

it('accepts an invite, which adds a member', async () => {
  const { ask, get, demo } = await boot({ control: true });

  const accepted = await ask('POST', `/__sim/invites/${demo.pendingInviteId}/accept`);

  const invite = await get(`/invites/${demo.pendingInviteId}`);
  const member = await get(`/users/${accepted.body.id}`);
  expect(member.body).toEqual(accepted.body);
  expect(member.body).toMatchObject({ email: invite.body.email, role: invite.body.role, type: 'user' });
  expect(invite.body).toMatchObject({ status: 'accepted', accepted_at: '2026-11-24T12:34:56.000Z' });
});

it('accepts no invite twice', async () => {
  const { ask, demo } = await boot({ control: true });

  const answer = await ask('POST', `/__sim/invites/${demo.acceptedInviteId}/accept`);

  expect(failure(answer)).toMatchObject({ status: 400 });
});

it('sets limits and settings of an organization', async () => {
  const { ask, post, demo } = await boot({ control: true });
  const body = { limits: { liveWorkspaces: 10 }, settings: { sandboxEgressRestricted: false } };

  const set = await ask('POST', `/__sim/organizations/${demo.organizationId}`, { body });

  expect(set.body).toMatchObject({ id: demo.organizationId, ...body });
  expect((await post('/workspaces', { name: 'One more' })).status).toBe(400);
});

it('refuses a limit that there is not', async () => {
  const { ask, demo } = await boot({ control: true });

  const answer = await ask('POST', `/__sim/organizations/${demo.organizationId}`, {
    body: { limits: { seats: 1 } },
  });

  expect(failure(answer)).toMatchObject({
    status: 400,
    message: expect.stringContaining('limits.seats: unknown name; known names are'),
  });
});

it('shows well-known ids', async () => {
  const { ask, demo } = await boot({ control: true });

  expect((await ask('GET', '/__sim/demo')).body).toEqual(demo);
});

it('goes back to the seed', async () => {
  const { simulator, ask, get, remove, demo } = await boot({ control: true });
  const before = (await get('/users', { limit: 100 })).body;
  await remove(`/users/${demo.developerUserId}`);
  await ask('POST', '/__sim/clock', { body: { advance_ms: 99 } });
  simulator.faults.add({ kind: 'reset' });

  await ask('POST', '/__sim/reset');

  expect((await get('/users', { limit: 100 })).body).toEqual(before);
  expect(simulator.clock.now()).toBe(NOW);
});
