import { setTimeout as pause } from 'node:timers/promises';
import { activateKeyringKey, addKeyringKey } from 'anthropic-admin-connector';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { connection, CANARY } from '../database/support/connections.js';
import { until } from '../platform/support/until.js';
import { admin, startAdmin } from './support/admin.js';
import { ENGINES, installation, type Installation } from './support/installation.js';

jest.setTimeout(180_000);

// What runs in a process of its own runs as it was built.
beforeAll(() => buildWhenStale(['platform']));

/** Often beside a rewrap that takes a second. */
const OPENED_EVERY_MS = 3;

/** An installation that has just got the key k2. */
async function rotating(engine: (typeof ENGINES)[number], count: number): Promise<Installation> {
  const made = await installation(engine);
  await made.fill(count);
  await addKeyringKey(made.keyring, 'k2');
  await activateKeyringKey(made.keyring, 'k2');
  return made;
}

const under = async ({ records }: Installation, key: string): Promise<number> =>
  (await records.countByKeyId()).get(key) ?? 0;

describe.each(ENGINES)('keys rewrap on %s', (engine) => {
  test('disturbs nobody who opens, replaces, saves and deletes connections meanwhile', async () => {
    const made = await rotating(engine, 300);
    const { store } = made;
    const rewrap = startAdmin(made.env, 'keys', 'rewrap', '--batch', '3');
    let running = true;
    const opened: boolean[] = [];
    const wrote: unknown[] = [];

    const opening = (async () => {
      for (let index = 0; running; index += 1) {
        opened.push(await made.open(`t${index % 250}`));
        // The embedded database answers at once: nobody would hear that the command has ended, nor leave it the CPU.
        await pause(OPENED_EVERY_MS);
      }
    })();
    const writing = (async () => {
      for (let index = 0; index < 25; index += 1) {
        const tenantId = `t${10 * index}`;
        wrote.push(await store.put(connection({ tenantId, revision: 2 }), CANARY, 1));
        wrote.push(await store.put(connection({ tenantId, name: 'second' }), CANARY, 0));
        wrote.push(
          await store.delete({ connector: 'anthropic', tenantId: `t${250 + index}`, name: 'default' }),
        );
      }
    })();
    const { code, stderr } = await rewrap.ended;
    running = false;
    await Promise.all([opening, writing]);

    expect([code, stderr.includes('admin:')]).toEqual([0, false]);
    expect([opened.every(Boolean), wrote.every(Boolean)]).toEqual([true, true]);
    expect([await under(made, 'k1'), await under(made, 'k2')]).toEqual([0, 300]);
  });

  test('goes on where it was killed', async () => {
    const made = await rotating(engine, 400);
    const killed = startAdmin(made.env, 'keys', 'rewrap', '--batch', '1');
    await until(async () => (await under(made, 'k2')) > 5);
    killed.process.kill('SIGKILL');
    await killed.ended;
    const [left, done] = [await under(made, 'k1'), await under(made, 'k2')];

    const { code, stdout } = await admin(made.env, 'keys', 'rewrap', '--json');

    expect([left > 0, done > 5, left + done]).toEqual([true, true, 400]);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { ok: true, active: 'k2', rewrapped: left, left: 0, broken: [], purged: true },
    ]);
    expect(await made.open('t0')).toBe(true);
  });

  test('may run twice at once: each record changes once', async () => {
    const made = await rotating(engine, 200);

    const said = await Promise.all(
      [1, 2].map(() => admin(made.env, 'keys', 'rewrap', '--batch', '7', '--json')),
    );

    const [first, second] = said.map(
      ({ stdout }) => JSON.parse(stdout) as { rewrapped: number; left: number },
    );
    expect(said.map(({ code }) => code)).toEqual([0, 0]);
    expect([(first?.rewrapped ?? 0) + (second?.rewrapped ?? 0), first?.left, second?.left]).toEqual([
      200, 0, 0,
    ]);
    expect(await made.open('t199')).toBe(true);
  });

  test('finds nothing to do the second time', async () => {
    const made = await rotating(engine, 3);
    await admin(made.env, 'keys', 'rewrap');

    const { code, stdout } = await admin(made.env, 'keys', 'rewrap');

    expect([code, stdout]).toEqual([
      0,
      'Rewrapped 0 records under the key k2.\nNo record is under another key.\n',
    ]);
  });

  test('rewraps the others where one record is broken, names that one, and exits with 1', async () => {
    const made = await rotating(engine, 5);
    const { db } = made.database;
    await db.updateTable('connections').set({ revision: 9 }).where('tenant_id', '=', 't2').execute();

    const { code, stdout } = await admin(made.env, 'keys', 'rewrap', '--batch', '2');

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^Rewrapped 4 records under the key k2\.\n1 record cannot be opened:\n {2}t2 \/ default \(key k1\): This record does not authenticate/,
    );
    expect(await under(made, 'k1')).toBe(1);
  });

  test('gives every record another wrapping and leaves its payload as it is', async () => {
    const made = await rotating(engine, 20);
    const before = await made.records.page({ limit: 20 });

    await admin(made.env, 'keys', 'rewrap');

    const after = await made.records.page({ limit: 20 });
    expect(after.map(({ sealed }) => sealed.payload)).toEqual(before.map(({ sealed }) => sealed.payload));
    const old = new Set(before.map(({ sealed }) => Buffer.from(sealed.wrappedKey).toString('hex')));
    expect(after.filter(({ sealed }) => old.has(Buffer.from(sealed.wrappedKey).toString('hex')))).toEqual([]);
  });
});
