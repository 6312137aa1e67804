import { chmod, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { activateKeyringKey, addKeyringKey, createKeyringFile } from 'anthropic-admin-connector';
import { sql } from 'kysely';
import { adoptKeys } from '../../platform/src/audit/key-check.js';
import { CheckStops } from '../../platform/src/checks/check-stops.js';
import { disarm, facts } from '../database/support/audit.js';
import { connection } from '../database/support/connections.js';
import { admin, type Said } from './support/admin.js';
import { ENGINES, installation, type Installation } from './support/installation.js';

/** An installation with six connections and an audit of two tenants. */
async function healthy(engine: (typeof ENGINES)[number]): Promise<Installation> {
  const made = await installation(engine);
  await made.fill(6);
  for (const tenantId of ['t0', 't1', 't0']) await made.audit.append(facts({ tenantId }));
  return made;
}

const problemsOf = ({ stdout }: Said) => stdout.split('\n').filter((line) => !line.startsWith('ok'));

describe.each(ENGINES)('doctor on %s', (engine) => {
  test('finds nothing where all is well, and counts records by key', async () => {
    const { env } = await healthy(engine);

    const { code, stdout } = await admin(env, 'doctor', '--json');

    const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: { about: string }[] };
    expect([code, ok]).toEqual([0, true]);
    expect(findings).toMatchObject([
      { level: 'ok', about: 'files' },
      { level: 'ok', about: 'keyring', source: 'file', active: 'k1', keys: ['k1'] },
      { level: 'ok', about: 'database', engine },
      { level: 'ok', about: 'records', byKeyId: { k1: 6 }, broken: [] },
      { level: 'ok', about: 'audit', heads: 2 },
      { level: 'ok', about: 'database', clockOffsetMs: expect.any(Number) as number },
      { level: 'ok', about: 'audit', inDoubt: 0 },
      { level: 'ok', about: 'checks' },
      { level: 'ok', about: 'limiter' },
    ]);
  });

  test('names the records that do not open, and exits with 1', async () => {
    const made = await healthy(engine);
    const { db } = made.database;
    const set = (tenant: string, change: object) =>
      db.updateTable('connections').set(change).where('tenant_id', '=', tenant).execute();
    await set('t1', { payload: new Uint8Array(40) });
    await set('t3', { key_id: 'k7' });
    await set('t4', { tenant_id: 'mallory' });

    const said = await admin(made.env, 'doctor');

    expect(said.code).toBe(1);
    const lines = problemsOf(said)
      .map((line) => line.trim())
      .sort();
    expect(lines).toEqual([
      '',
      '3 records cannot be opened:',
      expect.stringMatching(/^mallory \/ default \(key k1\): This record does not authenticate/),
      expect.stringMatching(/^note +records +A rotation is not complete: records are encrypted under k7\./),
      expect.stringMatching(/^problem +records +1 record deleted outside the platform\./),
      expect.stringMatching(/^problem +records +6 records by key: k1 5, k7 1$/),
      expect.stringMatching(/^t1 \/ default \(key k1\): This record does not authenticate/),
      expect.stringMatching(/^t3 \/ default \(key k7\): .*the key "k7" that the keyring does not hold/),
      't4: anthropic default',
    ]);
  });

  test('names a record that was put back, and one whose state was altered', async () => {
    const { env, database, store } = await healthy(engine);
    const { db } = database;
    const ref = { connector: 'anthropic', tenantId: 't1', name: 'default' };
    const backup = await db.selectFrom('connections').selectAll().where('tenant_id', '=', 't1').execute();
    await store.delete(ref);
    await db.deleteFrom('connections').where('tenant_id', '=', 't1').execute();
    await db.insertInto('connections').values(backup).execute();
    const revoked = connection({ tenantId: 't2', state: 'revoked' });
    await store.update(revoked);
    await db.updateTable('connections').set({ state: 'active' }).where('tenant_id', '=', 't2').execute();

    const said = await admin(env, 'doctor');

    const named = problemsOf(said)
      .map((line) => line.trim())
      .filter((line) => line.includes('not the one that was written last'));
    expect([said.code, named.map((line) => line.slice(0, 12)).sort()]).toEqual([
      1,
      ['t1 / default', 't2 / default'],
    ]);
  });

  test('names a sealed set that was altered, or that lacks a part', async () => {
    const { env, database } = await healthy(engine);
    const { db } = database;
    await db.deleteFrom('sealed_sets').where('shard', '=', 7).where('name', '=', 'revocations').execute();
    await db
      .insertInto('sealed_sets')
      .values({ name: 'sessions', shard: 3, version: 1, entries: '{"a":"b"}', mac: null })
      .execute();

    const said = await admin(env, 'doctor');

    expect(said.code).toBe(1);
    expect(problemsOf(said).join(' ')).toMatch(
      /set of revocations was altered .* in 1 part\..*set of sessions was altered .* in 1 part\./,
    );
  });

  test('tells of a round of key checks that was stopped', async () => {
    const made = await healthy(engine);
    const stops = new CheckStops(made.database);
    await stops.add(Date.parse('2026-11-24T12:00:00Z'), 3_600_000, { refused: 5, connections: 6 });

    const said = await admin(made.env, 'doctor');
    await stops.clear();

    expect([said.code, problemsOf(said).slice(0, 1)]).toEqual([
      1,
      [
        'problem  checks    A round of key checks was stopped at 2026-11-24T12:00:00.000Z: the API refused 5 of 6 keys, and none was revoked. The next round begins after 2026-11-24T13:00:00.000Z.',
      ],
    ]);
    expect((await admin(made.env, 'doctor')).code).toBe(0);
  });

  test('tells of notices that are not sent, and of the targets that fail', async () => {
    const { env, database } = await healthy(engine);
    const long = new Date(Date.now() - 7_200_000).toISOString();
    const target = (id: string) => ({
      id,
      tenant_id: 't0',
      kind: 'webhook' as const,
      shown: `${id}.example`,
      events: '[]',
      created_at: long,
      created_by: 'ada',
      sealed: '',
    });
    const notice = (
      id: string,
      to: string,
      state: 'waiting' | 'sent' | 'failed',
      problem: string | null,
    ) => ({
      id,
      tenant_id: 't0',
      target: to,
      event: 'approval.opened',
      payload: '{}',
      state,
      attempts: 1,
      created_at: long,
      next_at: id,
      problem,
    });
    await database.db
      .insertInto('notice_targets')
      .values([target('a')])
      .execute();
    expect(problemsOf(await admin(env, 'doctor'))).toEqual(['']);
    await database.db
      .insertInto('notice_targets')
      .values([target('b'), target('c')])
      .execute();
    await database.db
      .insertInto('notices')
      .values([
        notice('1', 'a', 'failed', 'The answer was 500.'),
        notice('2', 'a', 'sent', null),
        notice('3', 'b', 'sent', null),
        notice('4', 'b', 'failed', 'The answer was 404.\u001b[2J'),
        notice('5', 'c', 'waiting', 'No answer within 10 s.'),
      ])
      .execute();

    const said = await admin(env, 'doctor');

    expect([said.code, problemsOf(said)]).toEqual([
      0,
      [
        'note     notices   3 targets, 2 failing; 1 notice waiting for over an hour, 2 given up in the last 30 days',
        '                   t0 / b webhook b.example: The answer was 404.\ufffd[2J',
        '                   t0 / c webhook c.example: No answer within 10 s.',
        '',
      ],
    ]);
  });

  test('asks for the environment where no record opens', async () => {
    const { env } = await healthy(engine);

    const { code, stdout } = await admin({ ...env, PLATFORM_ENVIRONMENT: 'staging' }, 'doctor');

    expect(code).toBe(1);
    expect(stdout).toContain('None opens. Is PLATFORM_ENVIRONMENT "staging" for the platform');
  });

  test('database migrate refuses another environment and another keyring', async () => {
    const made = await healthy(engine);
    await adoptKeys(made.database.db, made.keys.fingerprinter, 'test');
    const other = { ...made.env, CREDENTIAL_KEYS_FILE: join(dirname(made.keyring), 'other.json') };
    await createKeyringFile(other.CREDENTIAL_KEYS_FILE, 'k1');
    const migrate = async (env: Record<string, string>) => {
      const { code, stderr } = await admin(env, 'database', 'migrate');
      return [code, stderr.slice(0, 60)];
    };

    expect(await migrate({ ...made.env, PLATFORM_ENVIRONMENT: 'staging' })).toEqual([
      1,
      expect.stringContaining('PLATFORM_ENVIRONMENT is not the name'),
    ]);
    expect(await migrate(other)).toEqual([
      1,
      expect.stringContaining('The keyring is not the one of this database'),
    ]);
    expect(await migrate(made.env)).toEqual([0, '']);
  });

  test('tells of a rotation that is not over', async () => {
    const made = await healthy(engine);
    await addKeyringKey(made.keyring, 'k2');
    await activateKeyringKey(made.keyring, 'k2');

    const said = await admin(made.env, 'doctor');

    expect([said.code, problemsOf(said)[0]]).toEqual([
      0,
      'note     records   A rotation is not complete: records are encrypted under k1. Run: npm run -s admin -- keys rewrap',
    ]);
  });

  test('finds an audit whose end was cut off', async () => {
    const made = await healthy(engine);
    await disarm(made.database);
    await made.database.db.deleteFrom('audit_entries').where('seq', '=', 2).execute();
    await made.database.db
      .updateTable('audit_heads')
      .set({ mac: null })
      .where('tenant_id', '=', 't1')
      .execute();

    const said = await admin(made.env, 'doctor');

    expect([said.code, problemsOf(said).map((line) => line.trim())]).toEqual([
      1,
      [
        'problem  audit     2 chains of 2 not as written. Run: npm run -s admin -- audit verify',
        't0: entry 2, its last one, is missing',
        't1: its head is not the one that was written',
        '',
      ],
    ]);
  });

  test.each([
    [
      'a step is missing',
      sql`delete from kysely_migration where name = '001-connections'`,
      /not up to date: 001-connections/,
    ],
    [
      'a later version was here',
      sql`insert into kysely_migration values ('999-later', '')`,
      /later version .*999-later/,
    ],
  ])('says that %s, and other commands refuse to work on such tables', async (_, change, words) => {
    const made = await healthy(engine);
    await change.execute(made.database.db);

    const said = [await admin(made.env, 'doctor'), await admin(made.env, 'keys', 'rewrap')];

    expect(said.map(({ code }) => code)).toEqual([1, 1]);
    expect(said[0]?.stdout).toMatch(words);
    expect(said[1]?.stderr).toMatch(words);
  });
});

