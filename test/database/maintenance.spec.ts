import { DatabaseIdempotencyStore, HEARTBEAT_MS } from '../../platform/src/stores/idempotency-store.js';
import { CLEANING_MS, Maintenance } from '../../platform/src/installation/maintenance.js';
import { StoresModule } from '../../platform/src/stores/stores.module.js';
import { ROW_SEAL } from './support/connections.js';
import { testDatabase } from './support/test-database.js';

const DAYS_MS = 48 * 60 * 60 * 1000;

beforeEach(() =>
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] }),
);
afterEach(() => jest.useRealTimers());

test('renews leases at every heartbeat until it is stopped, and reports what fails', async () => {
  const { db } = await testDatabase('libsql');
  const store = new DatabaseIdempotencyStore(db, ROW_SEAL);
  const renewed = jest.spyOn(store, 'renewLeases').mockRejectedValueOnce(new Error('no answer'));
  const reported: unknown[] = [];
  const maintenance = new Maintenance((error) => void reported.push(error));
  new StoresModule(maintenance, store);

  maintenance.start();
  await jest.advanceTimersByTimeAsync(2 * HEARTBEAT_MS);
  maintenance.stop();
  await jest.advanceTimersByTimeAsync(HEARTBEAT_MS);

  expect(renewed).toHaveBeenCalledTimes(2);
  expect(reported).toEqual([new Error('no answer')]);
});

test('forgets keys whose time is up', async () => {
  const { db } = await testDatabase('libsql');
  const store = new DatabaseIdempotencyStore(db, ROW_SEAL, () => Date.now() - DAYS_MS);
  const write = { connector: 'anthropic', tenantId: 'acme', key: 'k1', fingerprint: 'f1' };
  await store.begin(write);
  await store.finish(write, { ok: true } as never);
  const maintenance = new Maintenance(() => {});
  new StoresModule(maintenance, store);

  maintenance.start();
  await jest.advanceTimersByTimeAsync(CLEANING_MS);
  maintenance.stop();

  expect(await db.selectFrom('idempotency_keys').selectAll().execute()).toEqual([]);
});
