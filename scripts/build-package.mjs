/* Builds what is published of the package in this folder: ES modules in dist/esm, CommonJS in dist/cjs. `prepack` runs it. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const NEST = [require.resolve('@nestjs/cli/bin/nest.js'), 'build'];
const TSC = [require.resolve('typescript/bin/tsc')];

rmSync('dist', { recursive: true, force: true });
run(existsSync('nest-cli.json') ? NEST : [...TSC, '-p', 'tsconfig.json']);
run([...TSC, '-p', 'tsconfig.cjs.json']);
// Without it Node would take these files for ES modules, as the package is.
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');

function run(command) {
  // `npm pack --json` prints its result on standard output.
  const { status } = spawnSync(process.execPath, command, { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}
