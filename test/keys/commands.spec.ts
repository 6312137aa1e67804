import { readFile } from 'node:fs/promises';
import { connection } from '../database/support/connections.js';
import { CANARY } from '../database/support/connections.js';
import { connectionStoreOf } from '../../platform/src/stores/connection-store.js';
import { loadKeys } from '../../platform/src/keys/load-keys.js';
import { VAULT_DOMAIN } from '../../platform/src/security/vault-domain.js';
import { admin, type Said } from '../admin/support/admin.js';
import { installation, type Installation } from '../admin/support/installation.js';
import { startTransit } from './support/transit.js';
import { SERVICES, type ServiceEnvironment, type TestService } from './support/services.js';

const KINDS = Object.keys(SERVICES) as (keyof typeof SERVICES)[];

interface Moved {
  readonly made: Installation;
  readonly service: TestService;
  /** The variables with the service alone; the fingerprint key stays. */
  readonly env: ServiceEnvironment;
}

/** An installation with three connections under a keyring file, whose variables name the service in its place. */
async function moved(kind: keyof typeof SERVICES): Promise<Moved> {
  const made = await installation('libsql');
  await made.fill(3);
  const service = await SERVICES[kind]();
  const { CREDENTIAL_KEYS_FILE: _, ...others } = made.env;
  const { fingerprintKey } = JSON.parse(await readFile(made.keyring, 'utf8')) as { fingerprintKey: string };
  const env = { ...others, ...service.env, CREDENTIAL_FINGERPRINT_KEY: fingerprintKey };
  return { made, service, env };
}

const linesOf = ({ stdout }: Said, about: string): string[] =>
  stdout.split('\n').filter((line) => line.slice(9, 18).trim() === about);

test('doctor notices a service that does not authenticate the binding', async () => {
  const made = await installation('libsql');
  const transit = await startTransit();
  transit.create('admin-keys');
  transit.forgetBinding();

  const said = await admin(
    {
      ...made.env,
      CREDENTIAL_VAULT_ADDR: transit.url,
      CREDENTIAL_VAULT_TOKEN: 'a-token-of-tests',
      CREDENTIAL_VAULT_TRANSIT_KEYS: 's1=admin-keys:1',
    },
    'doctor',
  );

  expect([said.code, linesOf(said, 'keyring')[1]]).toEqual([
    1,
    'problem  keyring   Transit unwraps a data key for another tenant as well: it does not authenticate the binding. Use a version and a type of key that do.',
  ]);
});

