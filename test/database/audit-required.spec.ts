import { DEMO_ADMIN_KEY, SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { openDatabase } from '../../platform/src/database/database.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { disarm } from './support/audit.js';
import { bootWith, storedIn } from './support/boot-stored.js';
import { ENGINES } from './support/test-database.js';

type Env = Record<string, string>;

/** Spoils the head of every chain, so that nothing can be added to them. */
async function spoilAudit({ DATA_DIR: dataDir = '', DATABASE_URL: url }: Env): Promise<void> {
  const database = await openDatabase({ dataDir, databaseUrl: url === undefined ? undefined : new URL(url) });
  await disarm(database);
  await database.db.updateTable('audit_heads').set({ mac: null }).execute();
  await database.close();
}

/** A platform that has connected, and whose audit cannot be written any more. */
async function unaudited(engine: (typeof ENGINES)[number], more: Env = {}): Promise<BootedPlatform> {
  const env = { ...(await storedIn(engine)), ...more };
  const platform = await bootWith(env);
  await platform.connect();
  await spoilAudit(env);
  platform.simulator.journal.clear();
  return platform;
}

const put = ({ call }: BootedPlatform, name: string, apiKey: string) =>
  call(`/connections/${name}`, {
    method: 'PUT',
    body: { api_key: apiKey, confirm_organization_change: true },
  });

const invoke = ({ call }: BootedPlatform, action: string, input: object = {}) =>
  call(`/actions/${action}/invoke`, { method: 'POST', body: { input } });

interface Entries {
  readonly data: { readonly action: string; readonly code: string; readonly details: object }[];
}

const FAILED = { code: 'host_failed' };

describe.each(ENGINES)('without an audit on %s', (engine) => {
  test('no key is saved, replaced or deleted', async () => {
    const platform = await unaudited(engine);

    const answers = [
      await put(platform, 'new', DEMO_ADMIN_KEY),
      await put(platform, 'default', SECOND_ADMIN_KEY),
      await platform.call('/connections/default', { method: 'DELETE' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(answers.map(({ body }) => body)).toMatchObject([FAILED, FAILED, FAILED]);
    expect((await platform.call('/connections/new')).status).toBe(404);
    expect((await platform.call('/connections/default')).body).toMatchObject({
      state: 'active',
      revision: 1,
    });
  });

  test('reads are answered with a warning, unless they are required to be recorded', async () => {
    const [recorded, required] = [
      await unaudited(engine),
      await unaudited(engine, { PLATFORM_AUDIT_READS: 'required' }),
    ];

    const [read, refused] = [await invoke(recorded, 'users_list'), await invoke(required, 'users_list')];

    expect([read.status, read.body]).toMatchObject([
      200,
      { meta: { warnings: [expect.stringContaining('could not be written')] } },
    ]);
    expect([refused.status, refused.body]).toMatchObject([503, FAILED]);
    expect(required.simulator.journal.entries()).toEqual([]);
  });
});

describe.each(ENGINES)('refused calls on %s', (engine) => {
  test('have an entry each up to a number in a minute, and one that says how many more there were', async () => {
    const env = { ...(await storedIn(engine)), PLATFORM_AUDIT_REFUSED_PER_MINUTE: '3' };
    const platform = await bootWith(env);
    await platform.connect();
    for (let index = 0; index < 20; index += 1) {
      await invoke(platform, index % 4 === 3 ? 'no_such_action' : 'users_get', { user: 'x'.repeat(1000) });
    }
    const before = (await platform.call('//v1/audit?code=invalid_input')).body as Entries;
    await invoke(platform, 'invites_create', { email: 'someone@acme-robotics.example', role: 'user' });
    await platform.close();

    const again = await bootWith(env);

    const { data } = (await again.call('//v1/audit')).body as Entries;
    expect(before.data).toHaveLength(3);
    expect(data.filter(({ code }) => code === 'unknown_action')).toEqual([]);
    expect(data.filter(({ action }) => action === 'invites_create')).toHaveLength(2);
    expect(data[0]).toMatchObject({
      action: 'invocations.refused',
      code: 'invalid_input',
      details: { refused: 17, codes: { invalid_input: 12, unknown_action: 5 } },
    });
    expect((await again.call('//v1/audit/verify')).body).toMatchObject({ ok: true });
  });
});
