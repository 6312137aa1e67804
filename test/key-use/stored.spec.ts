import type { KeyUse } from 'anthropic-admin-connector';
import { KeyUseRefused, SecretString } from 'anthropic-admin-connector';
import { DatabaseConnectionStore } from '../../platform/src/stores/connection-store.js';
import { forgetCounts } from '../../platform/src/stores/key-use/call-counts.js';
import type { KeyUsePolicy } from '../../platform/src/stores/key-use/key-use-policy.js';
import {
  CANARY,
  connection,
  FINGERPRINTER,
  RECORD_SCOPE,
  storeOf,
  vault,
} from '../database/support/connections.js';
import { ENGINES, testDatabase, type TestDatabase } from '../database/support/test-database.js';

const REF = { connector: 'anthropic', tenantId: 'acme', name: 'default' };
const OTHER_KEY = new SecretString('sk-ant-admin01-another-key-of-the-tests-0000BB');
const READS: KeyUsePolicy = { effects: ['read'], time_zone: 'UTC' };
const NOT_LAST = 'is not the one that was written last';

const use = (changes: Partial<KeyUse> = {}): KeyUse => ({
  actionId: 'users_list',
  packs: ['people'],
  power: 'read',
  stage: 'call',
  ...changes,
});
const WRITE = use({ actionId: 'users_remove', power: 'destructive' });

const rowsOf = ({ db }: TestDatabase) => db.selectFrom('connections').selectAll().execute();

async function putBack({ db }: TestDatabase, rows: Awaited<ReturnType<typeof rowsOf>>): Promise<void> {
  await db.deleteFrom('connections').execute();
  await db.insertInto('connections').values(rows).execute();
}

/** What an invocation is told: `allowed`, or why it is not. */
const answer = (store: DatabaseConnectionStore, asked = use()): Promise<string> =>
  store.open(REF, asked).then(
    () => 'allowed',
    (error: unknown) => {
      if (error instanceof KeyUseRefused) return error.refusal.reason;
      throw error;
    },
  );

/** A store that knows no key service: what it says, it says before a key is opened. */
const withoutKeys = (database: TestDatabase): DatabaseConnectionStore => {
  const open = (): never => {
    throw new Error('The key was opened.');
  };
  return new DatabaseConnectionStore({
    database,
    vault: Object.assign(vault(), { open }),
    fingerprinter: FINGERPRINTER,
    ...RECORD_SCOPE,
  });
};

const at = (database: TestDatabase, clock: { now: number }): DatabaseConnectionStore =>
  new DatabaseConnectionStore({
    database,
    vault: vault(),
    fingerprinter: FINGERPRINTER,
    ...RECORD_SCOPE,
    now: () => clock.now,
  });

async function stored(database: TestDatabase, policy: KeyUsePolicy): Promise<DatabaseConnectionStore> {
  const store = storeOf(database);
  await store.put(connection(), CANARY, 0);
  expect(await store.setKeyUse(REF, policy)).toBe('done');
  return store;
}

