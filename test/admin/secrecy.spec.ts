import { readFile } from 'node:fs/promises';
import { CANARY } from '../database/support/connections.js';
import { admin, type Said } from './support/admin.js';
import { installation } from './support/installation.js';

/** Texts in which key material would show: Admin keys as they are, keys of the keyring in three encodings. */
async function secretsOf(keyring: string): Promise<string[]> {
  const found = (await readFile(keyring, 'utf8')).match(/[A-Za-z0-9+/]{43}=/g) ?? [];
  const keys = found.map((text) => Buffer.from(text, 'base64'));
  return [
    CANARY.reveal().slice(15, -4),
    ...keys.flatMap((key) => [
      key.toString('base64').slice(0, 20),
      key.toString('base64url').slice(0, 20),
      key.toString('hex').slice(0, 20),
    ]),
  ];
}

test.each([[[]], [['--json']]])('no command prints key material, called with %j', async (json: string[]) => {
  const made = await installation('libsql');
  await made.fill(3);
  const { db } = made.database;
  const said: Said[] = [];
  const run = async (...args: string[]) => said.push(await admin(made.env, ...args, ...json));
  const secrets: string[] = await secretsOf(made.keyring);

  await run('keys', 'add', 'k2');
  secrets.push(...(await secretsOf(made.keyring)));
  await run('keys', 'add', secrets[1] ?? '');
  await run('keys', 'activate', CANARY.reveal());
  await run('keys', 'retire', CANARY.reveal());
  await run('audit', 'verify', '--tenant', CANARY.reveal());
  await run('keys', 'activate', 'k2');
  await run('keys', 'list');
  await db
    .updateTable('connections')
    .set({ tenant_id: CANARY.reveal() })
    .where('tenant_id', '=', 't1')
    .execute();
  await run('doctor');
  await run('keys', 'retire', 'k1');
  await run('keys', 'rewrap');
  await run('audit', 'verify');

  expect(secrets.length).toBeGreaterThan(15);
  expect(said.map(({ code }) => code)).toEqual([0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0]);
  const output = said.map(({ stdout, stderr }) => stdout + stderr).join('\n');
  expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
});

test('names out of the database steer no terminal', async () => {
  const made = await installation('libsql');
  await made.fill(1);
  await made.database.db.updateTable('connections').set({ tenant_id: '\u001b[2Jt\n0' }).execute();

  const { stdout } = await admin(made.env, 'doctor');

  expect(stdout).toContain('\ufffd[2Jt\ufffd0 / default');
});
