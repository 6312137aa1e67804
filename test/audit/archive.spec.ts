import { mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { AuditChain } from '../../platform/src/audit/audit-chain.js';
import { archivable, archiveChain } from '../../platform/src/audit/archive/archive-chain.js';
import { folderStore } from '../../platform/src/audit/archive/archive-store.js';
import { GENESIS, entryHash, rowOf } from '../../platform/src/audit/entry.js';
import { readChain } from '../../platform/src/audit/read-chain.js';
import { RESEALED } from '../../platform/src/audit/seam.js';
import { verifyChain } from '../../platform/src/audit/verify-chain.js';
import { admin, startAdmin } from '../admin/support/admin.js';
import { ENGINES, installation, type Installation } from '../admin/support/installation.js';
import { disarm, facts } from '../database/support/audit.js';
import { afterTest } from '../support/cleanup.js';
import { startS3 } from './support/s3-server.js';

const NEW_YEAR = '2026-01-01';
const OLD = Date.parse('2025-06-01T00:00:00Z');

/** Entries of acme and globex: this many old ones of each, and then as many of today. */
async function aged(engine: (typeof ENGINES)[number], old = 4, young = 2): Promise<Installation> {
  const made = await installation(engine);
  const before = new AuditChain(made.database, made.seal, () => OLD);
  for (const tenantId of ['acme', 'globex']) {
    for (let index = 0; index < old; index += 1) await before.append(facts({ tenantId }));
    for (let index = 0; index < young; index += 1) await made.audit.append(facts({ tenantId }));
  }
  return made;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'anthropic-admin-archive-'));
  afterTest(() => rm(path, { recursive: true, force: true }));
  return path;
}

const left = async ({ database: { db } }: Installation): Promise<string[]> => {
  const rows = await db.selectFrom('audit_entries').select(['tenant_id', 'seq']).execute();
  return rows.map(({ tenant_id, seq }) => `${tenant_id} ${seq}`).sort();
};

