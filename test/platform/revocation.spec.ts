import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import type { JWTPayload } from 'jose';
import { signInLinkCommand } from '../../platform/src/admin/sign-in-link-command.js';
import { REVOCATIONS_KEPT_MS } from '../../platform/src/auth/token-verifier.js';
import { MOST_REVOCATIONS, forgetRevocations } from '../../platform/src/revocations/revocation-store.js';
import { moment } from '../../platform/src/database/schema.js';
import { openDatabase } from '../../platform/src/database/database.js';
import { SealedSets } from '../../platform/src/auth/sealed-set.js';
import { ROW_SEAL } from '../database/support/connections.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { ENGINES, testDatabase } from '../database/support/test-database.js';
import { Browser } from '../portal/http/support/browser.js';
import { afterTest } from '../support/cleanup.js';
import type { Answer, BootedPlatform } from './support/boot-platform.js';
import { SECRET, signedToken } from './support/tokens.js';

const nowS = (): number => Math.floor(Date.now() / 1000);
const REVOKED =
  'The bearer token is not accepted. It was revoked, or issued before all tokens of its subject or tenant were.';

/** A token of a minute ago. */
const old = (claims: JWTPayload = {}): Promise<string> => signedToken({ iat: nowS() - 60, ...claims });
/** A token of after a revocation: the next second has begun. */
const later = async (claims: JWTPayload = {}): Promise<string> => {
  const revokedAt = nowS();
  while (nowS() === revokedAt) await pause(20);
  return signedToken({ iat: nowS(), ...claims });
};

