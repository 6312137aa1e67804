import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILED_SECRETS, withSecretFiles } from '../../platform/src/config/secret-files.js';
import { admin } from '../admin/support/admin.js';
import { bootPlatform } from './support/boot-platform.js';
import { SECRET } from './support/tokens.js';
import { afterTest } from '../support/cleanup.js';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'secret-files-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
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
    'PATH is not a regular file.',
  ],
  [
    'a pipe',
    () => {
      const path = join(folder, 'pipe');
      execFileSync('mkfifo', [path]);
      return path;
    },
    'PATH is not a regular file.',
  ],
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