const filesIn = async (path: string): Promise<string[]> =>
  (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

const archive = (env: Record<string, string>, to: string, ...more: string[]) =>
  admin(env, 'audit', 'archive', '--before', NEW_YEAR, '--to', to, ...more);

describe.each(ENGINES)('audit archive on %s', (engine) => {
  test('moves old entries into signed files, and verifies what is left and the archive as one chain', async () => {
    const made = await aged(engine);
    const to = await folder();

    const archived = await archive(made.env, to);

    expect([archived.code, archived.stderr.split('\n').at(-1), archived.stdout]).toEqual([
      0,
      '',
      `Archived 8 entries of 2 tenants in ${to}.\n`,
    ]);
    expect(await left(made)).toEqual(['acme 5', 'acme 6', 'globex 5', 'globex 6']);
    const files = await filesIn(to);
    expect(files.map((file) => file.replace(/-[0-9a-f]{24}\//, '/').slice(to.length + 1))).toEqual([
      'acme/000000000001-000000000004.head.json',
      'acme/000000000001-000000000004.ndjson',
      'globex/000000000001-000000000004.head.json',
      'globex/000000000001-000000000004.ndjson',
    ]);
    for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o600);
    const lines = (await readFile(files[1]!, 'utf8')).trim().split('\n');
    const { hash, ...rest } = JSON.parse(lines[1]!) as Record<string, unknown>;
    const hashed = lines[1]!
      .replace(`,"hash":"${String(hash)}"`, '')
      .replace(`"hash":"${String(hash)}",`, '');
    expect(createHash('sha256').update(hashed).digest('hex')).toBe(hash);
    expect(rest).toMatchObject({ tenantId: 'acme', seq: 2 });

    const live = await admin(made.env, 'audit', 'verify');
    expect([live.code, live.stdout]).toEqual([
      0,
      'Read 4 entries of 2 tenants: all are as they were written.\n8 entries of 2 tenants are archived and were not read. To read them: audit verify --archive <place>\n',
    ]);
    const whole = await admin(made.env, 'audit', 'verify', '--archive', to);
    expect([whole.code, whole.stdout]).toEqual([
      0,
      'Read 4 entries of 2 tenants: all are as they were written.\nRead 8 archived entries; 8 entries of 2 tenants are archived.\n',
    ]);
    expect((await admin(made.env, 'doctor')).stdout).toContain('2 heads, all sealed');
  });

  test('archives everything of a tenant that has done nothing since, and the chain goes on', async () => {
    const made = await aged(engine, 3, 0);
    const to = await folder();

    expect((await archive(made.env, to, '--tenant', 'acme')).code).toBe(0);
    expect((await admin(made.env, 'audit', 'verify', '--tenant', 'acme', '--archive', to)).code).toBe(0);
    expect((await admin(made.env, 'doctor')).stdout).toContain('2 heads, all sealed');
    const next = await made.audit.append(facts());

    expect(next.seq).toBe(4);
    expect(await left(made)).toEqual(['acme 4', 'globex 1', 'globex 2', 'globex 3']);
    expect((await admin(made.env, 'audit', 'verify', '--archive', to)).code).toBe(0);
  });

  test('adds a part each time, and reads them back to the first entry', async () => {
    const made = await aged(engine, 3, 3);
    const to = await folder();
    await archive(made.env, to);
    const soon = new Date(Date.now() - 1).toISOString();

    const second = await admin(made.env, 'audit', 'archive', '--before', soon, '--to', to, '--json');

    expect(JSON.parse(second.stdout)).toMatchObject({
      ok: true,
      tenants: [
        { tenantId: 'acme', entries: 3, parts: 1 },
        { tenantId: 'globex', entries: 3, parts: 1 },
      ],
    });
    const whole = await admin(made.env, 'audit', 'verify', '--archive', to, '--json');
    expect(JSON.parse(whole.stdout)).toMatchObject({
      ok: true,
      tenants: [
        { entries: 0, archived: { seq: 6, firstSeq: 4, place: to }, archive: { entries: 6, parts: 2 } },
        { archive: { entries: 6, parts: 2 } },
      ],
    });
  });

  test('tells what it would do, and does nothing', async () => {
    const made = await aged(engine);

    const { code, stdout } = await admin(made.env, 'audit', 'archive', '--before', NEW_YEAR, '--dry-run');

    expect([code, stdout]).toEqual([0, '8 entries of 2 tenants would be archived.\n']);
    expect(await left(made)).toHaveLength(12);
  });

  test('names archived files that are missing, altered, or moved to another place', async () => {
    const made = await aged(engine);
    const to = await folder();
    await archive(made.env, to);
    const [head, entries, otherHead, otherEntries] = await filesIn(to);
    const verify = async () => {
      const { code, stdout } = await admin(made.env, 'audit', 'verify', '--archive', to);
      return [code, stdout.split('\n')[0]];
    };
    const [text, headText] = [await readFile(entries!, 'utf8'), await readFile(head!, 'utf8')];

    await writeFile(entries!, text.replace('"seq":2', '"seq":3'));
    expect(await verify()).toEqual([
      1,
      expect.stringMatching(/^acme: Entries 1 to 4 .* its entries are not those/),
    ]);
    await writeFile(entries!, text);
    await writeFile(head!, headText.replace('"entries":4', '"entries":3'));
    expect(await verify()).toEqual([
      1,
      expect.stringMatching(/^acme: Entries 1 to 4 .* its head is not the one that was signed/),
    ]);
    await writeFile(entries!, await readFile(otherEntries!));
    await writeFile(head!, await readFile(otherHead!));
    expect(await verify()).toEqual([
      1,
      expect.stringMatching(/^acme: Entries 1 to 4 .* it is of another tenant/),
    ]);
    await writeFile(head!, headText);
    await unlink(entries!);
    expect(await verify()).toEqual([1, expect.stringMatching(/^acme: Entries 1 to 4 .* are missing/)]);
  });

  test('does not archive a chain that was tampered with, and does the others', async () => {
    const made = await aged(engine);
    const to = await folder();
    await disarm(made.database);
    await made.database.db
      .updateTable('audit_entries')
      .set({ actor_id: 'mallory' })
      .where('tenant_id', '=', 'acme')
      .where('seq', '=', 2)
      .execute();

    const { code, stdout } = await archive(made.env, to);

    expect([code, stdout]).toEqual([
      1,
      `acme: not archived: Entry 2 was altered: its content does not match its hash. Run: npm run -s admin -- audit verify.\nArchived 4 entries of 1 tenant in ${to}.\n`,
    ]);
    expect((await left(made)).filter((entry) => entry.startsWith('acme'))).toHaveLength(6);
  });

  test('signs no entries that were written again with good hashes', async () => {
    const made = await aged(engine);
    const to = await folder();
    await disarm(made.database);
    const { db } = made.database;
    let prevHash = GENESIS;
    for await (const entry of readChain(db, 'acme', 6)) {
      const { hash: _, ...rest } = { ...entry, prevHash, actorId: 'mallory' };
      prevHash = entryHash(rest);
      await db
        .updateTable('audit_entries')
        .set(rowOf({ ...rest, hash: prevHash }))
        .where('tenant_id', '=', 'acme')
        .where('seq', '=', entry.seq)
        .execute();
    }

    const { code, stdout } = await archive(made.env, to);

    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(
        /^acme: not archived: Entry 6 was written again.*\nArchived 4 entries of 1 tenant/,
      ),
    ]);
    expect((await left(made)).filter((entry) => entry.startsWith('acme'))).toHaveLength(6);
  });

  test('signs no seam in place of one that an entry of nobody has taken over', async () => {
    const made = await aged(engine);
    const { db } = made.database;
    await disarm(made.database);
    const { hash } = await db
      .selectFrom('audit_entries')
      .select('hash')
      .where('tenant_id', '=', 'acme')
      .where('seq', '=', 2)
      .executeTakeFirstOrThrow();
    const at = '2025-06-01T00:00:00.000Z';
    const seam = {
      tenant_id: 'acme',
      first_seq: 1,
      seq: 2,
      hash,
      last_at: at,
      archived_at: at,
      place: '/tmp',
    };
    await db
      .insertInto('audit_seams')
      .values({ ...seam, mac: 'f'.repeat(64) })
      .execute();
    await db.deleteFrom('audit_entries').where('tenant_id', '=', 'acme').where('seq', '<=', 2).execute();
    const forged = facts({ kind: 'setting', action: RESEALED, details: { seam: { hash, seq: 2 } } });
    await db
      .insertInto('audit_entries')
      .values(
        rowOf({
          ...forged,
          at: '2026-02-01T00:00:00.000Z',
          seq: 999,
          prevHash: GENESIS,
          hash: 'f'.repeat(64),
        }),
      )
      .execute();

    const { code, stdout } = await archive(made.env, await folder(), '--tenant', 'acme');

    expect([code, stdout]).toEqual([1, expect.stringContaining('acme: not archived: ')]);
    await db.deleteFrom('audit_entries').where('seq', '=', 999).execute();
    expect((await verifyChain(db, made.seal, 'acme')).findings).not.toEqual([]);
  });

  test('removes nothing where the archive gives back something else, and nothing is lost', async () => {
    const made = await aged(engine);
    const to = await folder();
    const honest = folderStore(to);
    const range = await archivable(made, 'acme', '2026-01-01T00:00:00.000Z');
    const lossy = {
      ...honest,
      read: async (name: string) => (await honest.read(name))?.subarray(0, 200),
    };

    await expect(async () => {
      for await (const _ of archiveChain({ ...made, store: lossy }, range));
    }).rejects.toThrow('is not what was written');

    expect(await left(made)).toHaveLength(12);
    expect((await archive(made.env, to)).code).toBe(0);
    expect((await admin(made.env, 'audit', 'verify', '--archive', to)).code).toBe(0);
  });

  test('refuses to remove entries that are not archived, and a seam that was put in by hand', async () => {
    const made = await aged(engine);
    const { db } = made.database;
    const remove = () => db.deleteFrom('audit_entries').where('seq', '<=', 2).execute();
    await expect(remove()).rejects.toThrow('append-only');
    await expect(sql`update audit_entries set actor_id = 'x'`.execute(db)).rejects.toThrow('append-only');
    const { hash } = await db
      .selectFrom('audit_entries')
      .select('hash')
      .where('tenant_id', '=', 'acme')
      .where('seq', '=', 2)
      .executeTakeFirstOrThrow();
    await db
      .insertInto('audit_seams')
      .values({
        tenant_id: 'acme',
        first_seq: 1,
        seq: 2,
        hash,
        last_at: '2025-06-01T00:00:00.000Z',
        archived_at: '2025-06-01T00:00:00.000Z',
        place: '/tmp',
        mac: 'f'.repeat(64),
      })
      .execute();
    await db.deleteFrom('audit_entries').where('tenant_id', '=', 'acme').where('seq', '<=', 2).execute();
    await expect(db.deleteFrom('audit_seams').execute()).rejects.toThrow();

    const { code, stdout } = await admin(made.env, 'audit', 'verify');

    expect([code, stdout.split('\n').slice(0, 2)]).toEqual([
      1,
      [
        'acme: The seam, which says that the entries up to 2 are archived, is not one that was written, or was written under another key.',
        'acme: Entries 1 to 2 were removed.',
      ],
    ]);
    expect((await archive(made.env, await folder())).stdout).toContain(
      'acme: not archived: The seam, which says',
    );
    expect((await admin(made.env, 'doctor')).stdout).toContain('acme: its seam is not the one');
  });

  test('names entries that are missing where the seam is gone, is another tenant’s, or ends before them', async () => {
    const made = await aged(engine);
    await archive(made.env, await folder());
    const { db } = made.database;
    await disarm(made.database, ['audit_seams']);
    const messages = async () =>
      (await verifyChain(db, made.seal, 'acme')).findings.map(({ message }) => message);
    expect(await messages()).toEqual([]);

    const seams = await db.selectFrom('audit_seams').selectAll().orderBy('tenant_id').execute();
    await db.deleteFrom('audit_seams').execute();
    expect(await messages()).toEqual(['Entries 1 to 4 were removed.']);
    await db
      .insertInto('audit_seams')
      .values({ ...seams[1]!, tenant_id: 'acme' })
      .execute();
    expect(await messages()).toContain('Entries 1 to 4 were removed.');
  });

  test('names old entries that were put below the seam', async () => {
    const made = await aged(engine);
    const { db } = made.database;
    const old = await db.selectFrom('audit_entries').selectAll().where('seq', '=', 2).execute();
    await archive(made.env, await folder());
    await db
      .insertInto('audit_entries')
      .values(old.map(({ run: _, ...entry }) => entry))
      .execute();

    expect((await verifyChain(db, made.seal, 'acme')).findings).toMatchObject([{ kind: 'inserted', seq: 2 }]);
  });

  test('lets one command archive at a time', async () => {
    const made = await aged(engine);
    await made.database.db
      .insertInto('leases')
      .values({ name: 'audit-archive', holder: 'other', held_until: '2999-01-01T00:00:00.000Z' })
      .execute();

    const { code, stderr } = await archive(made.env, await folder());

    expect([code, stderr]).toEqual([
      1,
      'admin: Another process archives, or one was killed within the last 5 minutes. Repeat the command later.\n',
    ]);
  });

  test('loses nothing when it is killed between writing and removing, and a repeat goes on', async () => {
    const made = await aged(engine);
    const store = await startS3();
    const env = { ...made.env, ...store.env };
    const started: ReturnType<typeof startAdmin>[] = [];
    store.before = (request) => {
      // Everything of the first part is written: the command dies while it reads it back.
      if (request.startsWith('GET')) started[0]?.process.kill('SIGKILL');
      return undefined;
    };
    const child = startAdmin(env, 'audit', 'archive', '--before', NEW_YEAR, '--to', 's3://audit/p');
    started.push(child);
    const { code } = await child.ended;

    expect([code, store.log.filter((line) => line.startsWith('PUT')).length]).toEqual([null, 2]);
    expect(await left(made)).toHaveLength(12);
    store.before = () => undefined;
    await made.database.db.deleteFrom('leases').execute();
    expect((await archive(env, 's3://audit/p')).code).toBe(0);
    expect(await left(made)).toHaveLength(4);
    expect((await admin(env, 'audit', 'verify', '--archive', 's3://audit/p')).code).toBe(0);
  });
});

