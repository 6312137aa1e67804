import { join } from 'node:path';
import { Kysely, sql, type TableMetadata } from 'kysely';
import { databaseSettingsFrom } from '../../platform/src/config/database.config.js';
import { libsqlEngine } from '../../platform/src/database/libsql/libsql-engine.js';
import { postgresEngine, postgresPool } from '../../platform/src/database/postgres/postgres-engine.js';
import type { Engine } from '../../platform/src/database/engine.js';
import type { Schema } from '../../platform/src/database/schema.js';
import { BREAKING, migrationsOf } from '../../platform/src/database/migrations/migrate.js';
import {
  DATABASE_FILE,
  openDatabase,
  type Database,
  type DatabaseLocation,
} from '../../platform/src/database/database.js';
import { admin } from '../admin/support/admin.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { bootWith } from './support/boot-stored.js';
import { DatabaseIdempotencyStore } from '../../platform/src/stores/idempotency-store.js';
import { ROW_SEAL } from './support/connections.js';
import { ENGINES, testDatabase, testLocation } from './support/test-database.js';
import { afterTest } from '../support/cleanup.js';

const NOTHING_TO_ADOPT = { records: async () => {}, revocations: async () => {}, policies: async () => {} };

describe.each(ENGINES)('migrations on %s', (engine) => {
  test('makes every table in an empty database', async () => {
    const { db } = await testDatabase(engine);

    const tables = await db.introspection.getTables();

    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['audit_entries', 'audit_heads', 'connections', 'idempotency_keys']),
    );
  });

  test('changes nothing the second time', async () => {
    const database = await testDatabase(engine);
    const before = await database.db.introspection.getTables();

    const { db } = await database.again();

    expect(await db.introspection.getTables()).toEqual(before);
  });

  test('lets one of several processes that start at once do the work', async () => {
    const location = await testLocation(engine);

    const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase(location)));

    const done = await Promise.all(
      opened.map(({ db }) =>
        sql<{ name: string }>`select name from kysely_migration order by name`.execute(db),
      ),
    );
    await Promise.all(opened.map((database) => database.close()));
    const steps = Object.keys(migrationsOf(opened[0]!.engine));
    expect(done.map(({ rows }) => rows.map(({ name }) => name))).toEqual(Array(4).fill(steps));
  });

  test('gives the idempotency keys of before to the connector that they were for', async () => {
    const { db, engine: of } = await testDatabase(engine);
    const write = { connector: 'anthropic', tenantId: 'acme', key: 'k1', fingerprint: 'f1' };
    const store = new DatabaseIdempotencyStore(db, ROW_SEAL);
    await store.begin(write);
    await sql`update idempotency_keys set key = 'k1'`.execute(db);

    await migrationsOf(of)['009-keys-by-connector']?.up(db);

    expect(await store.begin(write)).toEqual({ state: 'running' });
  });

  const later = (db: Database['db'], name: string) =>
    sql`insert into kysely_migration (name, timestamp) values (${name}, '2099-01-01T00:00:00.000Z')`.execute(
      db,
    );

  test('goes on beside a later version, and starts beside it, where that one has only added', async () => {
    const location = await testLocation(engine);
    const env = envOf(location);
    const before = await bootWith(env);
    await before.connect();
    const { db, close } = await openDatabase(location);
    afterTest(close);

    await sql`create table additions (id integer)`.execute(db);
    await sql`alter table connections add column addition text`.execute(db);
    await sql`alter table leases add column addition integer default 7`.execute(db);
    await later(db, '999-additions');
    const after = await bootWith(env, { connector: { baseUrl: before.simulator.url } });

    const invite = (platform: BootedPlatform, email: string) =>
      platform.call('/actions/invites_create/invoke', {
        method: 'POST',
        body: { input: { email, role: 'user' } },
        headers: { 'idempotency-key': email },
      });
    const answers = [await invite(before, 'a@example.com'), await invite(after, 'b@example.com')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await after.call('//health/ready')).status).toBe(200);
    expect(after.log.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ level: 'warn', migrations: ['999-additions'] }),
    );
  });

  test.each([
    ['has changed them in another way', ['999-names-breaking']],
    ['is of another line of versions', ['999-additions'], 'without the last one'],
  ])('refuses tables that a later version %s', async (_, names, missing?: string) => {
    const { db, again } = await testDatabase(engine);
    for (const name of names) await later(db, name);
    const last = sql`(select max(name) from kysely_migration where name < '9')`;
    if (missing) await sql`delete from kysely_migration where name = ${last}`.execute(db);

    await expect(again()).rejects.toThrow('Start that version, or restore a backup');
  });

  test('changes no tables where that is not allowed, and says what to do', async () => {
    const location = await testLocation(engine);
    const database = databaseSettingsFrom({ PLATFORM_MIGRATE: 'never' });

    const failed = await openDatabase({ ...location, database }).catch((error: Error) => error);

    expect(String(failed)).toMatch(/those of an earlier version: 001-connections, .* database migrate/);
    expect((await admin(envOf(location), 'database', 'status')).code).toBe(1);
  });

  test('a migration only adds, unless its name says that it breaks', async () => {
    const { db, engine: of, close } = await emptyTables(engine);
    const broken: string[] = [];
    for (const [name, { up }] of Object.entries(migrationsOf(of, NOTHING_TO_ADOPT))) {
      const before = await db.introspection.getTables();
      await up(db);
      const after = await db.introspection.getTables();
      const faults = before.flatMap((table) => faultsOf(table, after));
      if (!name.endsWith(BREAKING)) broken.push(...faults.map((fault) => `${name}: ${fault}`));
    }
    await close();

    expect(broken).toEqual([]);
  });
});

const envOf = ({ dataDir, databaseUrl }: DatabaseLocation): Record<string, string> => ({
  DATA_DIR: dataDir,
  ...(databaseUrl && { DATABASE_URL: databaseUrl.href }),
});

/** A database without tables. */
async function emptyTables(name: Engine['name']) {
  const { dataDir, databaseUrl } = await testLocation(name);
  const engine = databaseUrl
    ? postgresEngine(postgresPool(databaseUrl.href))
    : libsqlEngine(join(dataDir, DATABASE_FILE));
  const db = new Kysely<Schema>({ dialect: engine.dialect });
  return { db, engine, close: () => db.destroy() };
}

/** What a version that knows a table as it was could no longer do with it: read a column, or add a row. */
function faultsOf({ name, columns }: TableMetadata, tables: readonly TableMetadata[]): string[] {
  const now = tables.find((table) => table.name === name)?.columns ?? [];
  const gone = columns.filter((column) => !now.some((each) => each.name === column.name));
  const required = now.filter(
    (column) =>
      !columns.some((each) => each.name === column.name) && !column.isNullable && !column.hasDefaultValue,
  );
  return [
    ...gone.map((column) => `${name}.${column.name} is gone`),
    ...required.map((column) => `${name}.${column.name} must be set`),
  ];
}