describe('doctor on files', () => {
  test('finds what others can read or replace', async () => {
    const made = await healthy('libsql');
    const data = made.env['DATA_DIR'] ?? '';
    await chmod(join(data, 'platform.db-wal'), 0o644);
    await chmod(join(made.keyring, '..'), 0o777);

    const said = await admin(made.env, 'doctor');

    expect(said.code).toBe(1);
    expect(problemsOf(said).slice(0, 2)).toEqual([
      expect.stringMatching(
        /^problem +files .*platform\.db-wal has the mode 0644: others may read it\. Run: chmod 600/,
      ),
      expect.stringMatching(
        /^problem +keyring .*has the mode 0777: others may put another keyring in its place/,
      ),
    ]);
  });

  test('finds a keyring that others can read, or that is gone', async () => {
    const made = await healthy('libsql');
    await chmod(made.keyring, 0o644);
    const readable = await admin(made.env, 'doctor');
    await rm(made.keyring);

    const gone = await admin(made.env, 'doctor');

    expect([readable.code, gone.code]).toEqual([1, 1]);
    expect(readable.stdout).toMatch(/^problem +keyring .*has the mode 0644: .*other.* can read it/m);
    expect(gone.stdout).toMatch(/^problem +keyring +CREDENTIAL_KEYS_FILE: There is no file/m);
  });

  test('finds a database that is gone', async () => {
    const { env } = await healthy('libsql');

    const { code, stdout } = await admin({ ...env, DATA_DIR: '/nowhere' }, 'doctor');

    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(
        /^ok +keyring .*the key k1 wraps\nproblem +database +There is no database \/nowhere\/platform\.db\. Set DATA_DIR to the data folder of the platform, or DATABASE_URL to its PostgreSQL\.\n$/,
      ),
    ]);
  });
});
