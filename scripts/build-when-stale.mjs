/* Builds what is missing or older than its sources. It reports on standard error, because commands print their results. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TSC = 'node_modules/typescript/bin/tsc';
const VITE = 'node_modules/vite/bin/vite.js';

/** The projects of `tsc -b`, which finds out by itself what is stale, also in what they refer to. */
const COMPILED = { connector: '.', simulator: 'simulator', platform: 'platform' };

/** What the page is made of. */
const PAGE = [
  'portal/src',
  'portal/build',
  'portal/index.html',
  'portal/vite.config.ts',
  'portal/package.json',
];
const SHARED_WITH_PAGE = ['src/key-format.ts', 'src/credentials'];

/**
 * Builds the named packages as far as they are stale; `platform` includes the connector.
 * @throws Error where a build fails.
 */
export function buildWhenStale(names = ['simulator', 'platform', 'portal']) {
  const projects = names.flatMap((name) => COMPILED[name] ?? []);
  if (projects.length > 0) run(TSC, '-b', ...projects);
  if (names.includes('portal') && isPageStale()) run(VITE, 'build', '--logLevel', 'warn', 'portal');
}

function run(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The build failed; see the messages above.');
}

function isPageStale() {
  const built = changedAt('portal/dist/index.html');
  return [...PAGE, ...SHARED_WITH_PAGE].flatMap(filesBelow).some((path) => changedAt(path) > built);
}

const statOf = (path) => statSync(join(ROOT, path), { throwIfNoEntry: false });

const changedAt = (path) => statOf(path)?.mtimeMs ?? 0;

const filesBelow = (path) =>
  statOf(path)?.isDirectory()
    ? [path, ...readdirSync(join(ROOT, path), { recursive: true }).map((name) => join(path, name))]
    : [path];
