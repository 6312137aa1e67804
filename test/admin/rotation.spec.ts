import { listKeyringKeys } from 'anthropic-admin-connector';
import { admin, adminScript } from './support/admin.js';
import { ENGINES, installation } from './support/installation.js';

jest.setTimeout(180_000);

describe.each(ENGINES)('a rotation on %s', (engine) => {
  test('goes from one key to the next beside a platform that uses them', async () => {
    const { env, keyring, fill, open, age } = await installation(engine);
    await fill(12);
    const said: [string, number | null, string][] = [];
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await admin(env, ...args);
      said.push([args.join(' '), code, `${stdout}${stderr}`.split('\n')[0] ?? '']);
      expect(await open('t3')).toBe(true);
    };

    await run('keys', 'add', 'k2');
    await run('keys', 'activate', 'k2');
    await run('keys', 'retire', 'k1');
    await run('keys', 'rewrap', '--batch', '5');
    await age();
    await run('keys', 'retire', 'k1');
    await run('doctor');

    expect(said).toEqual([
      ['keys add k2', 0, `Added the key k2 to ${keyring}. Platforms that run follow the file.`],
      ['keys activate k2', 0, `The key k2 of ${keyring} wraps from now on, also in platforms that run.`],
      ['keys retire k1', 1, 'The key k1 stays: 12 records would be lost without it.'],
      ['keys rewrap --batch 5', 0, 'Rewrapped 12 records under the key k2.'],
      ['keys retire k1', 0, `Retired the key k1: no record used it, and ${keyring} no longer holds it.`],
      ['doctor', 0, expect.stringMatching(/^ok +files/)],
    ]);
    expect((await listKeyringKeys(keyring)).map(({ id }) => id)).toEqual(['k2']);
  });

  test('lists keys with what they wrap, in words and for scripts', async () => {
    const { env, keyring, fill } = await installation(engine);
    await fill(3);

    const words = await adminScript(env, 'keys', 'list');
    const json = await admin(env, 'keys', 'list', '--json');

    expect(words.stdout).toMatch(/^KEY {2}STATE {3}RECORDS {2}MADE\nk1 {3}active {2}3 {8}20/);
    expect(JSON.parse(json.stdout)).toEqual({
      ok: true,
      keyring: { kind: 'file', path: keyring },
      keys: [{ id: 'k1', state: 'active', records: 3, createdAt: expect.any(String) }],
    });
  });
});
