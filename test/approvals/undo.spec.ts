import { storedIn } from '../database/support/boot-stored.js';
import { afterSuite } from '../support/cleanup.js';
import { as, bootApprovals, type Governed } from './support/boot-approvals.js';

let platform: Governed;

beforeAll(async () => {
  const env = { ...(await storedIn('libsql')), AUDIT_RECORD_BEFORE: 'on' };
  platform = await bootApprovals(env, () => undefined);
  afterSuite(() => platform.close());
  await platform.connect();
});

interface Entry {
  readonly seq: number;
  readonly kind: string;
  readonly action: string;
  readonly intent?: number;
  readonly details: Readonly<Record<string, unknown>>;
}

const entries = async (): Promise<Entry[]> =>
  ((await platform.call('//v1/audit?limit=100')).body as { data: Entry[] }).data;
const undo = async (seq: number, who = 'bob') =>
  platform.call(`//v1/audit/${seq}/undo`, { method: 'POST', headers: await as(who) });

test('holds what was there before a write, and plans what restores it, unless it has changed since', async () => {
  const user_id = platform.simulator.demo.userUserId;
  const update = (role: string) => platform.invoke('bob', 'users_update', { user_id, role });
  expect((await update('developer')).status).toBe(200);
  const all = await entries();
  const done = all.find(
    ({ kind, action, details }) => kind === 'invocation' && action === 'users_update' && !details['dryRun'],
  )!;
  const intent = all.find(({ seq }) => seq === done.intent)!;

  const planned = await undo(done.seq);

  expect(intent.details).toMatchObject({
    before: { id: user_id, role: 'user' },
    inverse: { actionId: 'users_update', input: { user_id, role: 'user' } },
  });
  expect(planned).toMatchObject({
    status: 200,
    body: {
      action: 'users_update',
      input: { user_id, role: 'user' },
      plan: { before: { role: 'developer' } },
    },
  });
  const { action, input } = planned.body as { action: string; input: object };
  expect((await platform.invoke('bob', action, input)).status).toBe(200);
  expect(await undo(done.seq)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('has changed since') },
  });
  expect(await undo(done.seq, 'nobody')).toMatchObject({ status: 403 });
});

test('says where there is nothing to undo', async () => {
  await platform.invoke('bob', 'users_list', {});
  const [read] = await entries();

  expect(await undo(read!.seq)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect((await undo(99_999)).status).toBe(404);
  expect((await platform.call('//v1/audit/x/undo', { method: 'POST' })).status).toBe(422);
});
