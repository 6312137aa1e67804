/* Builds what is missing or older than its sources. It reports on standard error, because commands print their results. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TSC = 'node_modules/typescript/bin/tsc';
const VITE = 'node_modules/vite/bin/vite.js';

/** The projects of `tsc -b`, and what it writes last. */
const COMPILED = {
  connector: { project: '.', written: 'dist/esm.tsbuildinfo' },
  simulator: { project: 'simulator', written: 'simulator/dist/esm.tsbuildinfo' },
  'focus-lint': { project: 'focus-lint', written: 'focus-lint/dist/esm.tsbuildinfo' },
  platform: { project: 'platform', written: 'platform/dist/.tsbuildinfo' },
};

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
  const compiled = names.includes('platform') ? ['connector', ...names] : names;
  const stale = compiled
    .flatMap((name) => COMPILED[name] ?? [])
    .filter(({ project, written }) => isOlder(written, sourcesOf(project)));
  // Loading the compiler to learn that nothing has changed would take most of the time of a command.
  if (stale.length > 0) run(TSC, '-b', ...names.flatMap((name) => COMPILED[name]?.project ?? []));
  if (names.includes('portal') && isOlder('portal/dist/index.html', [...PAGE, ...SHARED_WITH_PAGE]))
    run(VITE, 'build', '--logLevel', 'warn', 'portal');
}

function run(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The build failed; see the messages above.');
}

/** What the compiler reads, with the folders, which tell of files that are gone. */
const sourcesOf = (project) => [
  'tsconfig.base.json',
  join(project, 'tsconfig.json'),
  ...filesBelow(join(project, 'src')).filter((path) => /(\.ts|\/[^.]+)$/.test(path)),
];

/** Whether something was written before one of its inputs, files and folders, or never. */
function isOlder(written, inputs) {
  const at = changedAt(written);
  return inputs.flatMap(filesBelow).some((path) => changedAt(path) > at);
}

const statOf = (path) => statSync(join(ROOT, path), { throwIfNoEntry: false });

const changedAt = (path) => statOf(path)?.mtimeMs ?? 0;

const filesBelow = (path) =>
  statOf(path)?.isDirectory()
    ? [path, ...readdirSync(join(ROOT, path), { recursive: true }).map((name) => join(path, name))]
    : [path];
