import { readFileSync } from 'node:fs';

interface Locked {
  readonly dev?: boolean;
  readonly link?: boolean;
}

const { packages } = JSON.parse(
  readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
) as { packages: Record<string, Locked> };

const BUILDS =
  /(^|\/)node_modules\/(vite|@vitejs\/.+|rolldown|esbuild|lightningcss|typescript|@swc\/core|jest)$/;

it('installs nothing in production that only builds or tests', () => {
  const named = Object.entries(packages).filter(([path, { link }]) => BUILDS.test(path) && !link);

  expect(named.map(([path]) => path)).toEqual(
    expect.arrayContaining(['node_modules/vite', 'node_modules/typescript']),
  );
  expect(named.filter(([, { dev }]) => dev !== true).map(([path]) => path)).toEqual([]);
});
