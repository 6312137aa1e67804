import { admin } from './support/admin.js';
import { installation } from './support/installation.js';

test('no command looks as if it had worked for a name that matches nothing', async () => {
  const { env, fill } = await installation('postgres');
  await fill(1);
  const noTenant = 'admin: Nothing matched: there is no tenant typo';
  const noAudit = 'admin: There is no audit of that tenant';
  const refused: Record<string, string> = {
    'limiter list --tenant typo': noTenant,
    'limiter clear --tenant typo': noTenant,
    'limiter list --organization nope': 'admin: Nothing matched: there is no organization nope.',
    'limiter clear --organization nope': 'admin: Nothing matched: there is no organization nope.',
    'tokens list --tenant typo': noTenant,
    'tokens revoke --tenant typo': noTenant,
    'tokens revoke --tenant typo --sub ada': noTenant,
    'tokens revoke --tenant typo --jti one': noTenant,
    'sessions end --tenant typo': noTenant,
    'sessions end --sub adda': 'admin: Nothing matched: adda has no session.',
    'sessions end --tenant t0 --sub adda': 'admin: Nothing matched: adda has no session of t0.',
    'connections list --tenant typo': noTenant,
    'connections forget --unreadable --tenant typo': noTenant,
    'connections forget --unreadable --tenant typo --accept-loss': noTenant,
    'erase --tenant typo': noTenant,
    'erase --tenant typo --person ada --accept-loss': noTenant,
    'key-use show --tenant typo': 'admin: typo has no connection default.',
    'key-use set --tenant t0 --connection typo --effects read': 'admin: t0 has no connection typo.',
    'key-use clear --tenant typo': 'admin: typo has no connection default.',
    'policies show --tenant typo': noTenant,
    'policies on --tenant typo --policies 0 --reason test': noTenant,
    'policies explain users_list --tenant typo': noTenant,
    'audit query --tenant typo': noAudit,
    'audit in-doubt --tenant typo': noAudit,
    'audit verify --tenant typo': noAudit,
    'audit export --to /nowhere/typo --tenant typo': noAudit,
    'audit archive --before 2020-01-01 --dry-run --tenant typo': noAudit,
    'audit reseal --tenant typo': noAudit,
    ...Object.fromEntries(
      ['show', 'disable', 'enable', 'read-only', 'quota --clear'].map((word) => [
        `tenants ${word} --tenant typo`,
        noTenant,
      ]),
    ),
    'keys activate typo': 'admin: ',
    'keys retire typo': 'admin: ',
  };

  const said: Record<string, unknown> = {};
  for (const line of Object.keys(refused)) {
    const { code, stdout, stderr } = await admin(env, ...line.split(' '), '--json');
    const { ok, error } = JSON.parse(stdout) as { ok: boolean; error: string };
    const [expected = ''] = [refused[line]];
    said[line] = [code, ok, `admin: ${error}\n` === stderr, stderr.startsWith(expected) ? expected : stderr];
  }

  expect(said).toEqual(
    Object.fromEntries(Object.entries(refused).map(([line, start]) => [line, [1, false, true, start]])),
  );
  // Nothing of a tenant that does not exist was written meanwhile.
  expect((await admin(env, 'tenants', 'list')).stdout).toMatch(/^t0 .*\n1 tenant\.\n$/);
});

test('where there is a match with nothing to do, it is done', async () => {
  const { env, fill } = await installation('postgres');
  await fill(1);

  const lines = [
    'limiter clear --tenant t0',
    'limiter clear --all',
    'sessions end --all',
    'tokens list --tenant t0',
  ];
  const codes = await Promise.all(lines.map(async (line) => (await admin(env, ...line.split(' '))).code));

  expect(codes).toEqual([0, 0, 0, 0]);
});

test('tokens of a tenant that has never used the platform are revoked on request', async () => {
  const { env } = await installation('libsql');

  const refused = await admin(env, 'tokens', 'revoke', '--tenant', 'fresh');
  const done = await admin(env, 'tokens', 'revoke', '--tenant', 'fresh', '--unseen');

  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('add --unseen')]);
  expect([done.code, (await admin(env, 'tokens', 'list', '--tenant', 'fresh')).stdout]).toEqual([
    0,
    expect.stringContaining('1 revocation.'),
  ]);
});