const bearer = (token: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${token}` },
});
const ask = (platform: BootedPlatform, token: string): Promise<Answer> =>
  platform.call('/connections', bearer(token));
const statuses = (platform: BootedPlatform, tokens: readonly string[]): Promise<number[]> =>
  Promise.all(tokens.map(async (token) => (await ask(platform, token)).status));

/** Revokes as a subject of its own, whose token is new enough for whatever it revokes. */
const revoke = async (platform: BootedPlatform, body: object): Promise<Answer> =>
  platform.call('//v1/tokens/revocations', {
    method: 'POST',
    body,
    ...bearer(await signedToken({ sub: 'boss', iat: nowS() })),
  });

const booted = async (engine: (typeof ENGINES)[number]) => {
  const env: Record<string, string> = { ...(await storedIn(engine)), PLATFORM_JWT_SECRET: SECRET };
  return { env, platform: await bootWith(env) };
};

const opened = async (env: Record<string, string>) => {
  const database = await openDatabase({
    dataDir: env['DATA_DIR'] ?? '',
    ...('DATABASE_URL' in env && { databaseUrl: new URL(String(env['DATABASE_URL'])) }),
  });
  afterTest(() => database.close());
  return database;
};

describe.each(ENGINES)('on %s', (engine) => {
  it('refuses one token by its jti, of its own tenant alone, and no other', async () => {
    const { platform } = await booted(engine);
    const tokens = [
      await old({ jti: 'stolen' }),
      await old({ jti: 'other' }),
      await old(),
      await old({ jti: 'stolen', tenantId: 'globex' }),
    ];
    expect(await statuses(platform, tokens)).toEqual([200, 200, 200, 200]);

    const { status, body } = await revoke(platform, { jti: 'stolen' });

    expect([status, body]).toEqual([
      201,
      {
        kind: 'token',
        id: 'stolen',
        sessions_ended: 0,
        service_tokens_ended: 0,
        effective_within_ms: REVOCATIONS_KEPT_MS,
      },
    ]);
    expect(await statuses(platform, tokens)).toEqual([401, 200, 200, 200]);
    expect((await ask(platform, tokens[0] ?? '')).body).toMatchObject({
      code: 'unauthenticated',
      detail: REVOKED,
    });
  });

  it('refuses all tokens of a subject that were issued until now, and lets in a newer one', async () => {
    const { platform } = await booted(engine);
    const tokens = [
      await old(),
      await signedToken({ iat: undefined }),
      await signedToken({ iat: nowS() + 3_600 }),
      await old({ sub: 'bob' }),
      await old({ tenantId: 'globex' }),
    ];

    await revoke(platform, { sub: 'ada' });

    expect(await statuses(platform, tokens)).toEqual([401, 401, 401, 200, 200]);
    expect(await statuses(platform, [await later()])).toEqual([200]);
  });

  it('refuses all tokens of a tenant, also the one that has asked for it', async () => {
    const { platform } = await booted(engine);
    const tokens = [
      await old(),
      await old({ sub: 'bob', jti: 'b' }),
      await signedToken({ sub: 'boss', iat: nowS() }),
      await old({ tenantId: 'globex' }),
    ];

    await revoke(platform, { all: true });

    expect(await statuses(platform, tokens)).toEqual([401, 401, 401, 200]);
    expect(await statuses(platform, [await later({ sub: 'bob' })])).toEqual([200]);
  });

  it('lists what is revoked in pages, and has an entry of the audit for each', async () => {
    const { platform } = await booted(engine);
    await revoke(platform, { jti: 'one' });
    await revoke(platform, { sub: 'bob' });
    await revoke(platform, { jti: 'two' });
    const path = '//v1/tokens/revocations?limit=2';

    const first = await platform.call(path);
    const next = await platform.call(`${path}&cursor=token:one`);
    const { body: audit } = await platform.call('//v1/audit?action=tokens.revoked');

    expect(first.body).toMatchObject({
      data: [
        { kind: 'subject', id: 'bob', revoked_by: 'boss', revoked_at: expect.stringMatching(/Z$/) },
        { kind: 'token', id: 'one' },
      ],
      page: { hasMore: true, next: { cursor: 'token:one' } },
    });
    expect(next.body).toMatchObject({ data: [{ id: 'two' }], page: { hasMore: false, next: null } });
    expect(audit).toMatchObject({
      data: [
        { kind: 'session', actorId: 'boss', actorType: 'user', details: { of: 'token', id: 'two' } },
        { details: { of: 'subject', id: 'bob' } },
        { details: { of: 'token', id: 'one' } },
      ],
    });
    expect((await platform.call(path, { tenant: 'globex' })).body).toMatchObject({ data: [] });
  });

  it('removes what concerns no token any more, and keeps the rest', async () => {
    const database = await testDatabase(engine);
    const row = (value: string, ageS: number) => ({
      tenant_id: 'acme',
      kind: 'token' as const,
      value,
      revoked_at: moment(Date.now(), -ageS * 1000),
      revoked_by: null,
    });
    const year = 365 * 86_400;
    await database.db
      .insertInto('token_revocations')
      .values([row('new', 0), row('hours', 8 * 3_600), row('days', 3 * 86_400), row('year', year + 86_400)])
      .execute();
    const left = async () =>
      (await database.db.selectFrom('token_revocations').select('value').orderBy('value').execute()).map(
        ({ value }) => value,
      );

    const sets = new SealedSets(database, ROW_SEAL);
    await forgetRevocations(database, sets);
    expect(await left()).toEqual(['days', 'hours', 'new']);
    await forgetRevocations(database, sets, 86_400);
    expect(await left()).toEqual(['hours', 'new']);
    await forgetRevocations(database, sets, 60);
    expect(await left()).toEqual(['hours', 'new']);
    await forgetRevocations(database, sets, 60, Date.now() + 2 * 3_600_000);
    expect(await left()).toEqual(['new']);
  });

  it('holds where its row is removed, altered, or put back in an older form, also for a process that starts later', async () => {
    const { env, platform } = await booted(engine);
    const database = await opened(env);
    const tokens = [await old({ jti: 'stolen' }), await old({ sub: 'bob' })];
    const before = await database.db.selectFrom('sealed_sets').selectAll().execute();
    await revoke(platform, { jti: 'stolen' });
    await revoke(platform, { sub: 'bob' });

    await database.db
      .updateTable('token_revocations')
      .set({ revoked_at: moment(0) })
      .execute();
    expect(await statuses(await bootWith(env), tokens)).toEqual([401, 401]);
    await database.db.deleteFrom('token_revocations').execute();
    expect(await statuses(await bootWith(env), tokens)).toEqual([401, 401]);

    for (const row of before)
      await database.db
        .updateTable('sealed_sets')
        .set(row)
        .where('name', '=', row.name)
        .where('shard', '=', row.shard)
        .execute();
    await pause(REVOCATIONS_KEPT_MS);
    expect(await statuses(platform, tokens)).toEqual([401, 401]);
  });

  it('refuses what is older where the set itself is altered or removed, says so, and lets in newer tokens', async () => {
    const { env, platform } = await booted(engine);
    const database = await opened(env);
    const token = await old({ sub: 'bob' });
    await revoke(platform, { sub: 'bob' });

    await database.db.updateTable('sealed_sets').set({ entries: '{}' }).execute();
    const one = await bootWith(env);
    expect(await statuses(one, [token])).toEqual([401]);
    expect(one.log.join()).toContain('Revocations were altered in the database');
    await database.db.deleteFrom('sealed_sets').execute();
    const two = await bootWith(env);
    expect(await statuses(two, [token])).toEqual([401]);
    expect(await statuses(two, [await later({ sub: 'bob' })])).toEqual([200]);
  });

  it('keeps a bounded number for a tenant, and lets it revoke everything nevertheless', async () => {
    const { env, platform } = await booted(engine);
    const database = await openDatabase({
      dataDir: env['DATA_DIR'] ?? '',
      ...('DATABASE_URL' in env && { databaseUrl: new URL(String(env['DATABASE_URL'])) }),
    });
    afterTest(() => database.close());
    const at = moment(Date.now());
    for (let from = 0; from < MOST_REVOCATIONS; from += 1_000) {
      const rows = Array.from({ length: 1_000 }, (_, nth) => ({
        tenant_id: 'acme',
        kind: 'token' as const,
        value: `t${from + nth}`,
        revoked_at: at,
        revoked_by: null,
      }));
      await database.db.insertInto('token_revocations').values(rows).execute();
    }

    const one = await revoke(platform, { jti: 'one more' });
    const again = await revoke(platform, { jti: 't1' });
    const all = await revoke(platform, { all: true });

    expect([one.status, one.body]).toEqual([
      409,
      expect.objectContaining({ detail: expect.stringContaining('has 10,000 revocations') }),
    ]);
    expect([again.status, all.status]).toEqual([201, 201]);
  });
});

it('is obeyed by every process on one database within its time, for tokens and sessions', async () => {
  const { env, platform: one } = await booted('postgres');
  const two = await bootWith(env);
  const token = await old({ sub: 'demo' });
  const [browser, unopened] = [new Browser(two.url), await signInLinkCommand([], env)];
  await browser.open(await signInLinkCommand([], env));
  expect([(await ask(two, token)).status, (await browser.ask('/v1/audit')).status]).toEqual([200, 200]);

  const { body } = await revoke(one, { sub: 'demo' });

  expect(REVOCATIONS_KEPT_MS).toBeLessThan(5_000);
  expect(body).toMatchObject({ sessions_ended: 1 });
  expect((await ask(one, token)).status).toBe(401);
  await pause(REVOCATIONS_KEPT_MS);
  expect((await ask(two, token)).status).toBe(401);
  expect((await browser.ask('/v1/audit')).status).toBe(401);
  expect((await new Browser(two.url).open(unopened)).status).toBe(401);
});

it('refuses a session that is put back as it was', async () => {
  const { env, platform } = await booted('libsql');
  const browser = new Browser(platform.url);
  await browser.open(await signInLinkCommand([], env));
  const database = await openDatabase({ dataDir: env['DATA_DIR'] ?? '' });
  afterTest(() => database.close());
  const rows = await database.db.selectFrom('portal_sessions').selectAll().execute();

  await revoke(platform, { all: true });
  await database.db.insertInto('portal_sessions').values(rows).execute();

  expect((await browser.ask('/v1/audit')).status).toBe(401);
  expect((await browser.ask('/v1/session')).body).toMatchObject({ signed_in: false });
});

it('is told in the form of each door', async () => {
  const { platform } = await booted('libsql');
  await platform.call('/connections/default', { method: 'PUT', body: { api_key: DEMO_ADMIN_KEY } });
  const token = await old({ jti: 'stolen' });
  await revoke(platform, { jti: 'stolen' });

  const dropIn = await platform.call('/api/v1/organizations/me', {
    headers: { 'x-api-key': token, authorization: `Bearer ${token}` },
  });
  const mcp = await platform.call('//mcp', {
    method: 'POST',
    body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
    headers: { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream' },
  });

  expect([dropIn.status, dropIn.body]).toEqual([
    401,
    expect.objectContaining({
      type: 'error',
      error: expect.objectContaining({
        type: 'authentication_error',
        message: expect.stringContaining('It was revoked'),
        details: { error_code: 'platform_unauthenticated' },
      }),
    }),
  ]);
  expect([mcp.status, mcp.headers.get('www-authenticate')]).toEqual([
    401,
    expect.stringMatching(/error="invalid_token", error_description="It was revoked/),
  ]);
});

describe('bounds', () => {
  let platform: BootedPlatform;
  beforeEach(async () => ({ platform } = await booted('libsql')));

  it.each([
    [{}, 'name exactly one of jti, sub and all'],
    [{ jti: 'a', sub: 'b' }, 'name exactly one of jti, sub and all'],
    [{ all: false }, 'all must be equal to true'],
    [{ jti: '' }, 'jti must be longer'],
    [{ jti: 'a'.repeat(201) }, 'jti must be shorter'],
    [{ sub: 'a\0' }, 'sub must not hold control characters'],
    [{ jti: DEMO_ADMIN_KEY }, 'jti must not hold a key'],
    [{ sub: DEMO_ADMIN_KEY }, 'sub must not hold a key'],
    [{ sub: ['ada'] }, 'sub must'],
    [{ tenant: 'globex' }, 'tenant is not a field here'],
  ])('refuse %j', async (body, message) => {
    const answer = await revoke(platform, body);

    expect([answer.status, answer.body]).toEqual([
      422,
      expect.objectContaining({ detail: expect.stringContaining(message) }),
    ]);
    expect(JSON.stringify(answer.body)).not.toContain(DEMO_ADMIN_KEY);
  });

  it.each(['limit=0', 'cursor=nothing', `cursor=token:${'a'.repeat(400)}`])('refuse ?%s', async (query) => {
    expect((await platform.call(`//v1/tokens/revocations?${query}`)).status).toBe(422);
  });

  it.each([['a'.repeat(201)], [7], [''], [DEMO_ADMIN_KEY]])('refuse a token with the jti %j', async (jti) => {
    const { status, body } = await ask(platform, await signedToken({ jti: jti as string }));

    expect([status, body]).toEqual([
      401,
      expect.objectContaining({ detail: expect.stringContaining('Its claim "jti" must be a text of 1 to') }),
    ]);
  });
});
