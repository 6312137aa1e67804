import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { freePort } from '../../scripts/free-port.mjs';
import { nodeOf, plainApplication } from './support/applications.js';
import { answers, run, serve, serveSimulator } from './support/run.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const ESBUILD = join(ROOT, 'node_modules/.bin/esbuild');

// The first run on a machine installs the versions of Node.
jest.setTimeout(600_000);

let application: string;
let simulator: Awaited<ReturnType<typeof serveSimulator>>;
beforeAll(async () => {
  application = await plainApplication();
  simulator = await serveSimulator(application);
});
afterAll(async () => {
  await simulator.stop();
  rmSync(application, { recursive: true, force: true });
});

describe.each(['20.19', '22', '24', '26'])('on Node %s', (version) => {
  let PATH: string;
  beforeAll(async () => {
    PATH = `${await nodeOf(version)}${delimiter}${process.env['PATH']}`;
  });

  it.each(['admins.mjs', 'admins.cjs'])('%s invokes an action without Nest', async (script) => {
    const env = { PATH, ANTHROPIC_BASE_URL: simulator.url };

    expect(await run(application, ['node', script], env)).toBe('4 admins\n');
  });

  it('the platform starts', async () => {
    buildWhenStale(['platform']);
    const port = await freePort();
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'platform-'));
    const env = { PATH, DATA_DIR, PORT: String(port), ANTHROPIC_BASE_URL: simulator.url };
    const health = `http://127.0.0.1:${port}/health`;

    const platform = await serve(ROOT, ['node', 'platform/dist/main.js'], () => answers(health), env);

    expect(await (await fetch(health)).json()).toMatchObject({ status: 'ok' });
    await platform.stop();
    rmSync(DATA_DIR, { recursive: true });
  });
});

describe('a bundle of an application', () => {
  it.each([
    ['as Node resolves', 'main,module'],
    ['as bundlers for browsers resolve', 'module,main'],
  ])('runs with nothing beside it, resolved %s', async (_, fields) => {
    const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    const options = ['--bundle', '--platform=node', '--minify', '--keep-names', `--main-fields=${fields}`];
    await run(application, [ESBUILD, 'admins.cjs', ...options, `--outfile=${join(folder, 'admins.cjs')}`]);

    const printed = await run(folder, [process.execPath, 'admins.cjs'], {
      ANTHROPIC_BASE_URL: simulator.url,
    });

    expect(printed).toBe('4 admins\n');
    rmSync(folder, { recursive: true });
  });
});

it('compiles in ES modules and CommonJS, and offers nothing of Nest at the root', async () => {
  const files = ['types.mts', 'types.cts', 'module-from-the-root.mts'];
  const types = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types')];
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', ...types];

  expect(await run(application, [process.execPath, TSC, ...options, ...files])).toBe('');
});