describe.each(KINDS)('an installation on %s', (kind) => {
  test('moves there from a keyring, and rotates there', async () => {
    const { made, service, env } = await moved(kind);
    // The file holds k1 too, so the keys of the service are called otherwise while both are there.
    const renamed = service.keys('k2').replace('k2=', 's2=');
    const both = { ...made.env, ...service.env, [service.variable]: renamed };

    const began = await admin(both, 'doctor');
    const rewrapped = await admin(both, 'keys', 'rewrap');
    const listed = await admin(both, 'keys', 'list', '--json');
    const alone = await admin({ ...env, [service.variable]: renamed }, 'doctor');

    expect([began.code, rewrapped.code, listed.code, alone.code]).toEqual([0, 0, 0, 0]);
    expect(linesOf(began, 'records')).toEqual([
      'ok       records   3 records by key: k1 3; all can be decrypted',
      'note     records   A rotation is not complete: records are encrypted under k1. Run: npm run -s admin -- keys rewrap',
    ]);
    expect(rewrapped.stdout).toContain('Rewrapped 3 records under the key s2.');
    expect(JSON.parse(listed.stdout)).toEqual({
      ok: true,
      keyring: { kind: 'service', name: kind, variable: service.variable },
      keys: [
        { id: 's2', state: 'active', records: 3 },
        { id: 'k1', state: 'decrypts', records: 0 },
      ],
    });
    expect(linesOf(alone, 'keyring')).toEqual([
      `ok       keyring   ${kind}; the key s2 wraps`,
      `ok       keyring   ${kind} wraps and unwraps under the key s2`,
      'note     keyring   The fingerprint key is not wrapped by the service. To wrap it under s2: npm run -s admin -- keys fingerprint',
    ]);
    expect(linesOf(alone, 'records')).toEqual([
      'ok       records   3 records by key: s2 3; all can be decrypted',
    ]);
  });

  test('rotates to another key of the service, and keeps one that is in use', async () => {
    const { made, service, env } = await moved(kind);
    const keys = await loadKeys(env, { production: false, environment: 'test', domain: VAULT_DOMAIN });
    const store = connectionStoreOf(made.database, keys, { environment: 'test' });
    for (const tenantId of ['t0', 't1', 't2']) await store.put(connection({ tenantId }), CANARY, 1);
    const next = { ...env, CREDENTIAL_ACTIVE_KEY: 'k2' };

    const early = await admin(next, 'keys', 'retire', 'k1');
    const rewrapped = await admin(next, 'keys', 'rewrap');
    const retired = await admin(next, 'keys', 'retire', 'k1');
    const ended = { ...env, [service.variable]: service.keys('k2') };
    const doctor = await admin(ended, 'doctor');

    expect([early.code, early.stdout.split('\n')[0]]).toEqual([
      1,
      'The key k1 stays: 3 records would be lost without it.',
    ]);
    expect(rewrapped.stdout).toContain('Rewrapped 3 records under the key k2.');
    expect([retired.code, retired.stderr]).toEqual([
      1,
      expect.stringMatching(
        `^admin: No record uses the key k1. It belongs to ${kind}, .*: take k1 out of ${service.variable} `,
      ),
    ]);
    expect(doctor.code).toBe(0);
    const opened = await store.open({ connector: 'anthropic', tenantId: 't0', name: 'default' });
    expect(opened?.key.equals(CANARY)).toBe(true);
  });

  test('wraps the fingerprint key as well', async () => {
    const { made, service, env } = await moved(kind);
    await made.database.db.deleteFrom('connections').execute();
    const fingerprinter = made.keys.fingerprinter.fingerprint(CANARY, 't0');
    const wrap = (variables: ServiceEnvironment) => admin(variables, 'keys', 'fingerprint');
    const valueOf = ({ stdout }: Said) => stdout.trim().replace('CREDENTIAL_FINGERPRINT_KEY=', '');

    const first = { ...env, CREDENTIAL_FINGERPRINT_KEY: valueOf(await wrap(env)) };
    const next = { ...first, CREDENTIAL_ACTIVE_KEY: 'k2' };
    const behind = await admin(next, 'doctor');
    const kept = await admin(next, 'keys', 'retire', 'k1');
    const rotated = { ...next, CREDENTIAL_FINGERPRINT_KEY: valueOf(await wrap(next)) };
    const done = await admin(rotated, 'doctor');
    const elsewhere = await admin({ ...rotated, PLATFORM_ENVIRONMENT: 'staging' }, 'doctor');

    expect(first.CREDENTIAL_FINGERPRINT_KEY).toMatch(/^k1:[^.]+\.[^.]+$/);
    expect(first.CREDENTIAL_FINGERPRINT_KEY).not.toContain(env['CREDENTIAL_FINGERPRINT_KEY']);
    expect(rotated.CREDENTIAL_FINGERPRINT_KEY).toMatch(/^k2:/);
    const options = { production: true, environment: 'test', domain: VAULT_DOMAIN };
    expect((await loadKeys(rotated, options)).fingerprinter.fingerprint(CANARY, 't0')).toEqual(fingerprinter);
    expect(linesOf(behind, 'keyring').at(-1)).toMatch(
      /^note +keyring +The fingerprint key is wrapped under k1\. /,
    );
    expect(kept.stderr).toMatch(/^admin: The key k1 stays: CREDENTIAL_FINGERPRINT_KEY is wrapped under it\./);
    expect(linesOf(done, 'keyring')).toHaveLength(2);
    expect(linesOf(elsewhere, 'keyring')).toEqual([
      expect.stringMatching(
        /^problem +keyring +CREDENTIAL_FINGERPRINT_KEY: This record does not authenticate/,
      ),
    ]);
    expect(service.asked()).toContain('decrypt');
  });

  test('makes a fingerprint key, and no second one', async () => {
    const { env } = await moved(kind);
    const { CREDENTIAL_FINGERPRINT_KEY: _, ...without } = env;

    const made = await admin(without, 'keys', 'fingerprint', '--new', '--json');
    const none = await admin(without, 'keys', 'fingerprint');
    const second = await admin(env, 'keys', 'fingerprint', '--new');
    const broken = await admin({ ...env, CREDENTIAL_FINGERPRINT_KEY: 'k1:x' }, 'keys', 'list');

    expect(JSON.parse(made.stdout)).toMatchObject({ ok: true, key: 'k1' });
    expect([none.code, second.code, broken.code]).toEqual([2, 2, 1]);
    expect(none.stderr).toContain('or pass --new where there is none');
    expect(second.stderr).toContain('would make another key');
    expect(broken.stderr).toMatch(
      /^admin: CREDENTIAL_FINGERPRINT_KEY must be a key in base64, or what this prints/,
    );
  });

  test('leaves keys to the administrators of the service', async () => {
    const { env, service } = await moved(kind);

    const said = [await admin(env, 'keys', 'add', 'k3'), await admin(env, 'keys', 'activate', 'k2')];

    expect(said.map(({ code }) => code)).toEqual([1, 1]);
    expect(said[0]?.stderr).toMatch(new RegExp(`^admin: The keys belong to ${kind}, .*${service.variable}`));
    expect(said[1]?.stderr).toContain('Set CREDENTIAL_ACTIVE_KEY to its id');
  });

  test('hears from doctor that the service refuses the key, and loses nothing', async () => {
    const { made, service, env } = await moved(kind);
    const keys = await loadKeys(env, { production: false, environment: 'test', domain: VAULT_DOMAIN });
    await connectionStoreOf(made.database, keys, { environment: 'test' }).put(
      connection({ tenantId: 't9' }),
      CANARY,
      0,
    );
    const both = { ...env, [service.variable]: service.keys('k1').replace('k1=', 's1=') };
    service.disable();

    const doctor = await admin({ ...env, CREDENTIAL_ACTIVE_KEY: 'k1' }, 'doctor');
    const rewrap = await admin({ ...both, CREDENTIAL_KEYS_FILE: '' }, 'keys', 'rewrap');

    expect([doctor.code, rewrap.code]).toEqual([1, 1]);
    expect(linesOf(doctor, 'keyring')[1]).toMatch(
      new RegExp(`^problem  keyring   ${kind} did not (wrap|encrypt) a data key under the key k1`),
    );
    expect(await made.records.countByKeyId()).toEqual(new Map([['k1', 4]]));
  });
});
