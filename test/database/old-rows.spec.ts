import type { Connection, IdempotentWrite, Outcome } from 'anthropic-admin-connector';
import { SecretString } from 'anthropic-admin-connector';
import { sql } from 'kysely';
import { openDatabase } from '../../platform/src/database/database.js';
import { SealedSets } from '../../platform/src/auth/sealed-set.js';
import { DatabaseIdempotencyStore } from '../../platform/src/stores/idempotency-store.js';
import { adoptionBy } from '../../platform/src/stores/adopt-records.js';
import { afterTest } from '../support/cleanup.js';
import { CANARY, connection, ROW_SEAL, storeOf } from './support/connections.js';
import { earlierDatabase, ENGINES, testDatabase, type TestDatabase } from './support/test-database.js';

const REF = { connector: 'anthropic', tenantId: 'acme', name: 'default' };
const NEW_KEY = new SecretString('sk-ant-admin01-another-key-of-the-tests-0000BB');
const NOT_LAST = 'is not the one that was written last';

const rowsOf = ({ db }: TestDatabase) => db.selectFrom('connections').selectAll().execute();
const headsOf = ({ db }: TestDatabase) => db.selectFrom('record_heads').selectAll().execute();

/** What somebody does who has a copy of the rows and can write to the database. */
async function putBack({ db }: TestDatabase, rows: Awaited<ReturnType<typeof rowsOf>>): Promise<void> {
  await db.deleteFrom('connections').execute();
  await db.insertInto('connections').values(rows).execute();
}

const replaced = (changes: Partial<Connection> = {}) =>
  connection({ revision: 2, savedAt: '2026-11-02T00:00:00.000Z', ...changes });

describe.each(ENGINES)('a record on %s', (engine) => {
  test('of an earlier revision that is put back is refused, by every process', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    const old = await rowsOf(database);
    await store.put(replaced(), NEW_KEY, 1);

    await putBack(database, old);

    await expect(store.open(REF)).rejects.toThrow(NOT_LAST);
    await expect(storeOf(await database.again()).open(REF)).rejects.toThrow(NOT_LAST);
    const shown = { state: 'failing', problem: { code: 'key_unreadable' } };
    expect(await store.find(REF)).toMatchObject(shown);
    expect(await store.list(REF)).toMatchObject([shown]);
  });

  test('of a deleted connection that is put back from a backup is refused, and deleted again', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    const backup = await rowsOf(database);
    await store.delete(REF);

    await putBack(database, backup);

    await expect(store.open(REF)).rejects.toThrow(NOT_LAST);
    expect(await store.delete(REF)).toBe(true);
    expect(await store.open(REF)).toBeUndefined();
  });

  test('whose row was removed and saved anew takes no key of before', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    const [old] = await rowsOf(database);
    await database.db.deleteFrom('connections').execute();
    await store.put(connection(), NEW_KEY, 0);

    const { format, key_id, wrapped_key, payload } = old!;
    await database.db.updateTable('connections').set({ format, key_id, wrapped_key, payload }).execute();

    await expect(store.open(REF)).rejects.toThrow(NOT_LAST);
  });

  test.each([
    ['state', { state: 'active' }],
    ['organization', { organization_id: 'org-2' }],
    ['name of its organization', { organization_name: 'Globex' }],
    ['problem', { problem: null }],
    ['last check', { checked_at: '2099-01-01T00:00:00.000Z' }],
    ['preview', { key_preview: 'sk-ant-admin01-…0000' }],
  ])('whose %s is altered is refused, and no verdict makes it right', async (_, change) => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    const problem = { code: 'key_unknown', message: 'Unknown.', fix: 'Make one.' };
    await store.put(connection({ state: 'revoked', problem }), CANARY, 0);

    await database.db.updateTable('connections').set(change).execute();

    await expect(store.open(REF)).rejects.toThrow(NOT_LAST);
    expect(await store.update(connection())).toBe(false);
    await expect(store.open(REF)).rejects.toThrow(NOT_LAST);
  });

  test('that is put back together with its head is refused by a process that has seen a newer one', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    const [rows, heads] = [await rowsOf(database), await headsOf(database)];
    await store.put(replaced(), NEW_KEY, 1);
    await store.open(REF);

    await putBack(database, rows);
    await database.db.deleteFrom('record_heads').execute();
    await database.db.insertInto('record_heads').values(heads).execute();

    await expect(store.open(REF)).rejects.toThrow(NOT_LAST);
  });

  test('that is put back together with its head is refused also after somebody has set the last version that there is', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    await database.db.updateTable('record_heads').set({ version: Number.MAX_SAFE_INTEGER }).execute();
    await store.put(replaced(), NEW_KEY, 1);
    const [rows, heads] = [await rowsOf(database), await headsOf(database)];
    await store.delete(REF);
    await store.find(REF);
    await store.put(connection({ name: 'other' }), CANARY, 0);
    await store.open({ ...REF, name: 'other' });

    await putBack(database, rows);
    await database.db.deleteFrom('record_heads').execute();
    await database.db.insertInto('record_heads').values(heads).execute();

    await expect(store.open(REF)).rejects.toThrow(NOT_LAST);
  });

  test('of a sealed set is refused in an older form also after somebody has set the last version that there is', async () => {
    const database = await testDatabase(engine);
    const { revocations } = new SealedSets(database, ROW_SEAL);
    const put = (value: string) =>
      database.db.transaction().execute((transaction) => revocations.put(transaction, 'one', () => value));
    const rows = () => database.db.selectFrom('sealed_sets').selectAll().where('name', '=', 'revocations');
    await put('first');
    await database.db.updateTable('sealed_sets').set({ version: Number.MAX_SAFE_INTEGER }).execute();
    await put('second');
    const old = await rows().execute();
    await put('third');
    expect(await revocations.find('one')).toBe('third');

    await database.db.deleteFrom('sealed_sets').where('name', '=', 'revocations').execute();
    await database.db.insertInto('sealed_sets').values(old).execute();
    revocations.forgetRead();

    await expect(revocations.find('one')).rejects.toThrow('altered or put back');
  });

  test('that is put back together with its shard, but not with the head, is refused', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    const [rows, heads] = [await rowsOf(database), await headsOf(database)];
    await store.put(replaced(), NEW_KEY, 1);

    await putBack(database, rows);
    await database.db.deleteFrom('record_heads').where('shard', '>=', 0).execute();
    await database.db
      .insertInto('record_heads')
      .values(heads.filter(({ shard }) => shard >= 0))
      .execute();

    await expect(storeOf(await database.again()).open(REF)).rejects.toThrow(NOT_LAST);
  });

  test.each([
    ['is removed', sql`delete from record_heads`],
    ['is altered', sql`update record_heads set version = version + 1`],
    ['has lost its seal', sql`update record_heads set mac = null`],
    ['is the one of another tenant', sql`update record_heads set tenant_id = 'globex'`],
  ])('whose head %s is refused, and the tenant begins anew with the next key', async (_, attack) => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);
    await store.put(connection({ name: 'other' }), CANARY, 0);

    await attack.execute(database.db);

    await expect(store.open(REF)).rejects.toThrow(NOT_LAST);
    await store.put(replaced(), NEW_KEY, 1);
    expect((await store.open(REF))?.key.equals(NEW_KEY)).toBe(true);
    await expect(store.open({ ...REF, name: 'other' })).rejects.toThrow(NOT_LAST);
  });

  test('that was there before there were heads is taken over once, with the keyring', async () => {
    const database = await testDatabase(engine);
    await storeOf(database).put(connection(), CANARY, 0);
    await storeOf(database).put(connection({ tenantId: 'globex' }), CANARY, 0);
    const location = await earlierDatabase('010-check-stops', database, ['connections']);

    await expect(openDatabase(location)).rejects.toThrow('only be sealed with the keyring');
    const upgraded = await openDatabase(location, undefined, adoptionBy(ROW_SEAL));
    afterTest(() => upgraded.close());

    expect((await storeOf(upgraded).open(REF))?.key.equals(CANARY)).toBe(true);
    expect(await storeOf(upgraded).find({ ...REF, tenantId: 'globex' })).toMatchObject({ state: 'active' });
  });

  test('stays the current one while many change the records of its tenant at once', async () => {
    const database = await testDatabase(engine);
    const stores = [storeOf(database), storeOf(await database.again())];
    const names = Array.from({ length: 8 }, (_, index) => `c${index}`);

    await Promise.all(
      names.map(async (name, index) => {
        const store = stores[index % 2]!;
        await store.put(connection({ name }), CANARY, 0);
        await store.update(connection({ name, state: 'failing' }));
        await store.update(connection({ name }));
        if (index === 7) await store.delete({ ...REF, name });
      }),
    );

    const opened = await Promise.all(names.map((name) => stores[1]!.open({ ...REF, name })));
    expect(opened.map((found) => found?.connection.state)).toEqual([...Array(7).fill('active'), undefined]);
  });
});

