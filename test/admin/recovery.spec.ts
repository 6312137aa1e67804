import { rename, rm } from 'node:fs/promises';
import { createKeyringFile, loadKeyring } from 'anthropic-admin-connector/vault';
import { HeadSeal } from '../../platform/src/audit/entry.js';
import { seamRow } from '../../platform/src/audit/seam.js';
import { VAULT_DOMAIN } from '../../platform/src/security/vault-domain.js';
import { openDatabase } from '../../platform/src/database/database.js';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';
import { bootPlatform, type BootedPlatform } from '../platform/support/boot-platform.js';
import { afterTest } from '../support/cleanup.js';
import { admin } from './support/admin.js';

jest.setTimeout(120_000);

/** The variables of an installation with a keyring of its own, and the path of that. */
async function installed(
  engine: (typeof ENGINES)[number],
): Promise<{ env: Record<string, string>; keyring: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'recovery-'));
  afterTest(() => rm(folder, { recursive: true, force: true }));
  const keyring = join(folder, 'keyring.json');
  await createKeyringFile(keyring, 'k1');
  const env = { ...(await storedIn(engine)), CREDENTIAL_KEYS_FILE: keyring, PLATFORM_ENVIRONMENT: 'test' };
  return { env, keyring };
}

const invite = ({ call }: BootedPlatform, tenant: string, email: string) =>
  call('/actions/invites_create/invoke', {
    method: 'POST',
    tenant,
    body: { input: { email, role: 'user' } },
  });

/** A platform with two tenants that have written; it has stopped, and its keyring is another one. */
async function lostKeyring(engine: (typeof ENGINES)[number]) {
  const { env, keyring } = await installed(engine);
  const platform = await bootPlatform({ env });
  for (const tenant of ['acme', 'beta']) {
    await platform.connect(tenant);
    await invite(platform, tenant, `first@${tenant}.example`);
  }
  await platform.close();
  const copy = `${keyring}.copy`;
  await rename(keyring, copy);
  await admin(env, 'keys', 'create', 'k1');
  return { env, keyring, copy };
}

const startOf = (env: Record<string, string>): Promise<BootedPlatform> => bootPlatform({ env });

/** The commands that a message tells to run. */
const toldIn = (message: string): string[][] =>
  [...message.matchAll(/npm run -s admin -- ([^;.\n]+)/g)].map(([, words = '']) => words.trim().split(' '));

describe.each(ENGINES)('another name of the environment on %s', (engine) => {
  test('stops the start and the commands that seal, so tokens and sessions stay good', async () => {
    const { env } = await installed(engine);
    const first = await bootPlatform({ env });
    await first.connect();
    const elsewhere = { ...env, PLATFORM_ENVIRONMENT: 'prod' };

    const refused = await startOf(elsewhere).then(
      () => 'started',
      (error: Error) => error.message,
    );
    const revoked = await admin(elsewhere, 'tokens', 'revoke', '--tenant', 'beta');
    const doctor = await admin(elsewhere, 'doctor');
    await first.close();
    const again = await startOf(env);
    afterTest(() => again.close());

    expect(refused).toMatch(/^PLATFORM_ENVIRONMENT is not the name that the records of this database/);
    expect([revoked.code, revoked.stderr]).toEqual([
      1,
      expect.stringContaining('PLATFORM_ENVIRONMENT is not'),
    ]);
    expect(doctor.stdout).toMatch(/problem +settings +PLATFORM_ENVIRONMENT is not the name/);
    expect((await again.call('/connections', {})).status).toBe(200);
  });
});

