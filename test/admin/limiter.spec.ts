import { limiterKeyOf } from 'anthropic-admin-connector';
import { SharedLimiter } from '../../platform/src/limits/limiter/shared-limiter.js';
import { connection } from '../database/support/connections.js';
import { slotOf } from '../operations/support/slots.js';
import { admin } from './support/admin.js';
import { installation, type Installation } from './support/installation.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ACME = { id: 'org-acme', name: 'Acme' };
const GLOBEX = { id: 'org-globex', name: 'Globex' };

const keyOf = (tenantId: string, organization?: typeof ACME): string =>
  limiterKeyOf({ connector: 'anthropic', tenantId, name: 'default' }, organization);

/** Two tenants share an organization, a third has another, and a fourth a connection that was never checked. */
async function paused(): Promise<Installation & { limiter: SharedLimiter }> {
  const made = await installation('postgres');
  await made.fill(4);
  for (const [tenant, organization] of [
    ['t0', ACME],
    ['t1', ACME],
    ['t2', GLOBEX],
  ] as const) {
    await made.store.update(connection({ tenantId: tenant, organization }));
  }
  const limiter = new SharedLimiter(made.database, { limit: 10, windowMs: 1_000 });
  await limiter.pause(keyOf('t0', ACME), Date.now() + HOUR);
  await limiter.pause(keyOf('t2', GLOBEX), Date.now() + 2 * HOUR);
  await limiter.pause(keyOf('t3'), Date.now() + HOUR / 2);
  return { ...made, limiter };
}

interface Listed {
  readonly organization: { readonly id: string } | null;
  readonly tenants: readonly string[];
  readonly forMs: number;
}

async function listed(env: Record<string, string>, ...args: string[]): Promise<Listed[]> {
  const { stdout } = await admin(env, 'limiter', 'list', '--json', ...args);
  return (JSON.parse(stdout) as { paused: Listed[] }).paused;
}

test('lists what is paused, until when, and for which tenants', async () => {
  const { env } = await paused();

  const { code, stdout } = await admin(env, 'limiter', 'list');

  expect(code).toBe(0);
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^Globex \(org-globex\) +until 20\S+Z +7,[12]\d\d seconds left +t2$/),
    expect.stringMatching(/^Acme \(org-acme\) +until 20\S+Z +3,[56]\d\d seconds left +t0, t1$/),
    expect.stringMatching(/^a new connection of t3 +until 20\S+Z +1,[78]\d\d seconds left +t3$/),
    '3 organizations paused.',
    '',
  ]);
});

test.each([
  [['--tenant', 't1'], ['org-acme']],
  [['--tenant', 't3'], [undefined]],
  [['--organization', 'org-globex'], ['org-globex']],
  [['--tenant', 't0', '--organization', 'org-globex'], []],
])('lists by %j', async (args, ids) => {
  const { env } = await paused();

  expect((await listed(env, ...args)).map(({ organization }) => organization?.id)).toEqual(ids);
});

test('ends a pause, so the next request is sent at once, and no other', async () => {
  const { env, limiter } = await paused();
  const key = keyOf('t0', ACME);
  await expect(limiter.acquire(slotOf(key, MINUTE))).rejects.toThrow();

  const { code, stdout } = await admin(env, 'limiter', 'clear', '--tenant', 't1');

  expect([code, stdout.split('\n').slice(1)]).toEqual([0, ['Ended 1 pause.', '']]);
  await expect(limiter.acquire(slotOf(key, MINUTE))).resolves.toEqual(expect.any(Number));
  expect((await listed(env)).map(({ tenants }) => tenants)).toEqual([['t2'], ['t3']]);
});

test('ends a pause for which somebody waits already', async () => {
  const { env, limiter, database } = await paused();
  const key = keyOf('t0', ACME);
  const leaving = new AbortController();
  const waiting = limiter.acquire({ ...slotOf(key, 2 * HOUR), signal: leaving.signal });
  const reserved = () => database.db.selectFrom('limiter_slots').selectAll().execute();
  while ((await reserved()).length === 0);

  await admin(env, 'limiter', 'clear', '--organization', 'org-acme');

  const other = new SharedLimiter(database, { limit: 10, windowMs: 1_000 });
  await expect(other.acquire(slotOf(key, MINUTE))).resolves.toEqual(expect.any(Number));
  leaving.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
});

test('ends all', async () => {
  const { env } = await paused();

  const { stdout } = await admin(env, 'limiter', 'clear', '--all');

  expect([stdout.includes('Ended 3 pauses.'), await listed(env)]).toEqual([true, []]);
});

test.each([[[]], [['--all', '--tenant', 't0']]])('is refused to clear with %j', async (args) => {
  const { code, stderr } = await admin({}, 'limiter', 'clear', ...args);

  expect([code, stderr]).toEqual([
    2,
    'admin: limiter clear takes --tenant, --organization or both, or else --all; see: limiter clear --help\n',
  ]);
});

test.each(['list', 'clear'])('says of %s that the embedded database has no pauses', async (word) => {
  const { env } = await installation('libsql');

  const { code, stderr } = await admin(env, 'limiter', word, ...(word === 'clear' ? ['--all'] : []));

  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('pauses are in the memory of the platform: restart it to end them'),
  ]);
});

test('is told by doctor', async () => {
  const { env } = await paused();

  const { code, stdout } = await admin(env, 'doctor');

  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^note +limiter +3 organizations paused\. To end it: npm run -s admin -- limiter clear\n +Globex \(org-globex\) until /m,
  );
});
