import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { openDatabase } from '../../platform/src/database/database.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { attempted, problem } from '../platform/support/problems.js';
import { bootWith, storedIn } from './support/boot-stored.js';
import { ENGINES } from './support/test-database.js';

const FIX =
  'Replace the key of the connection, or ask the operator to restore the keyring or the record; the log has the cause.';

const DAMAGE: [string, object, string][] = [
  ['was altered', { payload: new Uint8Array(64) }, 'This record does not authenticate'],
  ['is cut off', { wrapped_key: new Uint8Array(3) }, 'This record is damaged'],
  ['is under a key that the keyring does not hold', { key_id: 'k9' }, 'that the keyring does not hold'],
  ['is in a format of the future', { format: 99 }, 'in a format that this version'],
];

/** A platform whose stored key was damaged behind its back. */
async function damaged(engine: (typeof ENGINES)[number], damage: object): Promise<BootedPlatform> {
  const env = await storedIn(engine);
  const platform = await bootWith(env);
  await platform.connect();
  const { DATA_DIR: dataDir = '', DATABASE_URL: url } = env;
  const database = await openDatabase({ dataDir, databaseUrl: url === undefined ? undefined : new URL(url) });
  await database.db.updateTable('connections').set(damage).execute();
  await database.close();
  platform.simulator.journal.clear();
  return platform;
}

const invoke = ({ call }: BootedPlatform) =>
  call('/actions/organization_get/invoke', { method: 'POST', body: {} });

describe.each(ENGINES)('a stored key on %s', (engine) => {
  test('whose record is not the one that was written shows no policy in place of the removed one', async () => {
    const platform = await damaged(engine, { key_use: '{"time_zone":"UTC"}' });

    const shown = await platform.call('/connections/default/key-use');

    expect(shown).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test.each(DAMAGE)('that %s is refused with what to do, and nobody is asked', async (_, damage, logged) => {
    const platform = await damaged(engine, damage);

    const used = await invoke(platform);
    const checked = await platform.call('/connections/default/check', { method: 'POST' });

    const refused = {
      code: 'credential_rejected',
      blame: 'configuration',
      fix: FIX,
      retry: { allowed: false },
    };
    expect([used.status, used.body]).toEqual([
      424,
      problem(
        424,
        'Admin key refused',
        {
          ...refused,
          message: 'The connection "default" cannot be used: The stored key cannot be decrypted.',
        },
        attempted(0),
      ),
    ]);
    expect([checked.status, checked.body]).toEqual([
      424,
      problem(424, 'Admin key refused', { ...refused, message: 'The stored key cannot be decrypted.' }),
    ]);
    expect(platform.simulator.journal.entries()).toEqual([]);
    const errors = platform.log.filter((line) => line.includes('"level":"error"'));
    expect(errors.map((line) => line.includes(logged))).toEqual([true, true]);
  });

  test('that cannot be decrypted is replaced as any other, and its connection stays as it is until then', async () => {
    const platform = await damaged(engine, { payload: new Uint8Array(64) });
    await invoke(platform);
    const before = await platform.call('/connections/default');

    const body = { api_key: DEMO_ADMIN_KEY };
    const replaced = await platform.call('/connections/default', { method: 'PUT', body });

    expect(before.body).toMatchObject({ state: 'active', revision: 1 });
    expect([replaced.status, replaced.body]).toMatchObject([200, { state: 'active', revision: 2 }]);
    expect((await invoke(platform)).status).toBe(200);
  });
});
