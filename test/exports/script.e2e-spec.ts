import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { textOf } from './support/exported.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the script as `npm run -s export --` does. */
const run = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/export.mjs', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
    maxBuffer: 10_000_000,
  });

it('prints an export and nothing else', () => {
  const { status, stdout } = run('catalog.json');

  expect(status).toBe(0);
  expect(stdout === textOf('catalog.json')).toBe(true);
});

it('ends with 1 and a clear line for an export that there is not', () => {
  const { status, stdout, stderr } = run('openapi.yaml');

  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^export: There is no export "openapi\.yaml"\. There are: .*agen\.tf\.$/m);
});
