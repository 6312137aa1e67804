import { activateKeyringKey, addKeyringKey, listKeyringKeys } from 'anthropic-admin-connector';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { until } from '../platform/support/until.js';
import { admin, startAdmin } from './support/admin.js';
import { ENGINES, installation, type Installation } from './support/installation.js';

jest.setTimeout(180_000);

// What runs in a process of its own runs as it was built.
beforeAll(() => buildWhenStale(['platform']));

async function activated(engine: (typeof ENGINES)[number], count: number): Promise<Installation> {
  const made = await installation(engine);
  await made.fill(count);
  await addKeyringKey(made.keyring, 'k2');
  await activateKeyringKey(made.keyring, 'k2');
  return made;
}

const idsIn = async ({ keyring }: Installation) => (await listKeyringKeys(keyring)).map(({ id }) => id);

describe.each(ENGINES)('keys retire on %s', (engine) => {
  test('refuses while records use the key, and names the first ten', async () => {
    const made = await activated(engine, 12);

    const { code, stdout } = await admin(made.env, 'keys', 'retire', 'k1');

    const lines = stdout.trimEnd().split('\n');
    expect(code).toBe(1);
    expect(lines[0]).toBe('The key k1 stays: 12 records would be lost without it.');
    expect(lines.slice(1, 11).every((line) => /^ {2}t\d+ \/ default$/.test(line))).toBe(true);
    expect(lines.slice(11)).toEqual([
      '  and 2 more',
      'Bring them under the active key first: npm run -s admin -- keys rewrap',
    ]);
    expect(await idsIn(made)).toEqual(['k1', 'k2']);
  });

  test('says the same for scripts', async () => {
    const made = await activated(engine, 1);

    const { stdout } = await admin(made.env, 'keys', 'retire', 'k1', '--json');

    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      error: 'key_in_use',
      key: 'k1',
      records: 1,
      connections: [{ tenantId: 't0', name: 'default' }],
    });
  });

  test('destroys the key after a rewrap, and everything opens', async () => {
    const made = await activated(engine, 3);
    await admin(made.env, 'keys', 'rewrap');

    const { code } = await admin(made.env, 'keys', 'retire', 'k1', '--now');

    expect([code, await idsIn(made), await made.open('t2')]).toEqual([0, ['k2'], true]);
  });

  test('refuses the active key and a key that is not there', async () => {
    const made = await activated(engine, 1);

    const said = [
      await admin(made.env, 'keys', 'retire', 'k2'),
      await admin(made.env, 'keys', 'retire', 'k9'),
    ];

    expect(said.map(({ code, stderr }) => [code, stderr])).toEqual([
      [1, 'admin: The active key cannot be retired. Activate another one first.\n'],
      [1, 'admin: There is no key "k9". The keyring holds k1, k2.\n'],
    ]);
  });
});

test('keys retire waits while a write may be under way that began before the keyring changed', async () => {
  const made = await activated('libsql', 0);
  const waiting = startAdmin(made.env, 'keys', 'retire', 'k1');

  await until(() => waiting.errors().includes('Waiting') || waiting.process.exitCode !== null);

  expect(waiting.errors()).toMatch(
    /The keyring changed a moment ago\. Waiting \d+ s, until no write is under way/,
  );
  expect(await idsIn(made)).toEqual(['k1', 'k2']);
  waiting.process.kill('SIGKILL');
  await waiting.ended;
});