describe.each(ENGINES)('a policy on %s', (engine) => {
  test('decides before the key is opened, in every process, and never over a check of the key', async () => {
    const database = await testDatabase(engine);
    const store = await stored(database, READS);
    const other = storeOf(await database.again());

    for (const each of [store, other, withoutKeys(database)]) {
      expect(await answer(each, WRITE)).toBe(
        'its key-use policy allows the effect read only, and users_remove is destructive.',
      );
    }
    expect(await answer(other)).toBe('allowed');
    expect((await other.open(REF))?.key.equals(CANARY)).toBe(true);
    expect([await store.find(REF), ...(await store.list(REF))]).toEqual([
      { ...connection(), keyUse: READS },
      { ...connection(), keyUse: READS },
    ]);
  });

  test.each<[string, KeyUsePolicy, string]>([
    ['an action', { actions: ['users_remove'], time_zone: 'UTC' }, 'allowed'],
    ['a pack', { packs: ['people'], time_zone: 'UTC' }, 'allowed'],
    ['an action beside packs', { actions: ['users_remove'], packs: ['usage'], time_zone: 'UTC' }, 'allowed'],
    [
      'another action',
      { actions: ['users_list'], time_zone: 'UTC' },
      'its key-use policy does not include the action users_remove.',
    ],
    [
      'another pack',
      { packs: ['usage'], time_zone: 'UTC' },
      'its key-use policy does not include the action users_remove.',
    ],
    [
      'its pack, with another effect',
      { packs: ['people'], effects: ['read', 'write'], time_zone: 'UTC' },
      'its key-use policy allows the effect read and write only, and users_remove is destructive.',
    ],
  ])('that names %s', async (_, policy, expected) => {
    const store = await stored(await testDatabase(engine), policy);

    expect(await answer(store, WRITE)).toBe(expected);
  });

  test('of before that is put back is refused', async () => {
    const database = await testDatabase(engine);
    const store = await stored(database, { effects: ['read', 'write', 'destructive'], time_zone: 'UTC' });
    const wide = await rowsOf(database);
    await store.setKeyUse(REF, READS);

    await putBack(database, wide);

    await expect(store.open(REF, WRITE)).rejects.toThrow(NOT_LAST);
    await expect(storeOf(await database.again()).open(REF, use())).rejects.toThrow(NOT_LAST);
    expect(await store.setKeyUse(REF, READS)).toBe('not_current');
    expect(await store.find(REF)).toMatchObject({ state: 'failing', problem: { code: 'key_unreadable' } });
  });

  test.each([
    ['altered', JSON.stringify({ time_zone: 'UTC' })],
    ['made unreadable', '{'],
    ['removed', null],
  ])('that is %s is refused, and allows nothing once the key is saved again', async (_, key_use) => {
    const database = await testDatabase(engine);
    const store = await stored(database, READS);

    await database.db.updateTable('connections').set({ key_use }).execute();

    await expect(store.open(REF, use())).rejects.toThrow(NOT_LAST);
    await expect(store.open(REF)).rejects.toThrow(NOT_LAST);
    expect((await store.find(REF))?.keyUse).toBeUndefined();
    expect(await store.put(connection({ revision: 2 }), OTHER_KEY, 1)).toBe(true);
    expect(await answer(store)).toBe(
      'its key-use policy was altered outside of the platform, and allows nothing until it is set again or removed.',
    );
    expect(await store.setKeyUse(REF, null)).toBe('done');
    expect(await answer(store, WRITE)).toBe('allowed');
  });

  test('that is added by a writer of rows is refused too', async () => {
    const database = await testDatabase(engine);
    const store = storeOf(database);
    await store.put(connection(), CANARY, 0);

    await database.db
      .updateTable('connections')
      .set({ key_use: JSON.stringify(READS) })
      .execute();

    await expect(store.open(REF, use())).rejects.toThrow(NOT_LAST);
  });

  test('stays with a replaced key and a verdict, and goes with the connection', async () => {
    const store = await stored(await testDatabase(engine), READS);

    await store.update(connection({ checkedAt: '2026-11-02T00:00:00.000Z' }));
    await store.put(connection({ revision: 2 }), OTHER_KEY, 1);
    expect(await answer(store, WRITE)).toMatch(/effect read only/);
    await store.delete(REF);
    expect(await store.setKeyUse(REF, READS)).toBe('missing');
    await store.put(connection({ revision: 3 }), CANARY, 2);
    expect(await answer(store, WRITE)).toBe('allowed');
  });

  test('counts to the call, whatever process they come to', async () => {
    const database = await testDatabase(engine);
    const store = await stored(database, { calls_per_day: 10, time_zone: 'UTC' });
    const stores = [store, storeOf(await database.again())];

    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => answer(stores[index % 2] as DatabaseConnectionStore)),
    );

    expect(answers.filter((one) => one === 'allowed')).toHaveLength(10);
    expect(await store.callsToday(REF, { time_zone: 'UTC' })).toBe(10);
    // Neither of these counts.
    expect((await store.open(REF))?.key.equals(CANARY)).toBe(true);
    expect(await answer(store, use({ stage: 'again' }))).toBe('allowed');
    expect(await answer(store, use({ stage: 'dry_run' }))).toMatch(
      /^its key-use policy allows 10 calls a day, and they are used up; the next is allowed from \d{4}-\d\d-\d\d 00:00 \(UTC\)\.$/,
    );
    expect(await store.callsToday(REF, { time_zone: 'UTC' })).toBe(10);
  });

  test('takes what was not used off the count, and ends a call that waits where the limit is lowered', async () => {
    const store = await stored(await testDatabase(engine), { calls_per_day: 2, time_zone: 'UTC' });
    const [first, second] = [await store.open(REF, use()), await store.open(REF, use())];

    await second?.giveBack?.();
    expect(await store.callsToday(REF, { time_zone: 'UTC' })).toBe(1);
    expect(await answer(store)).toBe('allowed');
    await store.setKeyUse(REF, { calls_per_day: 1, time_zone: 'UTC' });

    expect(first).toBeDefined();
    expect(await answer(store, use({ stage: 'again' }))).toMatch(/allows 1 call a day/);
  });

  test('counts by the day of its zone, and says when the next call is allowed', async () => {
    const database = await testDatabase(engine);
    const clock = { now: Date.parse('2026-11-30T22:59:00Z') };
    await stored(database, {
      calls_per_day: 1,
      from: '07:30',
      until: '24:00',
      time_zone: 'Europe/Vienna',
    });
    const store = at(database, clock);

    expect(await answer(store)).toBe('allowed');
    const refused = await store.open(REF, use()).catch((error: unknown) => error as KeyUseRefused);
    clock.now = Date.parse('2026-11-30T23:00:00Z');
    const closed = await store.open(REF, use()).catch((error: unknown) => error as KeyUseRefused);
    clock.now = Date.parse('2026-12-01T06:30:00Z');

    // Midnight in Vienna is before it opens.
    expect(refused).toMatchObject({
      refusal: {
        reason: expect.stringMatching(/from 2026-12-01 07:30 \(Europe\/Vienna\)\.$/),
        afterMs: 7 * 3_600_000 + 31 * 60_000,
      },
    });
    expect(closed).toMatchObject({
      refusal: {
        reason:
          'its key-use policy allows calls from 07:30 to 24:00 (Europe/Vienna) only; the next is allowed from 2026-12-01 07:30 (Europe/Vienna).',
      },
    });
    expect(await answer(store)).toBe('allowed');
  });

  test('keeps counts for as long as they matter', async () => {
    const database = await testDatabase(engine);
    const clock = { now: Date.parse('2026-11-30T12:00:00Z') };
    await stored(database, { calls_per_day: 5, time_zone: 'UTC' });
    const store = at(database, clock);
    await answer(store);

    await forgetCounts(database.db, Date.parse('2026-12-02T12:00:00Z'));
    expect(await store.callsToday(REF, { time_zone: 'UTC' })).toBe(1);
    await forgetCounts(database.db, Date.parse('2026-12-03T00:00:00Z'));
    expect(await store.callsToday(REF, { time_zone: 'UTC' })).toBe(0);
  });
});
