import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { createPlatform } from '../../platform/src/app.js';
import { openDatabase } from '../../platform/src/database/database.js';
import type { Answer, BootedPlatform } from '../platform/support/boot-platform.js';
import { SECRET } from '../platform/support/tokens.js';
import { bootWith, storedIn } from './support/boot-stored.js';
import { ENGINES, stolenFrom } from './support/test-database.js';

const invite = ({ call }: BootedPlatform, key: string, email = 'ada@example.com'): Promise<Answer> =>
  call('/actions/invites_create/invoke', {
    method: 'POST',
    body: { input: { email, role: 'user' } },
    headers: { 'idempotency-key': key },
  });

describe.each(ENGINES)('the platform on %s', (engine) => {
  test('knows connections, outcomes and its audit again after a restart', async () => {
    const env = await storedIn(engine);
    const first = await bootWith(env);
    await first.connect();
    const before = await invite(first, 'k1');
    await first.close();

    const second = await bootWith(env);

    const connection = await second.call('/connections/default');
    const again = await invite(second, 'k1');
    const audit = (await second.call('//v1/audit')).body as { data: { action: string }[] };
    expect(connection.body).toMatchObject({ name: 'default', state: 'active', revision: 1 });
    expect(again.body).toMatchObject({
      data: (before.body as { data: object }).data,
      meta: { replayed: true },
    });
    expect(audit.data.map(({ action }) => action)).toEqual([
      'invites_create',
      'invites_create',
      'invites_create',
      'connections.saved',
      'connections.save',
    ]);
    expect(second.simulator.journal.entries()).toEqual([]);
  });

  test('sends a write once when it is asked for by many with one key, through two processes', async () => {
    const env = await storedIn(engine);
    const first = await bootWith(env);
    await first.connect();
    const second = await bootWith(env, { connector: { baseUrl: first.simulator.url } });
    const sent = () => first.simulator.journal.entries().filter(({ method }) => method === 'POST').length;

    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => invite(index % 2 ? first : second, 'k1')),
    );

    const codes = answers.map(({ status, body }) =>
      status === 200 ? 'ok' : (body as { code: string }).code,
    );
    expect(codes).toContain('ok');
    expect(new Set(codes)).toEqual(new Set(['ok', 'idempotency_conflict'].slice(0, new Set(codes).size)));
    expect(sent()).toBe(1);
  });

  test('refuses a key that was used for another input', async () => {
    const platform = await bootWith(await storedIn(engine));
    await platform.connect();
    await invite(platform, 'k1');

    const { status, body } = await invite(platform, 'k1', 'grace@example.com');

    expect([status, (body as { code: string }).code]).toEqual([409, 'idempotency_conflict']);
  });

  test('keeps no part of an Admin key outside of what is encrypted', async () => {
    const env = await storedIn(engine);
    const platform = await bootWith(env);
    await platform.connect();
    const stray = {
      method: 'POST',
      body: { input: { email: DEMO_ADMIN_KEY, [DEMO_ADMIN_KEY]: DEMO_ADMIN_KEY } },
    };
    await platform.call('/actions/invites_create/invoke', stray);
    await platform.call(`/actions/${DEMO_ADMIN_KEY}/invoke`, { method: 'POST', body: {} });
    await invite(platform, 'k1', `${DEMO_ADMIN_KEY}@example.com`);
    await platform.connect('globex');
    await platform.call('/connections/default', { method: 'DELETE' });
    const answers = JSON.stringify(
      await Promise.all(['//v1/audit', '/connections'].map((path) => platform.call(path))),
    );

    const kept = Buffer.concat([await stolen(env), Buffer.from(answers), Buffer.from(platform.log.join())]);

    const runs = Array.from({ length: DEMO_ADMIN_KEY.length - 27 }, (_, index) =>
      DEMO_ADMIN_KEY.slice(15 + index, 27 + index),
    );
    // The zeros of the demo key are those that every chain begins with.
    expect(runs.filter((run) => run !== '0'.repeat(12) && kept.includes(run))).toEqual([]);
  });
});

test('keeps its files for their owner alone', async () => {
  const env = await storedIn('libsql');
  const platform = await bootWith(env);
  await platform.connect();
  const folder = env['DATA_DIR'] ?? '';

  const modes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).mode & 0o777),
  );

  expect(new Set(modes)).toEqual(new Set([0o600]));
});

test.each([
  [
    'postgres://user:canary@127.0.0.1:1/platform',
    /^DATABASE_URL names the PostgreSQL at 127\.0\.0\.1:1\/platform: nothing listens there/,
  ],
  [
    'postgres://user:canary@nowhere.invalid/platform',
    /^DATABASE_URL names the PostgreSQL at nowhere\.invalid\/platform: (there is no such host|the name of its host)/,
  ],
  ['not a url', /^DATABASE_URL must be the URL of a PostgreSQL database, with its password URL-encoded/],
])('refuses to start with DATABASE_URL=%s, and says why', async (databaseUrl, message) => {
  const env = { ...(await storedIn('libsql')), PLATFORM_JWT_SECRET: SECRET, DATABASE_URL: databaseUrl };

  const failed = await createPlatform({ env }).catch((error: Error) => error);

  expect(failed).toMatchObject({ name: 'SettingsError', message: expect.stringMatching(message) });
  expect(String(failed)).not.toContain('canary');
});

test.each([
  ['a wrong password', (url: URL) => (url.password = 'canary'), 'user or password are not right'],
  [
    'a database that is not there',
    (url: URL) => (url.pathname = '/nothing'),
    'there is no database of this name',
  ],
])('refuses to start with %s, and says so', async (_, spoil, message) => {
  const url = new URL((await storedIn('postgres'))['DATABASE_URL'] ?? '');
  spoil(url);

  const failed = await openDatabase({ dataDir: '', databaseUrl: url }).catch((error: Error) => error);

  expect(String(failed)).toContain(message);
  expect(String(failed)).not.toContain('canary');
});

test('refuses to start in production without keys of its own', async () => {
  const env = {
    ...(await storedIn('libsql')),
    PLATFORM_JWT_SECRET: randomBytes(48).toString('base64'),
    PLATFORM_JWT_MAX_AGE_S: '3600',
    PLATFORM_PUBLIC_URL: 'https://platform.example.com',
    PLATFORM_ENVIRONMENT: 'production',
    NODE_ENV: 'production',
  };

  await expect(createPlatform({ env })).rejects.toThrow('CREDENTIAL_KEYS');
});

async function stolen({
  DATA_DIR: dataDir = '',
  DATABASE_URL: url,
}: Record<string, string>): Promise<Buffer> {
  const location = { dataDir, databaseUrl: url === undefined ? undefined : new URL(url) };
  const database = await openDatabase(location);
  try {
    return await stolenFrom(location, database);
  } finally {
    await database.close();
  }
}
