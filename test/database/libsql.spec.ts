import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import Libsql from 'libsql';
import { DATABASE_FILE, openDatabase } from '../../platform/src/database/database.js';
import { DatabaseUnavailable, unavailableReason } from '../../platform/src/database/unavailable.js';
import { testDatabase } from './support/test-database.js';

const HEAD = { tenant_id: 'acme', seq: 0, hash: '', mac: null };

test.each([[true], [5n], [new Date()], [NaN], [{}]])(
  'refuses the parameter %p, on which the native binding would end the process',
  async (value) => {
    const { db } = await testDatabase('libsql');

    await expect(sql`select ${value}`.execute(db)).rejects.toThrow('cannot be stored');
  },
);

test('deleted data leaves the log, although another process reads meanwhile', async () => {
  const database = await testDatabase('libsql');
  const other = await database.again();
  const { file } = (await sql<{ file: string }>`pragma database_list`.execute(database.db)).rows[0]!;
  await database.db.insertInto('audit_heads').values(HEAD).execute();
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const reading = other.db.transaction().execute(async () => held);
  await database.db.selectFrom('audit_heads').selectAll().execute();

  const purged = database.engine.purge(database.db);
  setImmediate(() => setImmediate(letGo));
  await Promise.all([purged, reading]);

  expect(statSync(`${file}-wal`).size).toBe(0);
});

test('waits for the transaction of another connection without stopping the process', async () => {
  const database = await testDatabase('libsql');
  const other = await database.again();
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const holding = database.db.transaction().execute(async (transaction) => {
    await transaction.insertInto('audit_heads').values(HEAD).execute();
    await held;
  });

  const waiting = other.db
    .insertInto('audit_heads')
    .values({ ...HEAD, tenant_id: 'globex' })
    .execute();
  setImmediate(letGo);
  await Promise.all([holding, waiting]);

  expect(await other.db.selectFrom('audit_heads').select('tenant_id').orderBy('tenant_id').execute()).toEqual(
    [{ tenant_id: 'acme' }, { tenant_id: 'globex' }],
  );
});

test('a file that another process holds for too long is overloaded, which is no bug', async () => {
  const database = await testDatabase('libsql');
  const { file } = (await sql<{ file: string }>`pragma database_list`.execute(database.db)).rows[0]!;
  const other = new Libsql(file);
  other.exec('begin immediate');

  const refused = await database.db
    .insertInto('audit_heads')
    .values(HEAD)
    .execute()
    .catch((error: unknown) => error);
  other.exec('rollback');
  other.close();
  await database.db.insertInto('audit_heads').values(HEAD).execute();

  expect(refused).toBeInstanceOf(DatabaseUnavailable);
  expect(unavailableReason(refused)).toBe('overloaded');
}, 30_000);

test('undoes a transaction that fails, and goes on', async () => {
  const { db } = await testDatabase('libsql');

  const failed = db.transaction().execute(async (transaction) => {
    await transaction.insertInto('audit_heads').values(HEAD).execute();
    throw new Error('no');
  });

  await expect(failed).rejects.toThrow('no');
  expect(await db.selectFrom('audit_heads').selectAll().execute()).toEqual([]);
});

test('says that it is closed once it is, and may be closed twice', async () => {
  const database = await testDatabase('libsql');

  await database.close();
  await database.close();

  await expect(database.db.selectFrom('audit_heads').selectAll().execute()).rejects.toThrow();
});

test.each([
  [
    'that others can read',
    (file: string) => chmodSync(file, 0o644),
    /can be read by others\. Run: chmod 600 /,
  ],
  [
    'that is none',
    (file: string) => writeFileSync(file, 'no database'.repeat(100)),
    /platform\.db cannot be used: it is no database; move it away/,
  ],
])('refuses a file %s, and says what to do', async (_, spoil, message) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'libsql-'));
  const file = join(dataDir, DATABASE_FILE);
  writeFileSync(file, '', { mode: 0o600 });
  spoil(file);

  const failed = await openDatabase({ dataDir }).catch((error: Error) => error);

  rmSync(dataDir, { recursive: true });
  expect(failed).toMatchObject({ name: 'SettingsError', message: expect.stringMatching(message) });
});

test('refuses a folder that is a file, and says what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'libsql-'));
  const dataDir = join(folder, 'file');
  writeFileSync(dataDir, '');

  const failed = await openDatabase({ dataDir }).catch((error: Error) => error);

  rmSync(folder, { recursive: true });
  expect(String(failed)).toMatch(/cannot be kept in .*Set DATA_DIR to a folder that may be written to/);
});

test('tells a full database from a wrong statement, and goes on once there is room', async () => {
  const { db } = await testDatabase('libsql');
  const write = (hash: string) =>
    db
      .insertInto('audit_heads')
      .values({ ...HEAD, tenant_id: hash.slice(0, 9), hash })
      .execute();
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count)}`.execute(db);

  const full = await write('x'.repeat(1_000_000)).catch((error: unknown) => error);
  const wrong = await sql`insert into audit_heads values (1)`.execute(db).catch((error: unknown) => error);
  await sql`pragma max_page_count = 1000000`.execute(db);
  await write('room');

  expect(full).toMatchObject({ name: 'DatabaseUnavailable', reason: 'full', code: 'SQLITE_FULL' });
  expect(wrong).not.toBeInstanceOf(DatabaseUnavailable);
});

const coded = (code: string): Error => Object.assign(new Error('x'), { code });

test.each([
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR_WRITE', 'full'],
  ['SQLITE_READONLY_DBMOVED', 'full'],
  ['SQLITE_BUSY', 'overloaded'],
  ['SQLITE_BUSY_SNAPSHOT', 'overloaded'],
  ['SQLITE_LOCKED', 'overloaded'],
  ['SQLITE_CANTOPEN', 'unreachable'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', undefined],
  ['SQLITE_CORRUPT', undefined],
  ['08006', 'unreachable'],
  ['57P01', 'unreachable'],
  ['57014', 'overloaded'],
  ['53300', 'overloaded'],
  ['53100', 'full'],
  ['25006', 'full'],
  ['40P01', 'overloaded'],
  ['23505', undefined],
  ['42501', undefined],
  ['42P01', undefined],
  ['ECONNREFUSED', 'unreachable'],
  ['EAI_AGAIN', 'unreachable'],
  ['EMFILE', 'overloaded'],
  ['ENOSPC', 'full'],
])('an error %s of a driver says that the database is %s', (code, reason) => {
  expect(unavailableReason(coded(code))).toBe(reason);
  // A host with several addresses fails with one error for each.
  expect(unavailableReason(new AggregateError([coded(code)]))).toBe(reason);
});
