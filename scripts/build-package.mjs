/* Builds what is published of the package in this folder: ES modules in dist/esm, CommonJS in dist/cjs. `prepack` runs it. */
import { rmSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { fieldComments } from './build-package/field-comments.mjs';

/** What a build in the workspace keeps for the next one. */
const NOTHING_KEPT = { composite: false, incremental: false, tsBuildInfoFile: undefined };

rmSync('dist', { recursive: true, force: true });
const modules = programOf('tsconfig.json');
emit(modules);
// The comments come from the built classes, so the declarations that show them are written after these.
const transformers = { afterDeclarations: [await fieldComments('dist/esm')] };
emit(modules, { onlyDeclarations: true, transformers });
emit(programOf('tsconfig.cjs.json'), { transformers });
// Without it Node would take these files for ES modules, as the package is.
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');

function programOf(config) {
  const host = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => endOn([diagnostic]),
  };
  const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile(config, NOTHING_KEPT, host);
  const program = ts.createProgram(fileNames, options);
  endOn([...errors, ...ts.getPreEmitDiagnostics(program)]);
  return program;
}

function emit(program, { onlyDeclarations = false, transformers } = {}) {
  endOn(program.emit(undefined, undefined, undefined, onlyDeclarations, transformers).diagnostics);
}

/** Prints what is wrong, if anything, and ends. `npm pack --json` prints its result on standard output. */
function endOn(diagnostics) {
  if (diagnostics.length === 0) return;
  const { getCurrentDirectory, newLine } = ts.sys;
  const format = { getCurrentDirectory, getCanonicalFileName: (name) => name, getNewLine: () => newLine };
  process.stderr.write(ts.formatDiagnostics(diagnostics, format));
  process.exit(1);
}