describe('an archive in a bucket', () => {
  test('takes signed requests, keeps what is there, and is verified', async () => {
    const made = await aged('libsql');
    const store = await startS3();
    const env = { ...made.env, ...store.env };

    const { code, stdout } = await archive(env, 's3://audit/2026/');

    expect([code, stdout]).toEqual([0, 'Archived 8 entries of 2 tenants in s3://audit/2026.\n']);
    expect([...store.objects.keys()].filter((name) => name.startsWith('/audit/2026/acme-'))).toHaveLength(2);
    const whole = await admin(env, 'audit', 'verify', '--archive', 's3://audit/2026');
    expect([whole.code, whole.stdout]).toEqual([0, expect.stringContaining('Read 8 archived entries;')]);
    expect(store.log.every((line) => line.endsWith(' 200'))).toBe(true);
  });

  test.each([
    ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'wrong' }, 's3://audit', '403 SignatureDoesNotMatch'],
    ['another bucket', {}, 's3://other', '404 NoSuchBucket'],
  ])('removes nothing with %s, and says why', async (_, changes, to, reason) => {
    const made = await aged('libsql');
    const store = await startS3();

    const { code, stderr } = await archive({ ...made.env, ...store.env, ...changes }, to);

    expect([code, stderr]).toEqual([1, expect.stringContaining(reason)]);
    expect(stderr).not.toContain('wrong');
    expect(await left(made)).toHaveLength(12);
  });

  test('tries again what the store was too busy for, and tells of a redirect', async () => {
    const made = await aged('libsql');
    const store = await startS3();
    let busy = 2;
    store.before = () => ((busy -= 1) >= 0 ? { status: 503, code: 'SlowDown' } : undefined);
    expect((await archive({ ...made.env, ...store.env }, 's3://audit', '--tenant', 'acme')).code).toBe(0);
    store.before = () => ({ status: 301, code: 'PermanentRedirect' });

    const { stderr } = await archive({ ...made.env, ...store.env }, 's3://audit');

    expect(stderr).toContain(
      '301 PermanentRedirect: the bucket is in another region; set AUDIT_ARCHIVE_S3_REGION',
    );
  });

  test.each(['s3://', 's3://A/b', 's3://audit/../x', 's3://audit/a b', ''])('refuses %j', async (to) => {
    const made = await installation('libsql');

    const { code, stderr } = await archive(made.env, to);

    expect([code, stderr]).toEqual([2, expect.stringMatching(/--to must (be a folder|name a bucket)/)]);
  });

  test('refuses plain http to another machine', async () => {
    const made = await installation('libsql');
    const env = { ...made.env, AUDIT_ARCHIVE_S3_ENDPOINT: 'http://minio.example.com' };

    const { stderr } = await archive(env, 's3://audit');

    expect(stderr).toContain('AUDIT_ARCHIVE_S3_ENDPOINT must be the https URL');
  });
});

test.each([
  [['--to', 'x'], 'takes --before'],
  [['--before', 'yesterday', '--to', 'x'], '--before must be a date'],
  [['--before', '2999-01-01', '--to', 'x'], '--before must be in the past'],
  [['--before', NEW_YEAR], '--to must be a folder'],
])('audit archive refuses %j', async (args, message) => {
  const { env } = await installation('libsql');

  const { code, stderr } = await admin(env, 'audit', 'archive', ...args);

  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
