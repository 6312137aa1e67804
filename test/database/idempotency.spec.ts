import type { IdempotentWrite, Outcome } from 'anthropic-admin-connector';
import { openDatabase } from '../../platform/src/database/database.js';
import { moment } from '../../platform/src/database/schema.js';
import {
  DatabaseIdempotencyStore,
  forgetExpired,
  LEASE_MS,
} from '../../platform/src/stores/idempotency-store.js';
import { KEPT_MS } from '../../platform/src/stores/outcome-shares.js';
import { CANARY, ROW_SEAL } from './support/connections.js';
import { afterTest } from '../support/cleanup.js';
import { earlierDatabase, ENGINES, testDatabase } from './support/test-database.js';

const WRITE: IdempotentWrite = {
  connector: 'anthropic',
  tenantId: 'acme',
  key: 'k1',
  fingerprint: 'f1',
};
const OUTCOME: Outcome = {
  ok: true,
  actionId: 'invites_create',
  data: { id: 'invite_1' },
  meta: { requestId: 'r', durationMs: 1, attempts: 1 },
};

function clock() {
  let time = Date.parse('2026-11-01T00:00:00.000Z');
  return { now: () => time, pass: (ms: number) => (time += ms) };
}

describe.each(ENGINES)('idempotency keys on %s', (engine) => {
  test('are new once, then running, then done with the first outcome', async () => {
    const { db } = await testDatabase(engine);
    const store = new DatabaseIdempotencyStore(db, ROW_SEAL);

    const states = [await store.begin(WRITE), await store.begin(WRITE)];
    await store.finish(WRITE, OUTCOME);
    states.push(await store.begin(WRITE));

    expect(states).toEqual([{ state: 'new' }, { state: 'running' }, { state: 'done', outcome: OUTCOME }]);
  });

  test('refuse another input, whether the first is running or done', async () => {
    const { db } = await testDatabase(engine);
    const store = new DatabaseIdempotencyStore(db, ROW_SEAL);
    const other = { ...WRITE, fingerprint: 'f2' };
    await store.begin(WRITE);

    const states = [await store.begin(other)];
    await store.finish(WRITE, OUTCOME);
    states.push(await store.begin(other));

    expect(states).toEqual([{ state: 'other_input' }, { state: 'other_input' }]);
  });

  test('are new again once they are released', async () => {
    const { db } = await testDatabase(engine);
    const store = new DatabaseIdempotencyStore(db, ROW_SEAL);
    await store.begin(WRITE);

    await store.release(WRITE);

    expect(await store.begin({ ...WRITE, fingerprint: 'f2' })).toEqual({ state: 'new' });
  });

  test('are each tenant’s own', async () => {
    const { db } = await testDatabase(engine);
    const store = new DatabaseIdempotencyStore(db, ROW_SEAL);
    await store.begin(WRITE);
    await store.finish(WRITE, OUTCOME);

    expect(await store.begin({ ...WRITE, tenantId: 'globex' })).toEqual({ state: 'new' });
  });

  test('are each connector’s own', async () => {
    const { db } = await testDatabase(engine);
    const store = new DatabaseIdempotencyStore(db, ROW_SEAL);
    await store.begin(WRITE);
    await store.finish(WRITE, OUTCOME);

    expect(await store.begin({ ...WRITE, connector: 'other' })).toEqual({ state: 'new' });
  });

  test('let one of many concurrent begins win', async () => {
    const database = await testDatabase(engine);
    const stores = [database, await database.again()].map(
      ({ db }) => new DatabaseIdempotencyStore(db, ROW_SEAL),
    );

    const states = await Promise.all(
      Array.from({ length: 20 }, (_, index) => stores[index % 2]?.begin({ ...WRITE })),
    );

    expect(states.filter((found) => found?.state === 'new')).toHaveLength(1);
    expect(states.filter((found) => found?.state === 'running')).toHaveLength(19);
  });

  test('are running for as long as their owner renews its leases', async () => {
    const { db } = await testDatabase(engine);
    const { now, pass } = clock();
    const [owner, other] = [
      new DatabaseIdempotencyStore(db, ROW_SEAL, now),
      new DatabaseIdempotencyStore(db, ROW_SEAL, now),
    ];
    await owner.begin(WRITE);

    for (let beat = 0; beat < 3; beat += 1) {
      pass(LEASE_MS - 1);
      await owner.renewLeases();
    }

    expect(await other.begin(WRITE)).toEqual({ state: 'running' });
  });

  test('are lost once their owner is gone, and never new before their time is up', async () => {
    const { db } = await testDatabase(engine);
    const { now, pass } = clock();
    await new DatabaseIdempotencyStore(db, ROW_SEAL, now).begin(WRITE);
    const other = new DatabaseIdempotencyStore(db, ROW_SEAL, now);
    await other.renewLeases();

    pass(LEASE_MS);
    const soon = await other.begin(WRITE);
    pass(KEPT_MS - LEASE_MS - 1);
    const late = await other.begin(WRITE);

    expect([soon, late]).toEqual([{ state: 'lost' }, { state: 'lost' }]);
  });

  test('give the outcome of an owner that was only slow', async () => {
    const { db } = await testDatabase(engine);
    const { now, pass } = clock();
    const [owner, other] = [
      new DatabaseIdempotencyStore(db, ROW_SEAL, now),
      new DatabaseIdempotencyStore(db, ROW_SEAL, now),
    ];
    await owner.begin(WRITE);
    pass(LEASE_MS);

    const meanwhile = await other.begin(WRITE);
    await owner.finish(WRITE, OUTCOME);

    expect([meanwhile, await other.begin(WRITE)]).toEqual([
      { state: 'lost' },
      { state: 'done', outcome: OUTCOME },
    ]);
  });

  test('are not finished or released by anybody but their owner', async () => {
    const { db } = await testDatabase(engine);
    const [owner, other] = [
      new DatabaseIdempotencyStore(db, ROW_SEAL),
      new DatabaseIdempotencyStore(db, ROW_SEAL),
    ];
    await owner.begin(WRITE);

    await other.finish(WRITE, OUTCOME);
    await other.release(WRITE);

    expect(await other.begin(WRITE)).toEqual({ state: 'running' });
  });

  test('let a process that has finished its writes stay silent', async () => {
    const { db } = await testDatabase(engine);
    const { now, pass } = clock();
    const store = new DatabaseIdempotencyStore(db, ROW_SEAL, now);
    await store.begin(WRITE);
    await store.finish(WRITE, OUTCOME);
    await store.begin({ ...WRITE, key: 'k2' });
    pass(1000);

    await store.renewLeases();

    const rows = await db
      .selectFrom('idempotency_keys')
      .select(['key', 'leased_until'])
      .orderBy('key')
      .execute();
    expect(rows).toEqual([
      { key: 'anthropic:k1', leased_until: moment(now() - 1000, LEASE_MS) },
      { key: 'anthropic:k2', leased_until: moment(now(), LEASE_MS) },
    ]);
  });

  test('are new for one of many once their time is up', async () => {
    const database = await testDatabase(engine);
    const { now, pass } = clock();
    const stores = [database, await database.again()].map(
      ({ db }) => new DatabaseIdempotencyStore(db, ROW_SEAL, now),
    );
    await stores[0]?.begin(WRITE);
    await stores[0]?.finish(WRITE, OUTCOME);
    pass(KEPT_MS);

    const states = await Promise.all(
      Array.from({ length: 10 }, (_, index) => stores[index % 2]?.begin({ ...WRITE, fingerprint: 'f2' })),
    );

    expect(states.map((found) => found?.state).sort()).toEqual(['new', ...Array(9).fill('running')].sort());
  });

  test('are forgotten in batches once their time is up', async () => {
    const { db } = await testDatabase(engine);
    const { now, pass } = clock();
    const store = new DatabaseIdempotencyStore(db, ROW_SEAL, now);
    for (const key of ['a', 'b', 'c']) await store.begin({ ...WRITE, key });
    pass(KEPT_MS);
    await store.begin({ ...WRITE, key: 'young' });

    const forgotten = [
      await forgetExpired(db, moment(now()), 2),
      await forgetExpired(db, moment(now()), 2),
      await forgetExpired(db, moment(now()), 2),
    ];

    expect(forgotten).toEqual([2, 1, 0]);
    expect(await db.selectFrom('idempotency_keys').select('key').execute()).toEqual([
      { key: 'anthropic:young' },
    ]);
  });

  test('keep no Admin key that strayed into an outcome', async () => {
    const database = await testDatabase(engine);
    const store = new DatabaseIdempotencyStore(database.db, ROW_SEAL);
    await store.begin(WRITE);

    await store.finish(WRITE, { ...OUTCOME, data: { note: `It is ${CANARY.reveal()}.` } } as Outcome);

    expect((await database.stolen()).includes('canary')).toBe(false);
    expect(await store.begin(WRITE)).toMatchObject({
      outcome: { data: { note: 'It is [redacted].' } },
    });
  });
});

