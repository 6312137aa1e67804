import { sql } from 'kysely';
import { openDatabase, type Database } from '../../platform/src/database/database.js';
import { forgetLimits } from '../../platform/src/limits/forget-limits.js';
import { countersOf } from '../../platform/src/limits/throttle/counters.js';
import { Throttle } from '../../platform/src/limits/throttle/throttle.js';
import type { Scope } from '../../platform/src/limits/throttle/throttle.config.js';
import { bootWith } from '../database/support/boot-stored.js';
import { testDatabase, testLocation } from '../database/support/test-database.js';

const ADA = { tenantId: 'acme', actor: { id: 'ada', type: 'user' } } as const;

const NO_LIMITS = { token: 0, tenant: 0, address: 0, keys_tenant: 0, keys_address: 0 };

/** A throttle over a database, and what it tells. */
function watched(database: Database, limit: number): { throttle: Throttle; heard: string[] } {
  const heard: string[] = [];
  const events = {
    refused: (scope: Scope) => void heard.push(`refused ${scope}`),
    unauthenticated: () => void heard.push('unauthenticated'),
    failed: () => void heard.push('failed'),
  };
  return {
    throttle: new Throttle({ ...NO_LIMITS, token: limit }, countersOf(database), events),
    heard,
  };
}

const counts = ({ db }: Database) => db.selectFrom('throttle_counts').selectAll().execute();

test('keeps nothing of who has asked but how often', async () => {
  const database = await testDatabase('postgres');
  const { throttle } = watched(database, 10);

  await throttle.take(ADA);
  await throttle.take(ADA);

  const [row, ...others] = await counts(database);
  expect(others).toEqual([]);
  expect(row).toEqual({
    key: expect.stringMatching(/^token:[\w-]{43}$/),
    points: 2,
    expire: expect.any(Number),
  });
});

test('asks the database no more once somebody is over the limit', async () => {
  const database = await testDatabase('postgres');
  const { throttle, heard } = watched(database, 1);
  await throttle.take(ADA);

  for (let nth = 0; nth < 5; nth += 1)
    await expect(throttle.take(ADA)).rejects.toThrow("the platform's limit");

  expect(await counts(database)).toMatchObject([{ points: 1 }]);
  expect(heard).toEqual(Array(5).fill('refused token'));
});

test('counts in the process while the database does not', async () => {
  const database = await testDatabase('postgres');
  const { throttle, heard } = watched(database, 2);
  await sql`alter table throttle_counts rename to elsewhere`.execute(database.db);

  await throttle.take(ADA);
  await throttle.take(ADA);
  await expect(throttle.take(ADA)).rejects.toThrow("the platform's limit");
  await sql`alter table elsewhere rename to throttle_counts`.execute(database.db);
  await throttle.take(ADA);

  expect(heard).toEqual(['failed', 'failed', 'failed', 'refused token']);
  expect(await counts(database)).toMatchObject([{ points: 1 }]);
});

test('counts nobody without a good token', async () => {
  const { dataDir, databaseUrl } = await testLocation('postgres');
  const env = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl?.href ?? '', PLATFORM_THROTTLE_PER_TOKEN: '1' };
  const platform = await bootWith(env);

  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, nth) =>
      platform.call('/actions', { headers: { authorization: `Bearer made.up.${nth}` } }),
    ),
  );

  const database = await openDatabase({ dataDir, databaseUrl });
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(401));
  expect(await counts(database)).toEqual([]);
  await database.close();
});

test('forgets what counts no more', async () => {
  const database = await testDatabase('postgres');
  const { throttle } = watched(database, 10);
  await throttle.take(ADA);

  await forgetLimits(database);
  const before = await counts(database);
  await forgetLimits(database, Date.now() + 3_600_000);

  expect(before).toHaveLength(1);
  expect(await counts(database)).toEqual([]);
});
