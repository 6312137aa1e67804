import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { SECRET_VARIABLES, takeSecrets } from '../../platform/src/config/secret-variables.js';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { freePort } from '../../scripts/free-port.mjs';
import { afterTest } from '../support/cleanup.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Loaded before a program: when it ends, or gets a signal, it prints what a diagnostic report and a child process would have. */
const PRINTS_ITSELF = `data:text/javascript,${encodeURIComponent(`
  import { execFileSync } from 'node:child_process';
  const print = () => {
    const report = process.report.getReport();
    const child = execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], { encoding: 'utf8' });
    process.stderr.write('\\n@@' + JSON.stringify({ report, child: JSON.parse(child), own: process.env }) + '@@');
  };
  process.on('exit', print).on('SIGUSR2', print);`)}`;

/** Starts a program with these variables and no other ones. */
function program(file: string, args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', PRINTS_ITSELF, `platform/dist/${file}`, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...env },
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => (said[name] += chunk));
  }
  afterTest(() => child.kill('SIGKILL'));
  return { child, said, ended: once(child, 'close') };
}

const canary = (name: string): string => `canary-of-${name.toLowerCase().replaceAll('_', '-')}`;

/** A value for each secret that lets every program start; each holds its canary, or is one. */
const KEY = Uint8Array.from({ length: 32 }, (_, at) => (at * 7 + 129) % 256);
const RING = `k1:${Buffer.from(KEY).toString('base64')}`;
const FINGERPRINT = Buffer.from(KEY).reverse().toString('base64');

let folder: string;
beforeAll(() => {
  buildWhenStale(['platform']);
  folder = mkdtempSync(join(tmpdir(), 'secret-variables-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const variables = (): Record<string, string> => ({
  DATA_DIR: folder,
  PORT: '0',
  PLATFORM_JWT_SECRET: `${canary('PLATFORM_JWT_SECRET')}-0123456789abcdef`,
  CREDENTIAL_KEYS: RING,
  CREDENTIAL_FINGERPRINT_KEY: FINGERPRINT,
  CREDENTIAL_VAULT_TOKEN: canary('CREDENTIAL_VAULT_TOKEN'),
  AWS_SECRET_ACCESS_KEY: canary('AWS_SECRET_ACCESS_KEY'),
  AWS_SESSION_TOKEN: canary('AWS_SESSION_TOKEN'),
});

const secretsIn = (env: Record<string, string>): string[] =>
  Object.entries(env)
    .filter(([name]) => SECRET_VARIABLES.includes(name))
    .map(([, value]) => value);

/** What the program has printed of itself, which must hold none of the values. */
function expectWithout(stderr: string, secrets: readonly string[]): void {
  const [, printed = ''] = stderr.split('@@');
  const { report, child, own } = JSON.parse(printed) as Record<string, { environmentVariables?: object }>;
  expect(Object.keys({ ...report?.environmentVariables, ...child, ...own })).toContain('PATH');
  for (const secret of secrets) expect(printed).not.toContain(secret);
}

test('the platform keeps no secret in its environment', async () => {
  const env = variables();
  const PORT = String(await freePort());
  const { child, said, ended } = program('main.js', [], { ...env, PORT });
  await until(() =>
    fetch(`http://127.0.0.1:${PORT}/health`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  child.kill('SIGUSR2');
  await until(() => said.stderr.split('@@').length > 2);
  child.kill('SIGTERM');
  await ended;

  expectWithout(said.stderr, secretsIn(env));
});

test.each([
  ['token.js', ['--tenant', 'acme']],
  ['sign-in-link.js', ['--tenant', 'acme']],
  ['admin/main.js', ['doctor']],
])('%s keeps none either', async (file, args) => {
  const env = variables();
  const { said, ended } = program(file, args, env);
  await ended;

  expectWithout(said.stderr, secretsIn(env));
});

test('nor does the URL of a database stay there, also where the start fails', async () => {
  const env = { ...variables(), DATABASE_URL: 'postgres://ada:canary-of-a-password@127.0.0.1:1/platform' };
  const { said, ended } = program('main.js', [], env);
  await ended;

  expectWithout(said.stderr, [...secretsIn(env), 'canary-of-a-password']);
});

test('MCP over stdio keeps no Admin key in its environment', async () => {
  const simulator = await createSimulator();
  afterTest(() => simulator.close());
  const env = { ANTHROPIC_ADMIN_KEY: DEMO_ADMIN_KEY, ANTHROPIC_BASE_URL: simulator.url };
  const { child, said, ended } = program('anthropic/mcp-stdio/main.js', [], env);
  child.stdin?.end();
  await ended;

  expectWithout(said.stderr, [DEMO_ADMIN_KEY]);
});

test('every variable that is marked as a secret is taken out', () => {
  const sources = readdirSync(join(ROOT, 'platform/src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(ROOT, 'platform/src', name), 'utf8'));
  const marked = sources.flatMap((source) =>
    [...source.matchAll(/^ {2}([A-Z][A-Z_]+): secret\(/gm)].map(([, name = '']) => name),
  );

  expect(marked).toContain('DATABASE_URL');
  expect(marked.filter((name) => !SECRET_VARIABLES.includes(name))).toEqual([]);
});

test('the values are kept for the settings', () => {
  const environment = { CREDENTIAL_KEYS: 'k1:x', PORT: '1' };

  expect(takeSecrets(environment)).toEqual({ CREDENTIAL_KEYS: 'k1:x', PORT: '1' });
  expect(environment).toEqual({ PORT: '1' });
});
