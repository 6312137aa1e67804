import { createRequire } from 'node:module';
import type * as Cedar from '@cedar-policy/cedar-wasm/nodejs';

/** The functions of Cedar's library. */
export type CedarLibrary = typeof Cedar;

const require = createRequire(import.meta.url);

/** Its path, for a thread that loads its own. */
export const CEDAR_PATH = require.resolve('@cedar-policy/cedar-wasm/nodejs');

/**
 * Loads the library, which takes 4 MB and some 100 ms: only where a tenant has policies.
 * @param again - makes a new instance in place of one that has failed and cannot be used any longer.
 */
export function loadCedar(again = false): CedarLibrary {
  if (again) delete require.cache[CEDAR_PATH];
  return require(CEDAR_PATH) as CedarLibrary;
}
