import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { admin } from './support/admin.js';
import { installation } from './support/installation.js';

const WHICH = ['--tenant', 't0'];
const WHY = ['--reason', 'as agreed'];

test('policies are checked, stored, watched, turned on, explained, rolled back and repaired', async () => {
  const { env, fill, database } = await installation('libsql');
  await fill(1);
  const file = join(env['DATA_DIR'] ?? '', 'policies.cedar');
  const policies = (...words: string[]) => admin(env, 'policies', ...words);
  await writeFile(
    file,
    'permit (principal, action, resource);\npermit (principal is Usr, action, resource);\n',
  );

  const wrong = await policies('check', ...WHICH, '--file', file);
  const refused = await policies('set', ...WHICH, '--file', file, ...WHY);
  await writeFile(
    file,
    '@id("no-agents")\n@title("No agents")\nforbid (principal is Agent, action, resource);\npermit (principal, action, resource);\n',
  );
  const right = await policies('check', ...WHICH, '--file', file);
  const set = await policies('set', ...WHICH, '--file', file, ...WHY);
  const watched = await policies('watch', ...WHICH, '--policies', '1', ...WHY);
  const on = await policies('on', ...WHICH, '--policies', '1', ...WHY);
  const shown = await policies('show', ...WHICH);
  const text = await policies('show', ...WHICH, '--policies', '1');
  const person = await policies('explain', 'users_get', ...WHICH, '--person', 'ada');
  const agent = await policies('explain', 'users_get', ...WHICH, '--agent');
  const back = await policies('rollback', ...WHICH, '--policies', '0', ...WHY);
  await database.db
    .updateTable('sealed_sets')
    .set({ entries: '{}' })
    .where('name', '=', 'policies')
    .execute();
  const altered = await policies('show', ...WHICH);
  const repaired = await policies('on', ...WHICH, '--policies', '1', ...WHY, '--repair');

  expect([wrong.code, refused.code]).toEqual([1, 1]);
  expect(wrong.stdout).toBe('Line 2, column 22: Unrecognized entity type `Usr`. Did you mean `User`?\n');
  expect(right.stdout).toMatch(/^The policies are valid\.\nOf 0 calls of the last 30 days, /);
  expect(set.stdout).toContain('Stored as version 1.');
  expect(watched.stdout).toBe('In force: none; watched: 1.\n');
  expect(on.stdout).toBe('In force: 1; watched: none.\n');
  expect(shown.stdout).toMatch(
    /^In force: 1; watched: none\.\n {2}1 {2}20\S+ {2}operator: as agreed\n {2}0 /,
  );
  expect(text.stdout).toContain('forbid (principal is Agent, action, resource);');
  expect(person.stdout).toBe('Allowed by version 1.\n  policy policy-2\n');
  expect(agent.stdout).toBe(
    'Refused by version 1: No agents.\n  policy no-agents: No agents\n  Allowed with: principal is User\n  Allowed with: without the policy no-agents\n',
  );
  expect(back.stdout).toBe('In force: 0; watched: none.\n');
  expect([altered.code, altered.stderr]).toEqual([
    1,
    expect.stringContaining('altered outside of the platform'),
  ]);
  expect(repaired.stdout).toBe('In force: 1; watched: none.\n');
});

test.each([
  ['a version that there is not', ['on', ...WHICH, '--policies', '9', ...WHY], 'There is no version 9.'],
  ['a version that is no number', ['on', ...WHICH, '--policies', 'x', ...WHY], '--policies must be'],
  ['no reason', ['on', ...WHICH, '--policies', '0'], '--reason <text>'],
  ['no file', ['check', ...WHICH], '--file <path>'],
  ['a file that is none', ['check', ...WHICH, '--file', '/nowhere'], 'cannot be read (ENOENT)'],
  [
    'a time zone that is none',
    ['check', ...WHICH, '--file', '/nowhere', '--time-zone', 'Mars'],
    'name of IANA',
  ],
  ['an unknown action', ['explain', 'nothing', ...WHICH], 'no action of that name'],
  ['an input that is none', ['explain', 'users_get', ...WHICH, '--input', '['], 'must be a JSON object'],
])('refuses %s', async (_, words, message) => {
  const { env, fill } = await installation('libsql');
  await fill(1);

  const { code, stderr } = await admin(env, 'policies', ...words);

  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain(message);
});

test('who wrote a version is erased with them, and the version holds as before', async () => {
  const { env, fill, database } = await installation('libsql');
  await fill(1);
  const file = join(env['DATA_DIR'] ?? '', 'policies.cedar');
  await writeFile(file, 'permit (principal, action, resource);\n');
  await admin(env, 'policies', 'set', ...WHICH, '--file', file, ...WHY);
  await database.db.updateTable('policy_sets').set({ created_by: 'ada' }).execute();

  const erased = await admin(env, 'erase', ...WHICH, '--person', 'ada', '--accept-loss');
  const shown = await admin(env, 'policies', 'show', ...WHICH);
  const text = await admin(env, 'policies', 'show', ...WHICH, '--policies', '1');

  expect(erased.code).toBe(0);
  expect(shown.stdout).toContain('  [erased]: as agreed');
  expect(text.stdout).toBe('permit (principal, action, resource);\n');
});
