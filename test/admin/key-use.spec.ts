import { admin } from './support/admin.js';
import { installation } from './support/installation.js';

const WHICH = ['--tenant', 't0'];
const REF = { connector: 'anthropic', tenantId: 't0', name: 'default' };

test('sets, shows and clears what a key may be used for, with entries in the audit', async () => {
  const { env, fill, store, database } = await installation('libsql');
  await fill(1);
  const given = ['--effects', 'read, write', '--days', 'mon,fri', '--from', '08:00', '--until', '18:00'];
  const zone = ['--time-zone', 'Europe/Vienna', '--calls-per-day', '500'];

  const set = await admin(env, 'key-use', 'set', ...WHICH, ...given, ...zone);
  const shown = await admin(env, 'key-use', 'show', ...WHICH);
  const json = await admin(env, 'key-use', 'show', ...WHICH, '--json');
  const policy = {
    effects: ['read', 'write'],
    days: ['mon', 'fri'],
    from: '08:00',
    until: '18:00',
    time_zone: 'Europe/Vienna',
    calls_per_day: 500,
  };

  const lines = [
    'The key of t0 / default may be used for this only:',
    '  effects: read, write',
    '  days: mon, fri (Europe/Vienna)',
    '  hours: 08:00 to 18:00 (Europe/Vienna)',
    '  calls a day: 500 (Europe/Vienna)',
  ];
  expect([set.code, set.stdout.trimEnd().split('\n')]).toEqual([0, lines]);
  expect(shown.stdout.trimEnd().split('\n')).toEqual([...lines, '  calls today: 0']);
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, policy, callsToday: 0 });
  expect((await store.find(REF))?.keyUse).toEqual(policy);
  const cleared = await admin(env, 'key-use', 'clear', ...WHICH);
  expect(cleared.stdout).toBe('The key of t0 / default may be used for everything.\n');
  expect((await store.find(REF))?.keyUse).toBeUndefined();
  const entries = await database.db.selectFrom('audit_entries').select(['action', 'actor_id']).execute();
  expect(entries).toEqual(
    ['set_key_use', 'key_use_set', 'clear_key_use', 'key_use_cleared'].map((word) => ({
      action: `connections.${word}`,
      actor_id: null,
    })),
  );
});

test.each([
  [['set', ...WHICH], 2, 'The policy is not valid: the policy must limit something'],
  [['set', ...WHICH, '--actions', 'users_lst'], 2, 'actions must contain existing actions only'],
  [['set', ...WHICH, '--calls-per-day', 'ten'], 2, 'calls_per_day must be an integer number'],
  [['show'], 2, 'key-use show takes --tenant <id>'],
  [['show', ...WHICH, '--connection', 'no name'], 2, 'The name of the connection is not valid'],
  [['clear', '--tenant', 'nobody'], 1, 'nobody has no connection default'],
])('refuses key-use %j', async (args, code, message) => {
  const { env, fill } = await installation('libsql');
  await fill(1);

  const said = await admin(env, 'key-use', ...args);

  expect([said.code, said.stderr]).toEqual([code, expect.stringContaining(message)]);
});

test('does not make a record current that was altered', async () => {
  const { env, fill, database } = await installation('libsql');
  await fill(1);
  await database.db.updateTable('connections').set({ key_use: '{"time_zone":"UTC"}' }).execute();

  for (const command of ['show', 'clear']) {
    const { code, stderr } = await admin(env, 'key-use', command, ...WHICH);
    expect([code, stderr]).toEqual([1, expect.stringContaining('was altered outside of the platform')]);
  }
});
