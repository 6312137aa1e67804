import { openExistingDatabase, type Database } from '../../../platform/src/database/database.js';
import { admin } from '../../admin/support/admin.js';
import { Browser } from './support/browser.js';
import { signedIn, type SignedIn } from './support/signed-in.js';

let person: SignedIn;
beforeEach(async () => {
  person = await signedIn();
});

/** Does something to the database beside the platform. */
async function inDatabase<Result>(
  { env }: SignedIn,
  work: (db: Database['db']) => Promise<Result>,
): Promise<Result> {
  const database = await openExistingDatabase({ dataDir: env['DATA_DIR'] ?? '' });
  return work(database.db).finally(() => database.close());
}

const isSignedIn = async (browser: Browser): Promise<boolean> =>
  (await browser.ask('/v1/audit')).status === 200;

it('signs out the people of a tenant, spoils their links, and tells the audit', async () => {
  const { env, platform, browser, link, someoneElse } = person;
  const [ada, globex] = [await someoneElse('--sub', 'ada'), await someoneElse('--tenant', 'globex')];
  const [ours, theirs] = [await link(), await link('--tenant', 'globex')];

  const { code, stdout } = await admin(env, 'sessions', 'end', '--tenant', 'acme');

  expect([code, stdout.trim().split('\n').sort()]).toEqual([
    0,
    ['Ended 2 sessions.', 'acme / ada: signed out', 'acme / demo: signed out'],
  ]);
  expect(await Promise.all([browser, ada, globex].map(isSignedIn))).toEqual([false, false, true]);
  expect((await new Browser(platform.url).open(ours)).status).toBe(401);
  expect((await new Browser(platform.url).open(theirs)).status).toBe(200);
  expect((await platform.call('//v1/audit?action=sessions.ended_by_operator')).body).toMatchObject({
    data: [{ kind: 'session' }, { kind: 'session' }],
  });
});

it('signs out one person', async () => {
  const { env, browser, someoneElse } = person;
  const ada = await someoneElse('--sub', 'ada');

  const { stdout } = await admin(env, 'sessions', 'end', '--sub', 'ada', '--json');

  expect(JSON.parse(stdout)).toEqual({ ok: true, ended: [{ tenant: 'acme', subject: 'ada' }] });
  expect(await Promise.all([browser, ada].map(isSignedIn))).toEqual([true, false]);
});

it('signs out everybody, also by rows that somebody has damaged', async () => {
  const { env, browser, someoneElse } = person;
  const globex = await someoneElse('--tenant', 'globex');

  await inDatabase(person, (db) =>
    db
      .updateTable('portal_sessions')
      .set({ principal: '{' })
      .where('principal', 'like', '%globex%')
      .execute(),
  );

  const { stdout } = await admin(env, 'sessions', 'end', '--all');

  expect(stdout).toBe('acme / demo: signed out\nEnded 1 session.\n');
  expect(await inDatabase(person, (db) => db.selectFrom('portal_sessions').selectAll().execute())).toEqual(
    [],
  );
  expect(await Promise.all([browser, globex].map(isSignedIn))).toEqual([false, false]);
});

it.each([[[]], [['--all', '--tenant', 'acme']]])(
  'requires a subject or tenant, and rejects %j',
  async (args) => {
    const { code, stderr } = await admin(person.env, 'sessions', 'end', ...args);

    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('sessions end takes --tenant, --sub or both, or else --all'),
    ]);
    expect(await isSignedIn(person.browser)).toBe(true);
  },
);
