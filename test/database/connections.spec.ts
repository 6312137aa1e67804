import { SecretString } from 'anthropic-admin-connector';
import { connection, CANARY, storeOf } from './support/connections.js';
import { ENGINES, testDatabase } from './support/test-database.js';

const REF = { connector: 'anthropic', tenantId: 'acme', name: 'default' };
const OTHER_KEY = new SecretString('sk-ant-admin01-another-key-of-the-tests-0000BB');
const PROBLEM = { code: 'key_unknown', message: 'Unknown.', fix: 'Make one.' };

describe.each(ENGINES)('connections on %s', (engine) => {
  test('gives back what was put, and its key', async () => {
    const store = storeOf(await testDatabase(engine));

    expect(await store.put(connection(), CANARY, 0)).toBe(true);

    expect(await store.find(REF)).toEqual(connection());
    const opened = await store.open(REF);
    expect(opened?.connection).toEqual(connection());
    expect(opened?.key.equals(CANARY)).toBe(true);
  });

  test('gives back a pending connection, without an organization and with its problem', async () => {
    const store = storeOf(await testDatabase(engine));
    const pending = connection({
      state: 'pending',
      organization: undefined,
      checkedAt: undefined,
      problem: PROBLEM,
    });

    await store.put(pending, CANARY, 0);

    expect(await store.find(REF)).toEqual(pending);
  });

  test('finds nothing where nothing was put', async () => {
    const store = storeOf(await testDatabase(engine));

    expect([
      await store.find(REF),
      await store.open(REF),
      await store.list({ connector: 'anthropic', tenantId: 'acme' }),
    ]).toEqual([undefined, undefined, []]);
  });

  test('lists a tenant’s connections by name, and nobody else’s', async () => {
    const store = storeOf(await testDatabase(engine));
    for (const name of ['b', 'a', 'B', 'a-1']) await store.put(connection({ name }), CANARY, 0);
    await store.put(connection({ tenantId: 'globex', name: 'a' }), CANARY, 0);

    const names = (await store.list({ connector: 'anthropic', tenantId: 'acme' })).map(({ name }) => name);

    expect(names).toEqual(['B', 'a', 'a-1', 'b']);
  });

  test('lists a page at a time, whatever comes and goes in between', async () => {
    const store = storeOf(await testDatabase(engine));
    for (const name of ['a', 'b', 'c', 'd']) await store.put(connection({ name }), CANARY, 0);
    const page = async (after?: string) =>
      (await store.list({ connector: 'anthropic', tenantId: 'acme' }, { after, limit: 2 })).map(
        ({ name }) => name,
      );

    const first = await page();
    await store.delete({ ...REF, name: 'b' });
    await store.put(connection({ name: 'b-1' }), CANARY, 0);
    const rest = [await page('b'), await page('c'), await page('d')];

    expect([first, ...rest]).toEqual([['a', 'b'], ['b-1', 'c'], ['d'], []]);
  });

  test('keeps the connections of connectors apart', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    const other = { ...REF, connector: 'another' };

    expect([await store.find(other), await store.open(other), await store.list(other)]).toEqual([
      undefined,
      undefined,
      [],
    ]);
  });

  test('refuses a first key where there is one, and a next one for a revision that is gone', async () => {
    const store = storeOf(await testDatabase(engine));
    await store.put(connection(), CANARY, 0);

    expect(await store.put(connection(), OTHER_KEY, 0)).toBe(false);
    expect(await store.put(connection({ revision: 3 }), OTHER_KEY, 2)).toBe(false);

    expect((await store.open(REF))?.key.equals(CANARY)).toBe(true);
  });

  test('lets one of many concurrent first keys win', async () => {
    const database = await testDatabase(engine);
    const stores = [storeOf(database), storeOf(await database.again())];

    const won = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        stores[index % 2]?.put(connection({ savedBy: `actor-${index}` }), CANARY, 0),
      ),
    );

    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await stores[0]?.find(REF))?.savedBy).toBe(`actor-${won.indexOf(true)}`);
  });

  test('lets one of many concurrent replacements win, with key and revision of the same', async () => {
    const database = await testDatabase(engine);
    const stores = [storeOf(database), storeOf(await database.again())];
    const keys = Array.from({ length: 10 }, (_, index) => new SecretString(`${OTHER_KEY.reveal()}-${index}`));
    await stores[0]?.put(connection(), CANARY, 0);

    const won = await Promise.all(
      keys.map((key, index) =>
        stores[index % 2]?.put(connection({ revision: 2, savedBy: `actor-${index}` }), key, 1),
      ),
    );

    const winner = won.indexOf(true);
    const opened = await stores[1]?.open(REF);
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(opened?.connection).toEqual(connection({ revision: 2, savedBy: `actor-${winner}` }));
    expect(opened?.key.reveal()).toBe(keys[winner]?.reveal());
  });

  test('updates what is known of a revision, and not its key', async () => {
    const store = storeOf(await testDatabase(engine));
    await store.put(connection(), CANARY, 0);
    const failing = connection({ state: 'failing', problem: PROBLEM, checkedAt: '2026-11-02T00:00:00.000Z' });

    expect(await store.update(failing)).toBe(true);

    expect((await store.open(REF))?.connection).toEqual(failing);
    expect((await store.open(REF))?.key.equals(CANARY)).toBe(true);
  });

  test('leaves a newer revision alone when an older one is updated or touched', async () => {
    const store = storeOf(await testDatabase(engine));
    await store.put(connection(), CANARY, 0);
    await store.put(connection({ revision: 2 }), OTHER_KEY, 1);

    const updated = await store.update(connection({ state: 'failing', problem: PROBLEM }));
    await store.touch(connection(), '2026-11-02T00:00:00.000Z');

    expect(updated).toBe(false);
    expect(await store.find(REF)).toEqual(connection({ revision: 2 }));
  });

  test('notes the last use and nothing else, never an earlier one', async () => {
    const store = storeOf(await testDatabase(engine));
    await store.put(connection(), CANARY, 0);
    await store.update(connection({ state: 'failing', problem: PROBLEM }));

    await store.touch(connection(), '2026-11-03T00:00:00.000Z');
    await store.touch(connection(), '2026-11-02T00:00:00.000Z');

    expect(await store.find(REF)).toEqual(
      connection({ state: 'failing', problem: PROBLEM, usedAt: '2026-11-03T00:00:00.000Z' }),
    );
  });

  test('deletes a connection and keeps its revision from being given twice', async () => {
    const store = storeOf(await testDatabase(engine));
    await store.put(connection({ problem: PROBLEM }), CANARY, 0);

    expect(await store.delete(REF)).toBe(true);
    expect(await store.delete(REF)).toBe(false);

    expect(await store.find(REF)).toEqual(connection({ state: 'deleted' }));
    expect([await store.open(REF), await store.list({ connector: 'anthropic', tenantId: 'acme' })]).toEqual([
      undefined,
      [],
    ]);
    expect(await store.update(connection())).toBe(false);
    expect(await store.put(connection(), CANARY, 0)).toBe(false);
    expect(await store.put(connection({ revision: 2 }), OTHER_KEY, 1)).toBe(true);
    expect((await store.open(REF))?.key.equals(OTHER_KEY)).toBe(true);
  });

  test('takes a connection whose deletion was cut off half-way for deleted', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    const noKey = { format: null, key_id: null, wrapped_key: null, payload: null, fingerprint: null };
    await database.db.updateTable('connections').set(noKey).execute();

    expect((await store.find(REF))?.state).toBe('deleted');
    expect([
      await store.open(REF),
      await store.list({ connector: 'anthropic', tenantId: 'acme' }),
      await store.delete(REF),
    ]).toEqual([undefined, [], false]);
    expect(await store.put(connection({ revision: 2 }), CANARY, 1)).toBe(true);
  });

  test('opens no row that was taken from another tenant, connection or revision', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    const theirs = connection({ tenantId: 'globex', name: 'theirs' });
    await store.put(theirs, CANARY, 0);
    const stolen = { connector: 'anthropic', tenantId: 'acme', name: 'mine' };

    await database.db.updateTable('connections').set({ tenant_id: 'acme', name: 'mine' }).execute();
    await expect(store.open(stolen)).rejects.toMatchObject({ code: 'not_authentic' });
    await database.db
      .updateTable('connections')
      .set({ tenant_id: 'globex', name: 'theirs', revision: 2 })
      .execute();
    await expect(store.open(theirs)).rejects.toMatchObject({ code: 'not_authentic' });
  });

  test('opens no record of another environment', async () => {
    const database = await testDatabase(engine);
    await storeOf(database).put(connection(), CANARY, 0);

    await expect(storeOf(database, { environment: 'another' }).open(REF)).rejects.toMatchObject({
      code: 'not_authentic',
    });
  });
});
