import { basename, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How messages name the operator's commands: as npm runs them in a checkout. */
const BY_NPM = /npm run -s (admin|token|sign-in-link) --/g;

/** What was built, by the script of npm. */
const BUILT: Readonly<Record<string, string>> = {
  admin: '../main.js',
  token: '../../token.js',
  'sign-in-link': '../../sign-in-link.js',
};
const BINARY = /^anthropic-admin-platform(?:\.mjs)?$/;

/**
 * A message with the operator's commands named as they can be called here. What was built is run without npm, and npm would look for
 * sources and a compiler that are not there.
 * @param run - the arguments and the environment of the process, its own if omitted.
 */
export function asCalledHere(
  text: string,
  { argv, env }: Pick<NodeJS.Process, 'argv' | 'env'> = process,
): string {
  if (env['npm_lifecycle_event'] !== undefined) return text;
  const program = argv[1] ?? '';
  const isBinary = BINARY.test(basename(program));
  return text.replace(BY_NPM, (_, script: string) =>
    isBinary
      ? `${shown(program)} ${script}`
      : `node ${shown(fileURLToPath(new URL(BUILT[script] ?? '', import.meta.url)))}`,
  );
}

/** From the working folder where it is below, with slashes: it may stand in JSON. */
function shown(path: string): string {
  const below = relative('', path);
  return (below.startsWith('..') ? resolve(path) : below).replaceAll('\\', '/');
}
