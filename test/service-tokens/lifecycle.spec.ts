import type { JWTPayload } from 'jose';
import { openDatabase, type Database } from '../../platform/src/database/database.js';
import { admin } from '../admin/support/admin.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';
import type { Answer, BootedPlatform } from '../platform/support/boot-platform.js';
import { SECRET, signedToken } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';
import { afterTest } from '../support/cleanup.js';
import { bearer, madeToken } from './support/tokens.js';

const statusOf = async (platform: BootedPlatform, token: string): Promise<number> =>
  (await platform.call('/actions', { headers: bearer(token) })).status;

const remove = (platform: BootedPlatform, id: string, claims: JWTPayload = {}): Promise<Answer> =>
  signedToken(claims).then((token) =>
    platform.call(`//v1/service-tokens/${id}`, { method: 'DELETE', headers: bearer(token) }),
  );

const rotate = async (platform: BootedPlatform, id: string, body: object = {}): Promise<Answer> =>
  platform.call(`//v1/service-tokens/${id}/rotate`, { method: 'POST', body });

const stateOf = async (platform: BootedPlatform, id: string): Promise<string | undefined> => {
  const { body } = await platform.call('//v1/service-tokens');
  return (body as { data: { id: string; state: string }[] }).data.find((one) => one.id === id)?.state;
};

