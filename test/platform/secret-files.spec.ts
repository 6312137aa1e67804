import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyringFile } from 'anthropic-admin-connector';
import { DEMO_KEYRING_FILE } from 'anthropic-admin-connector/vault';
import { tokenCommand } from '../../platform/src/admin/token-command.js';
import { anchorSettingsFrom } from '../../platform/src/audit/anchors/anchors.config.js';
import { writeAnchor } from '../../platform/src/audit/anchors/write-anchor.js';
import { DATABASE_FILE, openDatabase } from '../../platform/src/database/database.js';
import { FILED_SECRETS, withSecretFiles } from '../../platform/src/config/secret-files.js';
import { admin } from '../admin/support/admin.js';
import { bootPlatform } from './support/boot-platform.js';
import { SECRET } from './support/tokens.js';
import { afterTest } from '../support/cleanup.js';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'secret-files-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function pipe(name: string): string {
  const path = join(folder, name);
  execFileSync('mkfifo', ['-m', '600', path]);
  return path;
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

test('every secret variable has a form with a file, except those whose _FILE has a meaning of its own', () => {
  expect(FILED_SECRETS).toEqual([
    'ANTHROPIC_ADMIN_KEY',
    'AUDIT_ANCHOR_AUTHORIZATION',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'CREDENTIAL_FINGERPRINT_KEY',
    'DATABASE_URL',
    'NOTICES_SMTP_URL',
    'PLATFORM_JWT_SECRET',
    'PORTAL_OIDC_CLIENT_SECRET',
  ]);
  const env = Object.fromEntries(
    FILED_SECRETS.map((name) => [`${name}_FILE`, file(name, `value of ${name}\n`)]),
  );

  expect(withSecretFiles({ ...env, PORT: '1' })).toEqual({
    PORT: '1',
    ...Object.fromEntries(FILED_SECRETS.map((name) => [name, `value of ${name}`])),
  });
});

test.each([
  ['secret\n', 'secret'],
  ['secret\r\n', 'secret'],
  ['secret', 'secret'],
  ['two lines\nof text\n\n', 'two lines\nof text\n'],
])('strips one newline at the end: %j', (content, value) => {
  expect(withSecretFiles({ DATABASE_URL_FILE: file('one', content) })).toEqual({ DATABASE_URL: value });
});

test('follows links, as mounts of secrets are', () => {
  const link = join(folder, 'link');
  symlinkSync(file('target', 'secret\n'), link);

  expect(withSecretFiles({ DATABASE_URL_FILE: link })).toEqual({ DATABASE_URL: 'secret' });
});

const withMode = (mode: number): string => {
  const path = file(`mode ${mode.toString(8)}`, 'secret\n');
  chmodSync(path, mode);
  return path;
};

test.each<[what: string, path: () => string, reason: string]>([
  ['missing', () => join(folder, 'nowhere'), 'there is no file PATH.'],
  ['empty', () => file('empty', '\n'), 'PATH is empty.'],
  [
    'large',
    () => file('large', 'x'.repeat(65_537)),
    'PATH has more than 65536 bytes; it must hold the value alone.',
  ],
  [
    'large without saying so, as files of /proc are',
    () => '/proc/self/smaps',
    'PATH has more than 65536 bytes; it must hold the value alone.',
  ],
  ['binary', () => file('binary', Uint8Array.of(1, 0, 2)), 'PATH is not a text.'],
  [
    'a folder',
    () => {
      const path = join(folder, 'folder');
      mkdirSync(path);
      return path;
    },
    'PATH cannot be opened (it is not a regular file); name a file that this user can read.',
  ],
  [
    'a pipe',
    () => pipe('pipe'),
    'PATH cannot be opened (it is not a regular file); name a file that this user can read.',
  ],
  [
    'a device',
    () => '/dev/zero',
    'PATH cannot be opened (it is not a regular file); name a file that this user can read.',
  ],
  ['one that others can read', () => withMode(0o604), 'PATH has the mode 0604: '],
  ['one that others can change', () => withMode(0o620), 'PATH has the mode 0620: '],
])('a file that is %s is refused by the name of the variable', (_what, path, reason) => {
  const given = path();

  expect(() => withSecretFiles({ DATABASE_URL_FILE: given })).toThrow(
    `DATABASE_URL_FILE: ${reason.replace('PATH', given)}`,
  );
});

test('both forms at once are refused', () => {
  expect(() => withSecretFiles({ DATABASE_URL: 'x', DATABASE_URL_FILE: file('both', 'y') })).toThrow(
    'Set DATABASE_URL or DATABASE_URL_FILE, not both.',
  );
});

test('a platform takes its secrets from files, and repeats none of an invalid one', async () => {
  const env = { PLATFORM_JWT_SECRET: '', PLATFORM_JWT_SECRET_FILE: file('jwt', `${SECRET}\n`) };
  const platform = await bootPlatform({ env });
  afterTest(() => platform.close());

  expect((await platform.call('/connections')).status).toBe(200);
  await expect(
    bootPlatform({ env: { DATABASE_URL_FILE: file('url', 'mysql://ada:s3cret@db/x\n') } }),
  ).rejects.toThrow(/^DATABASE_URL must be .*; it is something else\.$/);
});

test('so do the commands', async () => {
  const said = await admin({ DATABASE_URL_FILE: join(folder, 'nowhere') }, 'doctor');

  expect(said).toEqual({
    code: 1,
    stdout: '',
    stderr: `admin: DATABASE_URL_FILE: there is no file ${join(folder, 'nowhere')}.\n`,
  });
});

test.each<[what: string, run: (path: string) => Promise<{ stderr: string }>, said: (path: string) => string]>(
  [
    [
      'archives',
      (path) => admin({ DATA_DIR: folder }, 'audit', 'archive', '--before', '2026-01-01', '--to', path),
      (path) => `${path} is not a folder.`,
    ],
    [
      'anchors to compare with',
      (path) => admin({ DATA_DIR: folder }, 'audit', 'verify', '--anchors', path),
      (path) => `--anchors: ${path} cannot be read (it is not a regular file).`,
    ],
    ['data', (path) => admin({ DATA_DIR: path }, 'doctor'), (path) => path],
  ],
)('a pipe in place of %s is refused, and nothing waits for its other end', async (what, run, said) => {
  await createKeyringFile(join(folder, DEMO_KEYRING_FILE), 'k1').catch(() => {});
  await (await openDatabase({ dataDir: folder })).close();
  const path = pipe(`pipe of ${what}`);

  const { stderr } = await run(path);

  expect(stderr).toContain(said(path));
});

test('neither the database nor the secret of the demo is a pipe', async () => {
  const data = mkdtempSync(join(folder, 'data-'));
  execFileSync('mkfifo', ['-m', '600', join(data, DATABASE_FILE), join(data, 'demo-jwt-secret')]);

  await expect(openDatabase({ dataDir: data })).rejects.toThrow(
    `The database cannot be kept in ${join(data, DATABASE_FILE)} (`,
  );
  await expect(tokenCommand(['--tenant', 'acme'], { DATA_DIR: data })).rejects.toThrow('cannot be kept in');
});

test('anchors are written to no pipe, at the start or later', async () => {
  const path = pipe('anchors');
  const line = (async function* () {
    yield { line: '{}\n', heads: 1 };
  })();

  expect(() => anchorSettingsFrom({ AUDIT_ANCHOR_TO: path })).toThrow('AUDIT_ANCHOR_TO must be');
  await expect(writeAnchor({ kind: 'file', path }, line, 1_000)).rejects.toThrow(
    `${path} is not a regular file`,
  );
});