const WRITE: IdempotentWrite = { connector: 'anthropic', tenantId: 'acme', key: 'k1', fingerprint: 'f1' };
const OUTCOME: Outcome = {
  ok: true,
  actionId: 'invites_create',
  data: { id: 'invite_1' },
  meta: { requestId: 'r', durationMs: 1, attempts: 1 },
};

describe.each(ENGINES)('an outcome on %s', (engine) => {
  test.each([
    ['is altered', { outcome: JSON.stringify({ ...OUTCOME, data: { id: 'invite_2' } }) }],
    ['is kept for longer', { expires_at: '2099-01-01T00:00:00.000Z' }],
    ['belongs to another tenant', { tenant_id: 'globex' }],
    ['belongs to another key', { key: 'anthropic:k2' }],
    ['belongs to another write', { fingerprint: 'f2' }],
    ['has lost its seal', { mac: null }],
  ])('that %s is told as none, and the write is not sent again', async (_, change) => {
    const { db } = await testDatabase(engine);
    const store = new DatabaseIdempotencyStore(db, ROW_SEAL);
    await store.begin(WRITE);
    await store.finish(WRITE, OUTCOME);

    await db.updateTable('idempotency_keys').set(change).execute();

    const asked = {
      ...WRITE,
      ...('tenant_id' in change ? { tenantId: 'globex' } : {}),
      ...('key' in change ? { key: 'k2' } : {}),
      ...('fingerprint' in change ? { fingerprint: 'f2' } : {}),
    };
    expect(await store.begin(asked)).toEqual({ state: 'lost' });
  });

  test('that is written by hand for a write that was interrupted is told as none', async () => {
    const { db } = await testDatabase(engine);
    const store = new DatabaseIdempotencyStore(db, ROW_SEAL);
    await store.begin(WRITE);

    await db
      .updateTable('idempotency_keys')
      .set({ outcome: JSON.stringify(OUTCOME) })
      .execute();

    expect(await store.begin(WRITE)).toEqual({ state: 'lost' });
  });
});
