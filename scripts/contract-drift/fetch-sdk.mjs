import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = '@anthropic-ai/sdk';
const INSTALLED = fileURLToPath(new URL(`../../node_modules/${PACKAGE}`, import.meta.url));

/**
 * Gives a folder with an SDK to `use`: the installed one, or a version (or a tag such as `latest`) that npm installs into a
 * temporary folder, which is gone afterwards. Its scripts do not run.
 */
export async function withSdk(version, use) {
  if (version === undefined) return use(INSTALLED, await versionOf(INSTALLED));
  if (!/^[\w.-]+$/.test(version))
    throw new Error(`A version looks like 1.14.0 or latest, not like ${version}.`);
  const folder = await mkdtemp(join(tmpdir(), 'contract-drift-'));
  try {
    const quiet = [
      '--ignore-scripts',
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--omit=peer',
    ];
    execFileSync('npm', ['install', '--prefix', folder, ...quiet, `${PACKAGE}@${version}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const directory = join(folder, 'node_modules', PACKAGE);
    return await use(directory, await versionOf(directory));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const versionOf = async (directory) =>
  JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')).version;
