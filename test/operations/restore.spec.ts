import { spawn } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createKeyringFile } from 'anthropic-admin-connector';
import pg from 'pg';
import { admin } from '../admin/support/admin.js';
import { bootWith } from '../database/support/boot-stored.js';
import type { Answer, BootedPlatform } from '../platform/support/boot-platform.js';
import { afterTest } from '../support/cleanup.js';

const SERVE = fileURLToPath(new URL('../database/support/postgres/serve.mjs', import.meta.url));

/** A folder that is gone after the test. */
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'anthropic-admin-restore-'));
  afterTest(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A PostgreSQL of its own in a folder, with the data that is there already. */
async function serve(path: string): Promise<{ url: string; stop(): Promise<void> }> {
  await chmod(path, 0o755);
  const child = spawn(process.execPath, [SERVE, path, String(process.pid)], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  afterTest(stop);
  let gone = false;
  void ended.then(() => (gone = true));
  for (;;) {
    if (gone) throw new Error(`PostgreSQL did not start in ${path}.`);
    const url = await readFile(join(path, 'url'), 'utf8').catch(() => undefined);
    if (url !== undefined) return { url: `${url}/postgres`, stop };
    await wait(50);
  }
}

/** Copies a database while it serves, by PostgreSQL's own protocol for that (pg_backup_start and pg_backup_stop). */
async function backUp(url: string, from: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('test', true)`);
    const skipped = /\/(?:pg_wal\/.*|postmaster\.(?:pid|opts))$/;
    await cp(from, to, { recursive: true, preserveTimestamps: true, filter: (path) => !skipped.test(path) });
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()');
    await writeFile(join(to, 'backup_label'), rows[0]!.labelfile);
    await cp(join(from, 'pg_wal'), join(to, 'pg_wal'), { recursive: true });
    await giveTo(to, await stat(from));
  } finally {
    await client.end();
  }
}

/** PostgreSQL runs as another user where the tests run as root, and its files must be that user's. */
async function giveTo(path: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  const inside = await readdir(path, { recursive: true });
  await Promise.all([path, ...inside.map((name) => join(path, name))].map((one) => chown(one, uid, gid)));
}

const invite = ({ call }: BootedPlatform, key: string): Promise<Answer> =>
  call('/actions/invites_create/invoke', {
    method: 'POST',
    body: { input: { email: `${key}@example.com`, role: 'user' } },
    headers: { 'idempotency-key': key },
  });

test('a backup that was taken while writes went on opens, verifies and serves elsewhere', async () => {
  const [original, copy, keys] = [await folder(), await folder(), await folder()];
  await chmod(keys, 0o700);
  const keyring = join(keys, 'keyring.json');
  await createKeyringFile(keyring, 'k1');
  const installation = { CREDENTIAL_KEYS_FILE: keyring, PLATFORM_ENVIRONMENT: 'test' };
  const first = await serve(original);
  const platform = await bootWith({ ...installation, DATA_DIR: await folder(), DATABASE_URL: first.url });
  await platform.connect();
  const kept = await invite(platform, 'kept');

  const going = Array.from({ length: 5 }, (_, nth) => invite(platform, `during-${nth}`));
  await backUp(first.url, join(original, 'data'), join(copy, 'data'));
  await Promise.all(going);
  const late = await invite(platform, 'late');
  const record = join(await folder(), 'erasures.ndjson');
  const erased = await admin(
    { ...installation, DATA_DIR: await folder(), DATABASE_URL: first.url },
    ...['erase', '--person', 'kept@example.com', '--record', record, '--accept-loss'],
  );
  await platform.close();
  await first.stop();
  const restored = await serve(copy);
  const env = { ...installation, DATA_DIR: await folder(), DATABASE_URL: restored.url };

  const doctor = await admin(env, 'doctor', '--json');
  const verified = await admin(env, 'audit', 'verify', '--json');
  const again = await bootWith(env);
  const invitedIn = async (): Promise<unknown> => {
    const { body } = await again.call('//v1/audit?action=invites_create&limit=1000');
    const { data } = body as { data: { details: { input: { email: string } } }[] };
    return data.at(-1)?.details.input.email;
  };
  const before = await invitedIn();
  const repeated = await admin(env, 'erase', '--repeat', record, '--accept-loss');

  expect([erased.code, erased.stdout]).toEqual([0, expect.stringContaining('Erased 1 key of 1 tenant.')]);
  expect([before, repeated.code, await invitedIn()]).toEqual(['kept@example.com', 0, '[erased]']);
  expect((await admin(env, 'audit', 'verify')).code).toBe(0);
  expect([kept.status, late.status]).toEqual([200, 200]);
  expect([doctor.code, JSON.parse(doctor.stdout)]).toMatchObject([0, { ok: true }]);
  expect([verified.code, JSON.parse(verified.stdout)]).toMatchObject([0, { ok: true }]);
  expect((await again.call('/connections/default')).body).toMatchObject({ state: 'active', revision: 1 });
  const members = await again.call('/actions/users_list/invoke', { method: 'POST', body: {} });
  expect(members.status).toBe(200);
  expect((await invite(again, 'kept')).body).toMatchObject({ meta: { replayed: true } });
}, 120_000);
