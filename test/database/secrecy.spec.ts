import { CANARY, connection, storeOf } from './support/connections.js';
import { ENGINES, testDatabase, type TestDatabase } from './support/test-database.js';

const REF = { connector: 'anthropic', tenantId: 'acme', name: 'default' };

/** Any run of eight characters of the key beyond the prefix that all keys share. */
const RUNS = Array.from({ length: CANARY.reveal().length - 23 }, (_, index) =>
  CANARY.reveal().slice(15 + index, 23 + index),
);

async function sealedParts({ db }: TestDatabase): Promise<Buffer[]> {
  const row = await db
    .selectFrom('connections')
    .select(['wrapped_key', 'payload', 'fingerprint'])
    .executeTakeFirstOrThrow();
  return Object.values(row).map((part) => Buffer.from(part ?? []));
}

describe.each(ENGINES)('what a thief of the database sees on %s', (engine) => {
  test('no part of a key after saving, using, failing, replacing and deleting', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    await store.open(REF);
    await store.update(connection({ state: 'failing', problem: { code: 'x', message: 'y', fix: 'z' } }));
    await store.put(connection({ revision: 2 }), CANARY, 1);
    const before = await database.stolen();
    await store.delete(REF);
    const after = await database.stolen();

    const found = RUNS.filter((run) => [before, after].some((bytes) => bytes.includes(run)));

    expect(found).toEqual([]);
  });

  test('no encrypted key once it is deleted', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    const parts = await sealedParts(database);
    const before = await database.stolen();

    await store.delete(REF);

    const after = await database.stolen();
    const found = parts.map((part) => [before.includes(part), after.includes(part)]);
    expect(found).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
  });

  test('no encrypted key of an earlier revision', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    const parts = await sealedParts(database);

    await store.put(connection({ revision: 2 }), CANARY, 1);

    const after = await database.stolen();
    expect(parts.slice(0, 2).map((part) => after.includes(part))).toEqual([false, false]);
  });
});
