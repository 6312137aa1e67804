import { createSecretKey } from 'node:crypto';
import type { Principal } from '../../../platform/src/http/request-context.js';
import { endSessions, forgetSessions, SessionStore } from '../../../platform/src/sessions/session-store.js';
import { PrincipalSeal } from '../../../platform/src/sessions/principal-seal.js';
import { SignInCodes } from '../../../platform/src/sessions/sign-in-codes.js';
import { SealedSets } from '../../../platform/src/auth/sealed-set.js';
import { ROW_SEAL } from '../../database/support/connections.js';
import { ENGINES, testDatabase, type TestDatabase } from '../../database/support/test-database.js';

const KEY = createSecretKey(Buffer.alloc(32, 3));
const HOUR = 60 * 60 * 1000;

const ada: Principal = {
  tenantId: 'acme',
  actor: { id: 'ada', type: 'user' },
  roles: [],
  permissions: ['anthropic:*'],
  scopes: [],
};

describe.each(ENGINES)('sessions on %s', (engine) => {
  let database: TestDatabase;
  let now: number;
  let sets: SealedSets;
  let sessions: SessionStore;
  let codes: SignInCodes;

  const sessionsIn = (environment: string, key = KEY): SessionStore =>
    new SessionStore(database.db, new PrincipalSeal(key, 'session', environment), sets.sessions, () => now);

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 1);
    database = await testDatabase(engine);
    sets = new SealedSets(database, ROW_SEAL);
    sessions = sessionsIn('test');
    codes = new SignInCodes(
      database.db,
      new PrincipalSeal(KEY, 'sign-in-code', 'test'),
      sets.codes,
      () => now,
    );
  });

  it('finds a session by its secret, and forgets it once it is closed', async () => {
    const { secret, session } = await sessions.open(ada);

    const found = await sessions.find(secret);
    await sessions.close(secret);

    expect(session).toEqual({
      principal: ada,
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: '2026-11-01T08:00:00.000Z',
    });
    expect(found).toEqual(session);
    expect(await sessions.find(secret)).toBeUndefined();
  });

  it('keeps nothing by which a thief of the database gets in', async () => {
    const code = await codes.issue(ada);
    const { secret, session } = await sessions.open(ada);

    const stolen = await database.stolen();

    expect(stolen.includes('anthropic:*')).toBe(true);
    for (const kept of [code, secret, session.csrfToken]) expect(stolen.includes(kept)).toBe(false);
  });

  it.each([
    ['who it is', { principal: JSON.stringify({ ...ada, tenantId: 'globex' }) }],
    ['how long it lasts', { expires_at: '2027-11-01T08:00:00.000Z' }],
    ['its seal', { mac: '' }],
  ])('takes no session of which somebody has changed %s', async (_, change) => {
    const { secret } = await sessions.open(ada);

    await database.db.updateTable('portal_sessions').set(change).execute();

    expect(await sessions.find(secret)).toBeUndefined();
  });

  it('takes no session in another environment, or under another key', async () => {
    const { secret } = await sessions.open(ada);

    const seen = await Promise.all([
      sessionsIn('production').find(secret),
      sessionsIn('test', createSecretKey(Buffer.alloc(32, 4))).find(secret),
    ]);

    expect(seen).toEqual([undefined, undefined]);
  });

  it('takes no code for a session', async () => {
    const code = await codes.issue(ada);
    const row = await database.db.selectFrom('sign_in_codes').selectAll().executeTakeFirstOrThrow();
    await database.db
      .insertInto('portal_sessions')
      .values({ ...row, idle_at: row.expires_at })
      .execute();

    expect(await sessions.find(code)).toBeUndefined();
    expect(await codes.redeem(code)).toEqual(ada);
  });

  it('lets a code in once, of all that try at once', async () => {
    const code = await codes.issue(ada);

    const tried = await Promise.all(Array.from({ length: 8 }, () => codes.redeem(code)));

    expect(tried.filter(Boolean)).toEqual([ada]);
  });

  it('refuses a session that was signed out, and a code that was used, where the row is put back as it was', async () => {
    const { secret } = await sessions.open(ada);
    const code = await codes.issue(ada);
    const [rows, codeRows] = [
      await database.db.selectFrom('portal_sessions').selectAll().execute(),
      await database.db.selectFrom('sign_in_codes').selectAll().execute(),
    ];
    await sessions.close(secret);
    await codes.redeem(code);

    await database.db.insertInto('portal_sessions').values(rows).execute();
    await database.db.insertInto('sign_in_codes').values(codeRows).execute();

    expect([await sessions.find(secret), await codes.redeem(code)]).toEqual([undefined, undefined]);
  });

  it('refuses a session and a code that were hidden while all of their person were ended', async () => {
    const other = await sessions.open({ ...ada, actor: { id: 'bob' } });
    const { secret } = await sessions.open(ada);
    const code = await codes.issue(ada);
    const [rows, codeRows] = [
      await database.db.selectFrom('portal_sessions').selectAll().execute(),
      await database.db.selectFrom('sign_in_codes').selectAll().execute(),
    ];
    await database.db.deleteFrom('portal_sessions').execute();
    await database.db.deleteFrom('sign_in_codes').execute();

    await endSessions(database.db, sets, { tenantId: 'acme', actorId: 'ada' });
    await database.db.insertInto('portal_sessions').values(rows).execute();
    await database.db.insertInto('sign_in_codes').values(codeRows).execute();

    expect([await sessions.find(secret), await codes.redeem(code)]).toEqual([undefined, undefined]);
    expect(await sessions.find(other.secret)).toMatchObject({ principal: { actor: { id: 'bob' } } });
  });

  it('removes what has run out, and nothing else', async () => {
    const old = await sessions.open(ada);
    const oldCode = await codes.issue(ada);
    now += HOUR;
    const fresh = await sessions.open(ada);
    const freshCode = await codes.issue(ada);

    await forgetSessions(database, sets, now);

    const hashes = async (table: 'portal_sessions' | 'sign_in_codes') =>
      (await database.db.selectFrom(table).select('hash').execute()).length;
    expect([await hashes('portal_sessions'), await hashes('sign_in_codes')]).toEqual([1, 1]);
    now -= HOUR / 2;
    expect([await sessions.find(old.secret), await codes.redeem(oldCode)]).toEqual([undefined, undefined]);
    expect([await sessions.find(fresh.secret), await codes.redeem(freshCode)]).toEqual([fresh.session, ada]);
  });
});