describe.each(ENGINES)('on %s', (engine) => {
  let env: Record<string, string>;
  let platform: BootedPlatform;
  let other: BootedPlatform;
  let database: Database;

  beforeEach(async () => {
    env = { ...(await storedIn(engine)), PLATFORM_JWT_SECRET: SECRET };
    platform = await bootWith(env);
    other = await bootWith(env);
    database = await openDatabase({
      dataDir: env['DATA_DIR'] ?? '',
      ...('DATABASE_URL' in env && { databaseUrl: new URL(env['DATABASE_URL'] ?? '') }),
    });
    afterTest(() => database.close());
  });

  test('a token is shown once, and stored as a hash alone', async () => {
    const { id, token } = await madeToken(platform, { preset: 'reader', name: 'Report' });

    const listed = await platform.call('//v1/service-tokens');
    const rows = await database.db.selectFrom('service_tokens').selectAll().execute();
    const { body: audit } = await platform.call('//v1/audit');

    expect(token).toMatch(/^aact_[0-9A-Za-z]{36}$/);
    expect(rows).toMatchObject([{ id, name: 'Report' }]);
    for (const text of [listed.body, rows, audit, platform.log])
      expect(JSON.stringify(text)).not.toContain(token);
    expect(audit).toMatchObject({
      data: [
        { action: 'service_tokens.made', actorId: 'ada', details: { id, name: 'Report', preset: 'reader' } },
      ],
    });
  });

  test('a revoked one ends at once in this process, within a second in another, and no row brings it back', async () => {
    const { id, token } = await madeToken(platform, { preset: 'reader' });
    const [row] = await database.db.selectFrom('service_tokens').selectAll().execute();
    expect([await statusOf(platform, token), await statusOf(other, token)]).toEqual([200, 200]);

    expect((await remove(platform, id)).status).toBe(204);

    expect(await statusOf(platform, token)).toBe(401);
    await until(async () => (await statusOf(other, token)) === 401);
    await database.db.updateTable('service_tokens').set(row!).where('id', '=', id).execute();
    await until(async () => (await statusOf(other, token)) === 401);
    expect([await statusOf(platform, token), await stateOf(platform, id)]).toEqual([401, 'revoked']);
    expect((await remove(platform, 'tok_none')).status).toBe(404);
  });

  test.each([
    [
      'grants',
      { grants: '{"permissions":["*"],"actions":null,"connections":null,"addresses":null,"ancestors":[]}' },
    ],
    ['expires_at', { expires_at: '2099-01-01T00:00:00.000Z' }],
    ['tenant_id', { tenant_id: 'globex' }],
    ['kind', { kind: 'agent' }],
    ['hash', { hash: '0'.repeat(64) }],
  ] as const)('a row whose %s was altered is no token, and is revoked nevertheless', async (_, change) => {
    const { id, token } = await madeToken(platform, { preset: 'reader' });
    const [row] = await database.db.selectFrom('service_tokens').selectAll().execute();

    await database.db.updateTable('service_tokens').set(change).execute();

    expect(await statusOf(platform, token)).toBe(401);
    expect((await remove(platform, id)).status).toBe(204);
    await database.db.updateTable('service_tokens').set(row!).where('id', '=', id).execute();
    expect(await statusOf(platform, token)).toBe(401);
  });

  test('a set that was put back brings nothing back either', async () => {
    const { id, token } = await madeToken(platform, { preset: 'reader' });
    const before = await database.db
      .selectFrom('sealed_sets')
      .selectAll()
      .where('name', '=', 'service-tokens')
      .execute();
    const [row] = await database.db.selectFrom('service_tokens').selectAll().execute();
    await remove(platform, id);

    for (const { name, shard, ...columns } of before)
      await database.db
        .updateTable('sealed_sets')
        .set(columns)
        .where('name', '=', name)
        .where('shard', '=', shard)
        .execute();
    await database.db.updateTable('service_tokens').set(row!).where('id', '=', id).execute();

    expect(await statusOf(platform, token)).toBe(401);
  });

  test('a rotated one overlaps with the one before, which an older row does not prolong', async () => {
    const { id, token } = await madeToken(platform, { preset: 'reader' });
    const [row] = await database.db.selectFrom('service_tokens').selectAll().execute();

    const { status, body } = await rotate(platform, id, { overlap_s: 600 });
    const { token: second } = body as { token: string };
    expect([status, await statusOf(platform, token), await statusOf(platform, second)]).toEqual([
      201, 200, 200,
    ]);

    const { token: third } = (await rotate(platform, id, { overlap_s: 0 })).body as { token: string };
    const all = [token, second, third];
    expect(await Promise.all(all.map((each) => statusOf(platform, each)))).toEqual([401, 401, 200]);

    await database.db.updateTable('service_tokens').set(row!).where('id', '=', id).execute();
    expect(await Promise.all(all.map((each) => statusOf(platform, each)))).toEqual([401, 401, 401]);
  });

  test('ends with its maker, also those that it has made, and by its own id', async () => {
    const mine = await madeToken(platform, { preset: 'all', permissions: ['anthropic:tokens:write'] });
    const child = await madeToken(platform, { preset: 'reader' }, mine.token);
    const bobs = await madeToken(platform, { preset: 'reader' }, { sub: 'bob' });
    const globex = await madeToken(platform, { preset: 'reader' }, { tenantId: 'globex' });
    const all = [mine, child, bobs, globex];
    const revoke = async (body: object): Promise<Answer> =>
      platform.call('//v1/tokens/revocations', {
        method: 'POST',
        body,
        headers: bearer(await signedToken({ sub: 'boss' })),
      });

    expect((await revoke({ sub: 'ada' })).body).toMatchObject({ service_tokens_ended: 2 });
    expect(await Promise.all(all.map(({ token }) => statusOf(platform, token)))).toEqual([
      401, 401, 200, 200,
    ]);
    expect((await revoke({ jti: bobs.id })).body).toMatchObject({ service_tokens_ended: 1 });
    expect(await statusOf(platform, bobs.token)).toBe(401);
    expect((await revoke({ all: true })).body).toMatchObject({ service_tokens_ended: 0 });
    expect(await statusOf(platform, globex.token)).toBe(200);
  });

  test('one that was made by one that is revoked ends with it', async () => {
    const parent = await madeToken(platform, { preset: 'all', permissions: ['anthropic:tokens:write'] });
    const child = await madeToken(platform, { preset: 'reader' }, parent.token);
    const [hidden] = await database.db
      .deleteFrom('service_tokens')
      .where('id', '=', child.id)
      .returningAll()
      .execute();

    await remove(platform, parent.id);
    await database.db.insertInto('service_tokens').values(hidden!).execute();

    expect(await statusOf(platform, child.token)).toBe(401);
  });

  test('is made, listed, rotated and revoked by the operator', async () => {
    await madeToken(platform, { preset: 'reader' });
    const named = ['--tenant', 'acme'];

    const made = await admin(
      env,
      'service-tokens',
      'make',
      ...named,
      '--name',
      'CI',
      '--preset',
      'finops',
      '--json',
    );
    const { id, token } = JSON.parse(made.stdout) as { id: string; token: string };
    expect([made.code, await statusOf(platform, token)]).toEqual([0, 200]);

    const rotated = await admin(env, 'service-tokens', 'rotate', ...named, '--id', id, '--overlap', '0');
    const next = rotated.stdout.split('\n')[0] ?? '';
    await until(async () => (await statusOf(platform, next)) === 200);
    expect(await statusOf(platform, token)).toBe(401);

    const listed = await admin(env, 'service-tokens', 'list', ...named);
    expect(listed.stdout).toMatch(/CI +script, finops +until /);

    const ended = await admin(env, 'service-tokens', 'revoke', ...named, '--id', id);
    expect(ended.stdout).toContain('Ended 1 service token.');
    await until(async () => (await statusOf(platform, next)) === 401);
    const again = await admin(env, 'service-tokens', 'revoke', ...named, '--id', 'tok_none');
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('has no service token tok_none')]);
  });

  test('doctor names those that expire soon, and those that were altered', async () => {
    const findings = async (): Promise<string> => (await admin(env, 'doctor')).stdout;
    await madeToken(platform, { preset: 'reader', name: 'Short', expires_in: '3d' });
    await madeToken(platform, { preset: 'reader' });

    expect(await findings()).toMatch(
      /note +tokens +2 service tokens in force, 1 of them until within 14 days\n.*Short/,
    );

    await database.db.updateTable('service_tokens').set({ name: 'Other' }).execute();
    expect(await findings()).toMatch(/problem +tokens +2 service tokens altered/);
  });

  test('erasing who made and rotated it leaves it in force, without the name', async () => {
    const grace = { sub: 'grace@example.com' };
    const { id } = await madeToken(platform, { preset: 'reader' }, grace);
    const { body } = await platform.call(`//v1/service-tokens/${id}/rotate`, {
      method: 'POST',
      body: {},
      headers: bearer(await signedToken(grace)),
    });
    const { token } = body as { token: string };

    const { stdout } = await admin(env, 'erase', '--person', 'grace@example.com', '--accept-loss');

    const rows = await database.db.selectFrom('service_tokens').select(['made_by', 'grants']).execute();
    expect([stdout, rows]).toEqual([
      expect.stringContaining('Erased'),
      [{ made_by: '[erased]', grants: expect.not.stringContaining('grace') }],
    ]);
    await until(async () => (await statusOf(platform, token)) === 200);
  });
});