describe.each(ENGINES)('the share of stored outcomes on %s', (engine) => {
  const BOUNDS = { perTenant: 4, bytesPerTenant: 100_000, subjectShare: 50 };
  const by = (subject: string, key: string): IdempotentWrite => ({ ...WRITE, subject, key });
  const boot = async (bounds = BOUNDS) => {
    const database = await testDatabase(engine);
    const time = clock();
    const another = async () =>
      new DatabaseIdempotencyStore((await database.again()).db, ROW_SEAL, time.now, bounds);
    return { ...time, another, store: await another() };
  };
  const FULL = { state: 'full', afterMs: KEPT_MS };

  test('leaves others room where one subject stores all that it can, in every process', async () => {
    const { store, another } = await boot();

    const mallory = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((key) => store.begin(by('mallory', key))),
    );
    const elsewhere = await (await another()).begin(by('mallory', 'f'));
    const ada = [await store.begin(by('ada', 'a')), await store.begin(by('ada', 'g'))];

    expect(mallory).toEqual([{ state: 'new' }, { state: 'new' }, FULL, FULL, FULL]);
    expect(elsewhere).toEqual(FULL);
    // The key of another subject of the tenant is known: it takes no place.
    expect(ada).toEqual([{ state: 'running' }, { state: 'new' }]);
  });

  test('of a tenant is not exceeded by many subjects, and no other tenant has less for it', async () => {
    const { store } = await boot();
    for (const key of ['a', 'b', 'c', 'd']) await store.begin(by(`subject ${key}`, key));

    expect(await store.begin(by('ada', 'e'))).toEqual(FULL);
    expect(await store.begin({ ...WRITE, key: 'without a subject' })).toEqual(FULL);
    expect(await store.begin({ ...by('ada', 'e'), tenantId: 'globex' })).toEqual({ state: 'new' });
  });

  test('is counted in bytes too', async () => {
    const { store, another } = await boot({ perTenant: 1000, bytesPerTenant: 1000, subjectShare: 50 });
    const large = { ...OUTCOME, data: { id: 'ü'.repeat(300) } } as Outcome;
    const write = by('mallory', 'a');
    await store.begin(write);
    await store.finish(write, large);

    expect(await store.begin(by('mallory', 'b'))).toEqual(FULL);
    expect(await (await another()).begin(by('mallory', 'b'))).toEqual(FULL);
    expect(await store.begin(by('ada', 'b'))).toEqual({ state: 'new' });
  });

  test('has room again for what was released, and once the first outcome has expired', async () => {
    const { store, pass } = await boot();
    const [first, second] = [by('ada', 'a'), by('ada', 'b')];
    await store.begin(first);
    pass(60_000);
    await store.begin(second);
    const full = await store.begin(by('ada', 'c'));
    await store.release(second);
    const released = await store.begin(by('ada', 'c'));
    pass(KEPT_MS - 60_000);

    expect(full).toEqual({ state: 'full', afterMs: KEPT_MS - 60_000 });
    expect([released, await store.begin(by('ada', 'd'))]).toEqual([{ state: 'new' }, { state: 'new' }]);
  });

  test('that is used up still gives the outcomes that it has', async () => {
    const { store } = await boot();
    const write = by('ada', 'a');
    await store.begin(write);
    await store.finish(write, OUTCOME);
    await store.begin(by('ada', 'b'));

    expect(await store.begin(write)).toEqual({ state: 'done', outcome: OUTCOME });
    expect(await store.begin({ ...write, fingerprint: 'f2' })).toEqual({ state: 'other_input' });
  });

  test('counts what an earlier version has stored', async () => {
    const database = await testDatabase(engine);
    const store = new DatabaseIdempotencyStore(database.db, ROW_SEAL);
    await store.begin(WRITE);
    await store.finish(WRITE, OUTCOME);
    const location = await earlierDatabase('019-tenants', database, ['idempotency_keys']);

    const upgraded = await openDatabase(location);
    afterTest(() => upgraded.close());
    const bounds = { perTenant: 100, bytesPerTenant: JSON.stringify(OUTCOME).length, subjectShare: 50 };
    const later = new DatabaseIdempotencyStore(upgraded.db, ROW_SEAL, Date.now, bounds);

    expect(await later.begin({ ...WRITE, key: 'k2' })).toMatchObject({ state: 'full' });
    expect(await later.begin(WRITE)).toEqual({ state: 'done', outcome: OUTCOME });
  });
});