describe.each(ENGINES)('a lost keyring on %s', (engine) => {
  test('stops the start, and who does what the message says has tenants that go on', async () => {
    const { env, copy } = await lostKeyring(engine);
    const former = { ...env, CREDENTIAL_KEYS_FILE: copy };
    await admin(former, 'tenants', 'quota', '--tenant', 'beta', '--throttle', '5000');
    const refused = await startOf(env).then(
      () => '',
      (error: Error) => error.message,
    );
    const doctorBefore = await admin(env, 'doctor');
    const told = toldIn(refused);
    const said = [];
    for (const words of told) said.push(await admin(env, ...words));
    const sealed = await admin(env, 'doctor');
    await admin(env, 'tenants', 'enable', '--tenant', 'beta');
    const platform = await startOf(env);
    afterTest(() => platform.close());
    const gone = await invite(platform, 'acme', 'second@acme.example');
    await platform.connect('acme');
    await platform.connect('beta');
    const written = await invite(platform, 'acme', 'third@acme.example');
    const verified = await admin(env, 'audit', 'verify');
    const overHttp = await platform.call('//v1/audit/verify');
    const doctorAfter = await admin(env, 'doctor');

    expect(refused).toContain('The keyring is not the one of this database');
    expect(doctorBefore.stdout).toContain(refused);
    expect(refused).toContain('enable the tenants that doctor names');
    expect(sealed.stdout).toMatch(/^problem +tenants .* sealed by a keyring that is lost, .*\n +beta$/m);
    expect(told).toEqual([
      ['audit', 'reseal', '--all', '--accept-loss'],
      ['connections', 'forget', '--unreadable', '--accept-loss'],
    ]);
    expect(said.map(({ code, stderr }) => [code, stderr.replace(/\d+ of \d+ records\n/g, '')])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(said[0]?.stdout).toMatch(
      /^acme: goes on with entry (\d+), audit.resealed\nbeta: goes on with entry /,
    );
    expect(said[1]?.stdout.trim().split('\n').sort()).toEqual([
      'Forgot 2 connections. Their tenants can save a key again.',
      'acme / default: forgotten',
      'beta / default: forgotten',
    ]);
    expect([gone.status, gone.body]).toMatchObject([424, { code: 'credential_missing' }]);
    expect(written.status).toBe(200);
    expect(verified.code).toBe(0);
    expect(verified.stdout).toMatch(
      /^acme: The keyring was lost, or the head damaged, before entry \d+, audit.resealed: whether what is before it was rewritten cannot be proved.$/m,
    );
    expect(overHttp.body).toMatchObject({ ok: true, reseals: [expect.any(Number)] });
    expect(doctorAfter.stdout).not.toMatch(/^problem/m);
    const { body } = await platform.call('//v1/audit?limit=1000');
    const entries = (body as { data: { action: string; actorId: string | null }[] }).data;
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['audit.resealed', 'connections.forgotten']),
    );
  });

  test('is put back, and nothing was lost by having looked', async () => {
    const { env, keyring, copy } = await lostKeyring(engine);
    const listed = await admin(env, 'audit', 'reseal', '--all');
    const forget = await admin(env, 'connections', 'forget', '--unreadable', '--accept-loss');
    const verified = await admin(env, 'audit', 'verify', '--tenant', 'acme');
    await rename(copy, keyring);
    const platform = await startOf(env);
    afterTest(() => platform.close());

    expect((await invite(platform, 'acme', 'second@acme.example')).status).toBe(200);
    expect((await admin(env, 'audit', 'verify')).code).toBe(0);
    expect([listed.code, listed.stdout]).toEqual([
      1,
      [
        ...['acme', 'beta'].map(
          (tenant) => `${tenant}: its head is not the one that was written, or was written under another key`,
        ),
        'Nothing was changed. To let 2 audits go on without that proof, add --accept-loss.',
        '',
      ].join('\n'),
    ]);
    expect(forget.code).toBe(1);
    expect(forget.stderr).toContain('The keyring is not the one of this database');
    expect(verified.code).toBe(1);
    expect(toldIn(verified.stdout)).toEqual([['audit', 'reseal', '--tenant', '<id>', '--accept-loss']]);
  });

  test('does not start until the last audit is resealed', async () => {
    const { env } = await lostKeyring(engine);

    const one = await admin(env, 'audit', 'reseal', '--tenant', 'acme', '--accept-loss');
    await expect(startOf(env)).rejects.toThrow('The keyring is not the one of this database');
    const other = await admin(env, 'audit', 'reseal', '--tenant', 'beta', '--accept-loss');
    const platform = await startOf(env);
    await platform.close();

    expect([one.code, other.code]).toEqual([1, 0]);
    expect(one.stdout).toContain('1 audit more cannot be authenticated');
  });
});

test('a head that was removed, and one that was altered, stop no start; each is resealed with what is there', async () => {
  const { env } = await installed('libsql');
  const platform = await bootPlatform({ env });
  for (const tenant of ['acme', 'beta', 'gone']) await platform.connect(tenant);
  await platform.close();
  const database = await openDatabase({ dataDir: env['DATA_DIR'] ?? '' });
  await database.db.updateTable('audit_heads').set({ seq: 90 }).where('tenant_id', '=', 'beta').execute();
  await database.close();
  const running = await startOf(env);
  afterTest(() => running.close());
  const refused = await invite(running, 'beta', 'a@beta.example');

  const resealed = await admin(env, 'audit', 'reseal', '--all', '--accept-loss', '--json');
  const written = await invite(running, 'beta', 'b@beta.example');
  const verified = await admin(env, 'audit', 'verify', '--tenant', 'beta');

  expect(refused.status).toBe(503);
  expect(JSON.parse(resealed.stdout)).toEqual({
    ok: true,
    resealed: [{ tenant: 'beta', seq: 91, hash: expect.any(String) }],
    unsealed: 0,
  });
  expect(written.status).toBe(200);
  expect(verified.code).toBe(1);
  expect(verified.stdout).toMatch(/^beta: Entries \d+ to 90 were removed.$/m);
  expect(verified.stdout).toMatch(/^beta: .*before entry 91, audit.resealed/m);
});

test('an archived audit goes on from its seam', async () => {
  const { env, copy } = await lostKeyring('libsql');
  const database = await openDatabase({ dataDir: env['DATA_DIR'] ?? '' });
  const { fingerprinter } = await loadKeyring(
    { CREDENTIAL_KEYS_FILE: copy },
    { production: false, domain: VAULT_DOMAIN },
  );
  const first = await database.db
    .selectFrom('audit_entries')
    .selectAll()
    .where('tenant_id', '=', 'acme')
    .where('seq', '=', 1)
    .executeTakeFirstOrThrow();
  const seam = {
    tenantId: 'acme',
    firstSeq: 1,
    seq: 1,
    hash: first.hash,
    lastAt: first.at,
    archivedAt: first.at,
    place: 'x',
  };
  await database.db
    .insertInto('audit_seams')
    .values(seamRow(HeadSeal.from(fingerprinter), seam))
    .execute();
  await database.db
    .deleteFrom('audit_entries')
    .where('tenant_id', '=', 'acme')
    .where('seq', '=', 1)
    .execute();
  await database.close();
  const before = await admin(env, 'audit', 'verify', '--tenant', 'acme');
  await admin(env, 'audit', 'reseal', '--all', '--accept-loss');
  const after = await admin(env, 'audit', 'verify', '--tenant', 'acme');
  const doctor = await admin(env, 'doctor');

  expect([before.code, after.code]).toEqual([1, 0]);
  expect(before.stdout).toContain('acme: The seam');
  expect(doctor.stdout).toMatch(/^ok +audit /m);
});
