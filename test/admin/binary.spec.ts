import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';

jest.setTimeout(120_000);

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The platform as it is shipped: what was built and its dependencies; no sources, no scripts, no compiler of its own. */
let shipped: string;
beforeAll(() => {
  buildWhenStale(['platform']);
  shipped = mkdtempSync(join(tmpdir(), 'shipped-platform-'));
  for (const part of ['bin', 'dist', 'package.json']) {
    cpSync(join(ROOT, 'platform', part), join(shipped, 'platform', part), { recursive: true });
  }
  for (const modules of ['node_modules', 'platform/node_modules']) {
    if (existsSync(join(ROOT, modules))) symlinkSync(join(ROOT, modules), join(shipped, modules));
  }
  mkdirSync(join(shipped, 'unbuilt/bin'), { recursive: true });
  cpSync(join(ROOT, 'platform/bin'), join(shipped, 'unbuilt/bin'), { recursive: true });
});
afterAll(() => rmSync(shipped, { recursive: true, force: true }));

function run(args: readonly string[], folder = 'platform') {
  const file = join(shipped, folder, 'bin/anthropic-admin-platform.mjs');
  const env = { PATH: process.env['PATH'], DATA_DIR: join(shipped, 'data') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('runs the commands as they were built, by their exit codes', () => {
  const help = run(['--help']);
  const token = run(['token', '--tenant', 'acme']);
  const doctor = run(['doctor', '--json']);
  const migrate = run(['migrate', '--grant', 'NOT A ROLE']);
  const admin = run(['admin', 'keys', 'list']);
  const serve = spawnSync(
    process.execPath,
    [join(shipped, 'platform/bin/anthropic-admin-platform.mjs'), 'serve'],
    {
      env: { PATH: process.env['PATH'], PORT: 'x' },
      encoding: 'utf8',
    },
  );

  expect([help.status, help.stdout.split('\n')[0]]).toEqual([
    0,
    'Usage: anthropic-admin-platform <command> [options]',
  ]);
  expect([token.status, token.stdout.split('.').length, token.stderr]).toEqual([0, 3, '']);
  expect([doctor.status, (JSON.parse(doctor.stdout) as { ok: boolean }).ok, doctor.stderr]).toEqual([
    1,
    false,
    '',
  ]);
  expect([migrate.status, migrate.stderr]).toEqual([
    2,
    expect.stringContaining('--grant must be the name of a role'),
  ]);
  expect([admin.status, admin.stderr]).toEqual([1, expect.stringContaining('There is no keyring.')]);
  expect([serve.status, serve.stderr]).toEqual([1, expect.stringContaining('PORT must be')]);
});

test('names commands in its messages as they can be called where nothing but the built platform is', () => {
  const binary = join(shipped, 'platform/bin/anthropic-admin-platform.mjs');
  const main = join(shipped, 'platform/dist/admin/main.js');
  const env = { PATH: process.env['PATH'], DATA_DIR: join(shipped, 'other-data') };
  const byFile = (of: NodeJS.ProcessEnv) =>
    spawnSync(process.execPath, [main, 'keys', 'add', '--help'], { env: of, cwd: shipped, encoding: 'utf8' });

  const help = run(['admin', 'keys', 'add', '--help']).stdout;

  expect(help).toContain(`Usage: ${binary} admin keys add`);
  for (const line of ['token', 'sign-in-link']) {
    const said = run([line, '--help']).stdout;
    expect(said).toContain(`Usage: ${binary} ${line} `);
    expect(said).toContain(`Examples:\n  ${binary} ${line} --tenant acme`);
    expect(said).toContain('Exit codes: 0 done');
    expect(run([line, '--bogus']).status).toBe(2);
    const refused = run([line, '--tenant', '\u0001', '--json']);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining(`${line}: --tenant`)]);
    expect(JSON.parse(refused.stdout)).toEqual({ ok: false, error: expect.stringContaining('--tenant') });
  }
  for (const url of ['nope', 'ftp://a.example', 'https://ada:secret@a.example']) {
    const { status, stderr } = run(['sign-in-link', '--url', url]);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^sign-in-link: --url must be an http/)]);
    expect(stderr).not.toContain('secret');
  }
  expect([run(['serve', '--help']).stdout, run(['serve', 'x']).status]).toEqual([run(['--help']).stdout, 2]);
  expect(byFile(env).stdout).toContain('Usage: node platform/dist/admin/main.js keys add');
  expect(byFile({ ...env, npm_lifecycle_event: 'admin' }).stdout).toContain(
    'Usage: npm run -s admin -- keys add',
  );
});

test('repeats nothing of an unknown command, and says what to do where nothing is built', () => {
  const unknown = run(['sk-ant-admin01-canary']);
  const unbuilt = run(['doctor'], 'unbuilt');

  expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('there is no such command.')]);
  expect(`${unknown.stdout}${unknown.stderr}`).not.toContain('canary');
  expect(unbuilt).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'anthropic-admin-platform: the platform is not built. Run once, with the development dependencies: npm run build\n',
  });
});
