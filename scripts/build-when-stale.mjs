/* Builds what is missing or older than its sources. Its words go to standard error, so that a command stays clean. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMMON = ['package.json', 'tsconfig.base.json'];
const NEST = ['node_modules/@nestjs/cli/bin/nest.js', 'build'];
const TSC = ['node_modules/typescript/bin/tsc', '-b'];
const VITE = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'];

/**
 * The builds, in their order: the platform is compiled against what the connector's build has made. `stamps` are the files
 * in `dist` whose dates tell when that was.
 */
const PROJECTS = {
  connector: {
    sources: ['src', 'tsconfig.json', 'nest-cli.json'],
    dist: 'dist',
    stamps: ['index.js', '.tsbuildinfo'],
    command: NEST,
  },
  simulator: {
    sources: ['simulator/src', 'simulator/tsconfig.json'],
    dist: 'simulator/dist',
    stamps: ['main.js', '.tsbuildinfo'],
    command: [...TSC, 'simulator'],
  },
  platform: {
    sources: ['src', 'platform/src', 'platform/tsconfig.json'],
    dist: 'platform/dist',
    stamps: ['main.js', '.tsbuildinfo'],
    command: [...TSC, '--force', 'platform'],
  },
  portal: {
    sources: [
      'portal/src',
      'src/credentials',
      'portal/index.html',
      'portal/package.json',
      'portal/vite.config.ts',
      'portal/build',
    ],
    dist: 'portal/dist',
    stamps: ['index.html'],
    command: [...VITE, 'portal'],
  },
};

/**
 * Builds the projects that are named and what they need, as far as they are stale.
 * @throws Error where a build fails.
 */
export function buildWhenStale(names = Object.keys(PROJECTS)) {
  for (const name of names) {
    const project = PROJECTS[name];
    if (isStale(project)) build(name, project);
  }
}

function build(name, { command, dist, stamps }) {
  const startedAt = new Date();
  process.stderr.write(`Building the ${name} …\n`);
  const { status } = spawnSync(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`The ${name} could not be built; what is above says why.`);
  // A compiler that finds nothing to do leaves the old dates, and the next start would build again.
  for (const file of stamps) utimesSync(join(ROOT, dist, file), startedAt, startedAt);
}

function isStale({ sources, dist, stamps }) {
  const built = Math.min(...stamps.map((file) => changedAt(join(dist, file)) ?? 0));
  return [...COMMON, ...sources].some((path) => newest(path) > built);
}

const changedAt = (path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs;

function newest(path) {
  const own = changedAt(path) ?? 0;
  if (!statSync(join(ROOT, path), { throwIfNoEntry: false })?.isDirectory()) return own;
  return Math.max(own, ...readdirSync(join(ROOT, path)).map((name) => newest(join(path, name))));
}
