import { EventEmitter, once } from 'node:events';
import { sql } from 'kysely';
import { openDatabase } from '../../platform/src/database/database.js';
import { afterTest } from '../support/cleanup.js';
import { bootWith, storedIn } from './support/boot-stored.js';
import { testDatabase } from './support/test-database.js';

const OURS = 'anthropic-admin-platform';

test('a connection that breaks in a transaction fails it, is told once, and ends nothing else', async () => {
  const { location, again } = await testDatabase('postgres');
  const operator = await again();
  const broken = new EventEmitter();
  const told: unknown[] = [];
  broken.on('one', (error) => told.push(error));
  const { db, close } = await openDatabase(location, (error) => void broken.emit('one', error));
  afterTest(close);

  for (let round = 1; round <= 5; round += 1) {
    const failed = await db
      .transaction()
      .execute(async (transaction) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
        const ended = once(broken, 'one');
        await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(operator.db);
        await ended;
        await sql`select 1`.execute(transaction);
      })
      .catch((error: unknown) => error);

    expect(failed).toBeInstanceOf(Error);
    expect(told).toHaveLength(round);
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  }
});

test('a platform whose connections are ended again and again serves on, and says so in its log', async () => {
  const env = await storedIn('postgres');
  const platform = await bootWith(env);
  await platform.connect();
  const { db, close } = await openDatabase({
    dataDir: env['DATA_DIR'] ?? '',
    databaseUrl: new URL(env['DATABASE_URL'] ?? ''),
  });
  afterTest(close);
  const call = () => platform.call('/actions/users_list/invoke', { method: 'POST', body: {} });

  for (let round = 0; round < 20; round += 1) {
    const calls = Promise.all(Array.from({ length: 5 }, call));
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = ${OURS} and pid <> pg_backend_pid()`.execute(
      db,
    );
    await calls;
  }

  const broken = platform.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(broken).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      reason: '57P01',
      msg: 'a connection to the database broke; the next query opens another one',
    }),
  );
  expect((await call()).status).toBe(200);
});
