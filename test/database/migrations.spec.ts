import { sql } from 'kysely';
import { migrationsOf } from '../../platform/src/database/migrations/migrate.js';
import { openDatabase } from '../../platform/src/database/database.js';
import { DatabaseIdempotencyStore } from '../../platform/src/stores/idempotency-store.js';
import { ROW_SEAL } from './support/connections.js';
import { ENGINES, testDatabase, testLocation } from './support/test-database.js';

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

  test('refuses a database that a later version has changed', async () => {
    const { db, again } = await testDatabase(engine);
    await sql`insert into kysely_migration (name, timestamp) values ('999-later', '2099-01-01T00:00:00.000Z')`.execute(
      db,
    );

    await expect(again()).rejects.toThrow('a later one has changed them');
  });
});
