import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainApplication } from './support/applications.js';
import { run } from './support/run.js';

const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

jest.setTimeout(600_000);

let application: string;
let installed: string;
let files: string[];
beforeAll(async () => {
  application = await plainApplication();
  installed = join(application, 'node_modules/anthropic-admin-connector');
  files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
});
afterAll(() => rmSync(application, { recursive: true, force: true }));

describe('what is published', () => {
  it('has a map for each declaration and script, and every source that a map refers to', () => {
    const maps = files.filter((name) => name.endsWith('.map'));
    const sources = maps.flatMap((name) => {
      const path = join(installed, name);
      const { sources } = JSON.parse(readFileSync(path, 'utf8')) as { sources: string[] };
      return sources.map((source) => resolve(dirname(path), source));
    });

    expect(maps.map((name) => name.slice(0, -'.map'.length)).sort()).toEqual(
      files.filter((name) => /^dist.*(\.js|\.d\.ts)$/.test(name)).sort(),
    );
    expect(sources.filter((path) => !path.startsWith(`${installed}/src/`) || !existsSync(path))).toEqual([]);
  });

  it('has no test, and nothing that a build keeps for itself', () => {
    expect(files.filter((name) => /\.tsbuildinfo$|\.(e2e-)?spec\./.test(name))).toEqual([]);
  });
});

it('has the command focus-lint', async () => {
  expect(await run(application, ['node_modules/.bin/focus-lint', '--rules'])).toContain('column-missing');
});

describe('anthropic-admin-connector/key-format', () => {
  it.each([
    ['a bundler for browsers', ['--module', 'esnext', '--moduleResolution', 'bundler']],
    ['modules of Node', ['--module', 'nodenext']],
    [
      'typesVersions',
      ['--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0'],
    ],
  ])('compiles without the types of Node, resolved by %s', async (_, options) => {
    const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'];
    const browser = ['--target', 'es2022', '--lib', 'es2022,dom'];

    expect(
      await run(application, [process.execPath, TSC, ...strict, ...browser, ...options, 'key-form.ts']),
    ).toBe('');
  });
});
