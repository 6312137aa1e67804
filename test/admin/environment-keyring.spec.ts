import { readFile } from 'node:fs/promises';
import { admin } from './support/admin.js';
import { installation, type Installation } from './support/installation.js';

/** The same keys in variables. */
async function inVariables({ env, keyring }: Installation): Promise<Record<string, string>> {
  const { CREDENTIAL_KEYS_FILE: _, ...others } = env;
  const document = JSON.parse(await readFile(keyring, 'utf8')) as {
    keys: { id: string; key: string }[];
    fingerprintKey: string;
  };
  const spare = `k0:${Buffer.from(document.keys[0]?.key ?? '', 'base64')
    .reverse()
    .toString('base64')}`;
  return {
    ...others,
    CREDENTIAL_KEYS: [...document.keys.map(({ id, key }) => `${id}:${key}`), spare].join(),
    CREDENTIAL_FINGERPRINT_KEY: document.fingerprintKey,
  };
}

describe('keys in the environment', () => {
  test.each([
    [['keys', 'add', 'k2'], 'Put <id>:<key> at the end of CREDENTIAL_KEYS'],
    [['keys', 'activate', 'k0'], 'Set CREDENTIAL_ACTIVE_KEY to its id'],
    [['keys', 'retire', 'k0'], 'No record uses the key k0.'],
  ])('are changed by hand: %j says how', async (args, advice) => {
    const env = await inVariables(await installation('libsql'));

    const { code, stderr } = await admin(env, ...args);

    expect(code).toBe(1);
    expect(stderr).toMatch(/^admin: .*CREDENTIAL_KEYS, which no command can change for others/);
    expect(stderr).toContain(advice);
  });

  test('are listed, and rewrapped to, like others', async () => {
    const made = await installation('libsql');
    await made.fill(2);
    const env = { ...(await inVariables(made)), CREDENTIAL_ACTIVE_KEY: 'k0' };

    const rewrapped = await admin(env, 'keys', 'rewrap');
    const listed = await admin(env, 'keys', 'list', '--json');

    expect(rewrapped.code).toBe(0);
    expect(JSON.parse(listed.stdout)).toEqual({
      ok: true,
      keyring: { kind: 'environment' },
      keys: [
        { id: 'k1', state: 'decrypts', records: 0 },
        { id: 'k0', state: 'active', records: 2 },
      ],
    });
  });

  test('are kept in their place by retire while a record uses one', async () => {
    const made = await installation('libsql');
    await made.fill(1);
    const env = { ...(await inVariables(made)), CREDENTIAL_ACTIVE_KEY: 'k0' };

    const { code, stdout } = await admin(env, 'keys', 'retire', 'k1');

    expect([code, stdout.split('\n')[0]]).toEqual([
      1,
      'The key k1 stays: 1 record would be lost without it.',
    ]);
  });
});
