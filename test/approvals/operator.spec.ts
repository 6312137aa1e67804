import { admin } from '../admin/support/admin.js';
import { storedIn } from '../database/support/boot-stored.js';
import { afterTest } from '../support/cleanup.js';
import { bootApprovals, idIn, type Governed } from './support/boot-approvals.js';

let env: Record<string, string>;
let platform: Governed;
const WHICH = ['--tenant', 'acme'];
const INVITE = { email: 'someone@acme-robotics.example', role: 'user' };

beforeEach(async () => {
  env = await storedIn('libsql');
  platform = await bootApprovals(env);
  afterTest(() => platform.close());
  await platform.connect();
});

test('lists, shows and decides approvals by commands', async () => {
  const id = idIn(await platform.invoke('agent', 'invites_create', INVITE));

  const listed = await admin(env, 'approvals', 'list', ...WHICH, '--state', 'pending');
  const shown = await admin(env, 'approvals', 'show', id, ...WHICH);
  const approved = await admin(env, 'approvals', 'approve', id, ...WHICH, '--note', 'as agreed', '--json');
  const again = await admin(env, 'approvals', 'approve', id, ...WHICH);

  expect(listed.stdout).toMatch(new RegExp(`${id} +pending +invites_create +agent .*\\n1 approval\\.`));
  expect(shown.stdout).toContain('agent asks for invites_create with the connection default');
  expect(JSON.parse(approved.stdout)).toMatchObject({
    ok: true,
    approval: { state: 'approved', votes: [{ by: 'operator', note: 'as agreed' }] },
  });
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('You have approved it already.')]);
  expect((await platform.invoke('agent', 'invites_create', INVITE)).status).toBe(200);
});

test('denies, and says what is not there', async () => {
  const id = idIn(await platform.invoke('agent', 'invites_create', { ...INVITE, role: 'developer' }));

  const denied = await admin(env, 'approvals', 'deny', id, ...WHICH);
  const missing = await admin(env, 'approvals', 'show', 'apr_none', ...WHICH);
  const wrong = await admin(env, 'approvals', 'list', ...WHICH, '--state', 'open');

  expect(denied.stderr).toBe('');
  expect(denied.stdout).toContain(`${id}: denied`);
  expect([missing.code, missing.stderr]).toEqual([
    1,
    expect.stringContaining('There is no approval apr_none'),
  ]);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--state must be one of pending')]);
});

test('erases a person from approvals and notices; what it has asked for does not hold any longer', async () => {
  const input = { ...INVITE, email: 'erased@acme-robotics.example' };
  const id = idIn(await platform.invoke('carl', 'invites_create', input));
  await platform.ask('bob', `/${id}/approve`, {});

  const told = await admin(env, 'erase', ...WHICH, '--person', 'carl');
  const erased = await admin(env, 'erase', ...WHICH, '--person', 'carl', '--accept-loss', '--json');

  expect(told.stdout).toContain('Nothing was changed.');
  expect(JSON.parse(erased.stdout)).toMatchObject({ tenants: [{ names: 1 }] });
  expect((await platform.ask('bob', `/${id}`)).status).toBe(404);
  const again = await platform.invoke('carl', 'invites_create', input);
  expect(again.status).toBe(202);
  expect(idIn(again)).not.toBe(id);
});
