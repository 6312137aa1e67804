import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createKeyringFile } from 'anthropic-admin-connector';
import pg from 'pg';
import { createPlatform } from '../../platform/src/app.js';
import { admin } from '../admin/support/admin.js';
import { SECRET } from '../platform/support/tokens.js';
import { afterTest } from '../support/cleanup.js';
import { bootWith, storedIn } from './support/boot-stored.js';

async function connected(url: URL): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  afterTest(() => client.end());
  return client;
}

/** A database that one role owns, and another one that only serves. */
async function twoRoles() {
  const env = await storedIn('postgres');
  const url = new URL(env['DATABASE_URL'] ?? '');
  const keyring = join(env['DATA_DIR'] ?? '', 'keyring.json');
  await createKeyringFile(keyring, 'k1');
  const suffix = randomBytes(4).toString('hex');
  const [owner, runtime] = [`owner_${suffix}`, `runtime_${suffix}`];
  const operator = await connected(url);
  for (const role of [owner, runtime]) await operator.query(`create role ${role} login password 'p'`);
  await operator.query(`alter database ${url.pathname.slice(1)} owner to ${owner}`);
  await operator.query(`alter schema public owner to ${owner}`);
  const urlOf = (role: string): URL => Object.assign(new URL(url), { username: role, password: 'p' });
  const envOf = (role: string) => ({
    ...env,
    DATABASE_URL: urlOf(role).href,
    CREDENTIAL_KEYS_FILE: keyring,
    PLATFORM_JWT_SECRET: SECRET,
  });
  return { env, owner, runtime, urlOf, envOf };
}

test('a role that only serves can do all that the platform does, and nothing to the audit', async () => {
  const { env, owner, runtime, urlOf, envOf } = await twoRoles();
  const migrated = await admin(envOf(owner), 'database', 'migrate', '--grant', runtime);
  expect([migrated.code, migrated.stderr]).toEqual([0, '']);

  const platform = await bootWith(envOf(runtime));
  await platform.connect();
  const invite = () =>
    platform.call('/actions/invites_create/invoke', {
      method: 'POST',
      body: { input: { email: 'someone@acme-robotics.example', role: 'user' } },
      headers: { 'idempotency-key': 'k1' },
    });
  const answers = [
    await invite(),
    await invite(),
    await platform.call('/connections/default/check', { method: 'POST' }),
    await platform.call('/switches', { method: 'PUT', body: { read_only: true } }),
    await platform.call('/connections/default', { method: 'DELETE' }),
    await platform.call('//v1/audit/verify'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 204, 200]);
  expect(answers.at(-1)?.body).toMatchObject({ ok: true });
  expect((await admin(envOf(runtime), 'doctor')).code).toBe(0);
  for (const state of ['disable', 'enable']) {
    expect((await admin(envOf(runtime), 'tenants', state, '--tenant', 'acme')).code).toBe(0);
  }

  const attacker = await connected(urlOf(runtime));
  const attacks = [
    `update audit_entries set actor_id = 'mallory'`,
    `delete from audit_entries`,
    `truncate audit_entries`,
    `alter table audit_entries disable trigger all`,
    `drop trigger audit_entries_no_change on audit_entries`,
    `create or replace function audit_entries_refuse() returns trigger language plpgsql as $$ begin return new; end $$`,
    `create function mine() returns int language sql as 'select 1'`,
    `set session_replication_role = replica`,
    `delete from audit_heads`,
    `truncate audit_heads`,
    `alter table audit_heads disable trigger all`,
    `delete from record_heads`,
    `delete from tenants`,
    `truncate tenants`,
    `insert into audit_seams values ('acme', 1, 9, '', '', '', '', '')`,
    `delete from audit_seams`,
    `delete from audit_keys`,
    `update audit_keys set id = 'x'`,
    `insert into audit_erasures values ('acme', 'x', '')`,
    `drop trigger audit_entries_no_delete on audit_entries`,
    `create or replace function audit_entries_keep() returns trigger language plpgsql as $$ begin return old; end $$`,
    `drop table audit_entries`,
    `update kysely_migration set name = 'x'`,
    `grant all on audit_entries to ${runtime}`,
    `set role ${owner}`,
  ];
  const refused: string[] = [];
  for (const attack of attacks) {
    const error = await attacker.query(attack).then(
      () => undefined,
      ({ code }: { code: string }) => code,
    );
    refused.push(`${error}`);
  }
  // A grant of what one may not grant is a warning to PostgreSQL; the update afterwards shows that it did nothing.
  const [granted] = refused.splice(
    attacks.findIndex((attack) => attack.startsWith('grant')),
    1,
  );
  expect(new Set(refused)).toEqual(new Set(['42501']));
  expect(['undefined', '42501']).toContain(granted);
  await expect(attacker.query(attacks[0]!)).rejects.toMatchObject({ code: '42501' });
  await expect(attacker.query('update audit_heads set seq = 1')).rejects.toThrow('goes forward only');
  expect((await platform.call('//v1/audit/verify')).body).toMatchObject({ ok: true });

  const archive = (role: string) =>
    admin(
      envOf(role),
      ...['audit', 'archive', '--before', new Date().toISOString()],
      ...['--to', join(env['DATA_DIR'] ?? '', 'archive')],
    );
  expect(await archive(runtime)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Run the command with the URL of the owner of the tables'),
  });
  expect((await platform.call('//v1/audit')).body).not.toHaveProperty('archived');
  expect((await archive(owner)).stdout).toMatch(/^Archived \d+ entries of 1 tenant/);
  expect((await platform.call('//v1/audit/verify')).body).toMatchObject({
    ok: true,
    archived: { seq: expect.any(Number) },
  });
  const exported = await platform.call('//v1/audit/export');
  expect([exported.headers.get('x-audit-archived'), exported.body]).toEqual([
    expect.stringMatching(/^entries up to \d+, until 20\d\d-\d\d-\d\dT[\d:.]+Z$/),
    expect.not.stringMatching('seq'),
  ]);
  expect((await platform.call('//v1/audit')).body).toMatchObject({
    data: [],
    archived: { seq: expect.any(Number), until: expect.any(String) },
  });
});

test('a role that only serves does not start on tables that are not up to date, and says what to run', async () => {
  const { runtime, envOf } = await twoRoles();

  const failed = await createPlatform({ env: envOf(runtime) }).catch((error: Error) => error);

  expect(failed).toMatchObject({
    name: 'SettingsError',
    message: expect.stringContaining('database migrate'),
  });
});

test.each(['Robert"; drop table x', 'UPPER', ''])('refuses %j as the name of a role', async (role) => {
  const env = await storedIn('libsql');

  const said = await admin(env, 'database', 'migrate', '--grant', role);

  expect([said.code === 0, said.stderr]).toEqual([false, expect.stringContaining('--grant must be')]);
});
