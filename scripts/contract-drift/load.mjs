import { readFile } from 'node:fs/promises';
import { readOperations } from './sdk-operations.mjs';
import { SdkProgram } from './sdk-program.mjs';

const CONTRACT = new URL('../../contract/', import.meta.url);

/** The contract and the exceptions, as the comparison takes them. */
export async function loadContract() {
  const [operations, foreignOperations, { $defs: definitions }, effects, exceptions] = await Promise.all([
    readJson(new URL('operations.json', CONTRACT)),
    readJson(new URL('operations-beyond-admin-key.json', CONTRACT)),
    readJson(new URL('schemas.json', CONTRACT)),
    readJson(new URL('error-effects.json', CONTRACT)),
    readJson(new URL('exceptions.json', import.meta.url)),
  ]);
  return { operations, foreignOperations, definitions, effects, exceptions };
}

/** An SDK in a folder, as the comparison takes it. */
export function loadSdk(directory) {
  const program = new SdkProgram(directory);
  return {
    operations: readOperations(program),
    errorCodes: new Set([...program.errorClasses().values()].map(({ code }) => code)),
    types: program.namedTypes(),
    checker: program.checker,
  };
}

const readJson = async (url) => JSON.parse(await readFile(url, 'utf8'));
