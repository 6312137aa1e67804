import { cp, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from '../../../scripts/pack.mjs';
import { copyInto, copyOf, exclusively, kept } from './kept.js';
import { run } from './run.js';

const INSTALL = ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
const APPLICATION = fileURLToPath(new URL('../application', import.meta.url));

/** What `nest new` adds for a person at work, and neither its build nor its tests use. */
const FOR_EDITING =
  /eslint|oxlint|prettier|globals|@nestjs\/mau|coverage|ts-loader|ts-node|source-map-support/;

/** The major versions of Nest, each with the version of @nestjs/config that belongs to it. */
const CONFIG = { 11: '@nestjs/config@^4', 12: '@nestjs/config@^12' };

/** A fresh application, as `nest new` of that version makes it, with the packages installed and a module that uses them. */
export async function nestApplication(major: keyof typeof CONFIG): Promise<string> {
  const application = await copyOf(await nestWithPackages(major));
  const modules = major === 12 ? '.js' : '';
  await writeFile(
    join(application, 'src/admins.module.ts'),
    await readFile(join(APPLICATION, 'admins.module.ts')),
  );
  await edit(join(application, 'src/app.module.ts'), (source) =>
    `import { AdminsModule } from './admins.module${modules}';\n${source}`.replace(
      'imports: []',
      'imports: [AdminsModule]',
    ),
  );
  const test = await readFile(join(APPLICATION, 'admins.e2e.ts'), 'utf8');
  await writeFile(
    join(application, 'test/admins.e2e-spec.ts'),
    test.replace("'./admins.module.js'", `'../src/admins.module${modules}'`),
  );
  return application;
}

/** A folder with the packages installed and nothing else. */
export const plainApplication = async (): Promise<string> =>
  copyOf(
    await withPackages('plain', async (folder) => {
      await cp(APPLICATION, folder, { recursive: true });
      await writeFile(join(folder, 'package.json'), '{ "private": true }');
    }),
  );

/** A host of its own on Nest 12 with the packages installed, compiled by its own rules. */
export async function hostApplication(sources: string): Promise<string> {
  const application = await copyOf(await nestWithPackages(12));
  await cp(sources, join(application, 'host'), { recursive: true });
  await run(application, ['npx', '--no-install', 'tsc', '-p', 'host']);
  return application;
}

/** The folder of the executable of a version of Node. */
export async function nodeOf(version: string): Promise<string> {
  const folder = await kept(`node-${version}`, async (started) => {
    await writeFile(join(started, 'package.json'), '{ "private": true }');
    await run(started, [...INSTALL, `node@${version}`]);
  });
  return dirname(join(folder, 'node_modules/node/bin/node'));
}

async function nestNew(folder: string, major: keyof typeof CONFIG): Promise<void> {
  const options = ['--directory', '.', '--skip-install', '--skip-git', '--package-manager', 'npm'];
  await run(folder, ['npx', '--yes', `@nestjs/cli@${major}`, 'new', 'application', ...options]);
  await edit(join(folder, 'package.json'), (source) => {
    const { devDependencies, ...rest } = JSON.parse(source) as { devDependencies: Record<string, string> };
    const used = Object.entries(devDependencies).filter(([name]) => !FOR_EDITING.test(name));
    return JSON.stringify({ ...rest, devDependencies: Object.fromEntries(used) });
  });
  await run(folder, [...INSTALL, CONFIG[major]]);
}

const nestWithPackages = (major: keyof typeof CONFIG): Promise<string> =>
  withPackages(`nest-${major}`, async (folder) => {
    await copyInto(folder, await kept(`nest-${major}`, (started) => nestNew(started, major)));
  });

/** An application with the packages, which are installed once for each state of their sources. */
async function withPackages(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const { connector, simulator, 'focus-lint': linter } = await exclusively('pack', pack);
  const state = basename(dirname(connector.path));
  return kept(`${name}-${state}`, async (folder) => {
    await make(folder);
    await run(folder, [...INSTALL, connector.path, simulator.path, linter.path]);
  });
}

async function edit(file: string, change: (source: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}
