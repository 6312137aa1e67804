import { openDatabase, type Database } from '../../platform/src/database/database.js';
import { bootWith, storedIn } from './support/boot-stored.js';
import { disarm } from './support/audit.js';
import { ENGINES } from './support/test-database.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';

/** A platform on which acme has connected and listed its members twice: three entries. */
async function busy(engine: (typeof ENGINES)[number]) {
  const env = await storedIn(engine);
  const platform = await bootWith(env);
  await platform.connect();
  for (let index = 0; index < 2; index += 1) {
    await platform.call('/actions/users_list/invoke', { method: 'POST', body: {} });
  }
  return { platform, env };
}

const verdict = async ({ call }: BootedPlatform, tenant = 'acme') =>
  (await call('//v1/audit/verify', { tenant })).body;

/** Writes to the database behind the platform's back. */
async function tamper(env: Record<string, string>, work: (db: Database['db']) => Promise<unknown>) {
  const { DATA_DIR: dataDir = '', DATABASE_URL: url } = env;
  const database = await openDatabase({ dataDir, databaseUrl: url === undefined ? undefined : new URL(url) });
  await disarm(database);
  await work(database.db);
  await database.close();
}

describe.each(ENGINES)('GET /v1/audit/verify on %s', (engine) => {
  test('tells that the chain is whole, and how far it goes', async () => {
    const { platform } = await busy(engine);
    const { body } = await platform.call('//v1/audit?limit=1');
    const [last] = (body as { data: { seq: number; hash: string }[] }).data;

    expect(await verdict(platform)).toEqual({
      ok: true,
      entries: 4,
      head: { seq: 4, hash: last?.hash },
    });
  });

  test('names the entries that are not as they were written', async () => {
    const { platform, env } = await busy(engine);

    await tamper(env, async (db) => {
      await db.updateTable('audit_entries').set({ actor_id: 'mallory' }).where('seq', '=', 1).execute();
      await db.deleteFrom('audit_entries').where('seq', '=', 2).execute();
    });

    const altered = {
      kind: 'altered',
      seq: 1,
      message: 'Entry 1 was altered: its content does not match its hash.',
    };
    expect(await verdict(platform)).toEqual({
      ok: false,
      entries: 3,
      head: { seq: 4, hash: expect.any(String) },
      problem: altered,
      problems: [altered, { kind: 'removed', seq: 2, message: 'Entry 2 was removed.' }],
    });
  });

  test('tells a tenant of its own chain alone', async () => {
    const { platform, env } = await busy(engine);

    await tamper(env, (db) => db.deleteFrom('audit_entries').where('seq', '=', 2).execute());

    expect(await verdict(platform, 'globex')).toEqual({ ok: true, entries: 0, head: null });
  });
});

test('GET /v1/audit/verify wants a token', async () => {
  const { url } = await bootWith(await storedIn('libsql'));

  expect((await fetch(`${url}/v1/audit/verify`)).status).toBe(401);
});
