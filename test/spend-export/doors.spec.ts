import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { lint } from 'focus-lint';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { admin, startAdmin } from '../admin/support/admin.js';
import { bootPlatform, type BootedPlatform } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';

jest.setTimeout(120_000);

let platform: BootedPlatform;
let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spend-doors-'));
  platform = await bootPlatform({ env: { DATA_DIR: folder } });
  await platform.connect();
  env = {
    DATA_DIR: folder,
    ANTHROPIC_BASE_URL: platform.simulator.url,
    ANTHROPIC_REQUESTS_PER_MINUTE: '100000',
  };
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

const RANGE = ['--tenant', 'acme', '--from', '2026-11-02', '--to', '2026-11-06'];
const exported = (out: string, ...more: string[]) =>
  admin(env, 'spend', 'export', ...RANGE, '--out', join(folder, out), ...more);

const download = async (query: string): Promise<Response> =>
  fetch(`${platform.url}/v1/connectors/anthropic/spend/export?${query}`, {
    headers: { authorization: `Bearer ${await signedToken({ tenant: 'acme' })}` },
  });

it('gives the same file by REST and by the command', async () => {
  const said = await exported('spend.csv');
  const response = await download('from=2026-11-02&to=2026-11-06');

  expect(said).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Wrote [\d,]+ rows to .*spend\.csv\.\n$/),
  });
  expect(said.stderr).toMatch(/^4 of 4 days\n/m);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="spend.csv"');
  expect(await response.text()).toBe(readFileSync(join(folder, 'spend.csv'), 'utf8'));
  const packed = await download('from=2026-11-02&to=2026-11-06&gzip=true');
  expect(packed.headers.get('content-type')).toBe('application/gzip');
  expect(packed.headers.get('content-disposition')).toBe('attachment; filename="spend.csv.gz"');
  expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString('utf8')).toBe(
    readFileSync(join(folder, 'spend.csv'), 'utf8'),
  );
});

it('streams FOCUS that the linter accepts', async () => {
  const response = await download('from=2026-11-02&to=2026-11-03&format=focus&focus_version=1.2');

  const result = await lint(Readable.from([await response.text()]), { version: '1.2' });
  expect(result.findings.filter(({ rule }) => rule !== 'column-recommended')).toEqual([]);
  expect(result.rows).toBeGreaterThan(10);
});

it.each<[string, number, string]>([
  ['from=2026-11-06&to=2026-11-02', 422, 'from and to must be in this order'],
  ['from=2026-11-02&to=soon', 422, 'to must be a day, such as 2026-11-01'],
  ['from=2026-11-02&to=2036-11-02', 422, 'must be at most 1830 days apart'],
  ['from=2026-11-02&to=2026-11-03&format=parquet', 422, 'format must be one of csv, ndjson, focus'],
  ['from=2026-11-02&to=2026-11-03&gzip=yes', 422, 'gzip must be true or false'],
  ['from=2026-11-02&to=2026-11-03&connection=other', 424, ''],
])('refuses %s', async (query, status, message) => {
  const response = await download(query);

  expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(message)]);
});

it('requires the permission to use connections', async () => {
  const token = await signedToken({ tenant: 'acme', permissions: ['anthropic:audit:read'] });
  const headers = { authorization: `Bearer ${token}` };

  const response = await fetch(
    `${platform.url}/v1/connectors/anthropic/spend/export?from=2026-11-02&to=2026-11-03`,
    { headers },
  );

  expect([response.status, await response.json()]).toEqual([
    403,
    expect.objectContaining({ code: 'permission_missing' }),
  ]);
});

it.each<[string[], number, string]>([
  [
    ['--from', '2026-11-01', '--to', '2026-11-02', '--out', 'x'],
    2,
    'spend export takes --tenant <id>; see: spend export --help',
  ],
  [[...RANGE], 2, '--out must be a file, such as november.csv.'],
  [[...RANGE, '--out', 'x', '--to', 'soon'], 2, '--from and --to must be days, such as 2026-11-01.'],
  [[...RANGE, '--out', 'x', '--format', 'parquet', '--gzip'], 2, '--gzip is not for parquet'],
  [
    [...RANGE, '--out', '/nowhere/x.csv'],
    1,
    '/nowhere/x.csv.part cannot be written (ENOENT). Create its folder first.',
  ],
  [
    ['--tenant', 'nobody', ...RANGE.slice(2), '--out', '/tmp/none.csv'],
    1,
    'Run the same command again to continue.',
  ],
])('spend export %j is refused', async (args, code, message) => {
  const said = await admin(env, 'spend', 'export', ...args);

  expect(said).toEqual({ code, stdout: '', stderr: expect.stringContaining(message) });
});

it('continues after it is killed, to the same bytes', async () => {
  buildWhenStale(['platform']);
  await exported('whole.csv.gz', '--gzip');
  const out = join(folder, 'killed.csv.gz');
  const args = ['spend', 'export', ...RANGE, '--gzip', '--out', out];

  const { process: child, ended } = startAdmin(env, ...args);
  while (!existsSync(`${out}.part.json`) && child.exitCode === null) await wait(2);
  child.kill('SIGKILL');
  await ended;
  const said = await exported('killed.csv.gz', '--gzip');

  expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('continued from an earlier run.') });
  expect(readFileSync(out).equals(readFileSync(join(folder, 'whole.csv.gz')))).toBe(true);
  expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
});

it('leaves an entry of each read in the audit', async () => {
  const { stdout } = await admin(
    env,
    'audit',
    'query',
    '--tenant',
    'acme',
    '--actor',
    'operator',
    '--action',
    'analytics_cost_list',
  );

  expect(stdout).toContain('analytics_cost_list');
});
