import { storedIn } from '../database/support/boot-stored.js';
import { afterSuite } from '../support/cleanup.js';
import { as, bootApprovals, idIn, writes, type Governed } from './support/boot-approvals.js';

let platform: Governed;
let applies = false;

beforeAll(async () => {
  platform = await bootApprovals(await storedIn('libsql'), () => ({ appliesOnApproval: applies }));
  afterSuite(() => platform.close());
  await platform.connect();
});
beforeEach(() => platform.simulator.journal.clear());

/** A service token of somebody, and a call by it. */
async function tokenOf(maker: string) {
  const made = await platform.call('//v1/service-tokens', {
    method: 'POST',
    body: { name: 'deploys', kind: 'script', preset: 'all' },
    headers: await as(maker),
  });
  const { id, token } = made.body as { id: string; token: string };
  const headers = { authorization: `Bearer ${token}` };
  const invoke = (name: string) =>
    platform.call('/actions/workspaces_create/invoke', {
      method: 'POST',
      body: { input: { name } },
      headers,
    });
  return { id, invoke, headers };
}

test('is not decided by who made the token that asks, nor by the token', async () => {
  const { id: token, invoke, headers } = await tokenOf('ada');
  const id = idIn(await invoke('by-token'));

  const byMaker = await platform.ask('ada', `/${id}/approve`, {});
  const byToken = await platform.call(`//v1/approvals/${id}/approve`, { method: 'POST', body: {}, headers });
  const byOther = await platform.ask('bob', `/${id}/approve`, {});

  expect(byMaker).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('nor who made the token') },
  });
  expect(byToken.status).toBe(403);
  expect(byOther).toMatchObject({ status: 200, body: { requester: { id: token, token: 'deploys' } } });
  expect((await invoke('by-token')).status).toBe(200);
});

test('is not applied for a token that was revoked since', async () => {
  applies = true;
  const { id: token, invoke } = await tokenOf('ada');
  const id = idIn(await invoke('revoked'));
  const revoked = await platform.call(`//v1/service-tokens/${token}`, {
    method: 'DELETE',
    headers: await as('ada'),
  });
  expect(revoked.status).toBeLessThan(300);

  const { body } = await platform.ask('bob', `/${id}/approve`, {});

  expect(body).toMatchObject({ state: 'outdated', ended: { note: expect.stringContaining('was revoked') } });
  expect(writes(platform)).toEqual([]);
});

test('is not applied for a person whose tokens were revoked since', async () => {
  applies = true;
  const id = idIn(await platform.invoke('mallory', 'workspaces_create', { name: 'gone' }));
  await platform.call('//v1/tokens/revocations', { method: 'POST', body: { sub: 'mallory' } });

  const { body } = await platform.ask('bob', `/${id}/approve`, {});

  expect(body).toMatchObject({ state: 'outdated' });
  expect(writes(platform)).toEqual([]);
});

test('is not decided by who has rotated the token that asks, and knows its secret', async () => {
  applies = false;
  const { id } = await tokenOf('ada');
  const rotated = await platform.call(`//v1/service-tokens/${id}/rotate`, {
    method: 'POST',
    body: {},
    headers: await as('bob'),
  });
  const headers = { authorization: `Bearer ${(rotated.body as { token: string }).token}` };
  const body = { input: { name: 'by-rotated' } };
  const asked = idIn(
    await platform.call('/actions/workspaces_create/invoke', { method: 'POST', body, headers }),
  );

  const answers = [];
  for (const who of ['bob', 'ada', 'eve'])
    answers.push((await platform.ask(who, `/${asked}/approve`, {})).status);

  expect(answers).toEqual([403, 403, 200]);
});

test('is not accepted once the tokens of who has rotated it are revoked', async () => {
  const { id } = await tokenOf('ada');
  const rotated = await platform.call(`//v1/service-tokens/${id}/rotate`, {
    method: 'POST',
    body: {},
    headers: await as('carl'),
  });
  const headers = { authorization: `Bearer ${(rotated.body as { token: string }).token}` };
  const read = () =>
    platform.call('/actions/users_list/invoke', { method: 'POST', body: { input: {} }, headers });
  expect((await read()).status).toBe(200);

  await platform.call('//v1/tokens/revocations', { method: 'POST', body: { sub: 'carl' } });

  expect((await read()).status).toBe(401);
});
