import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const TYPES = fileURLToPath(new URL('../../../node_modules/@types', import.meta.url));

type Location = ts.server.protocol.FileLocationRequestArgs;

/** What an editor shows at a place, which `«` in the source marks. */
export interface Editor {
  /** The text of the hover below the signature. */
  hover(place: number): string;
  /** The names that are offered. */
  completions(place: number): string[];
  /** The files in which "go to definition" ends, each with the line that it shows. */
  definitions(place: number): { readonly file: string; readonly line: string }[];
}

/** Opens a file of an application in TypeScript's server, as editors do. */
export function openInEditor(application: string, marked: string): Editor {
  const file = join(application, 'opened.mts');
  const places = [...marked.matchAll(/«/g)].map(({ index }, nth) => index - nth);
  const source = marked.replaceAll('«', '');
  const compilerOptions = { strict: true, module: 'nodenext', types: ['node'], typeRoots: [TYPES] };
  writeFileSync(file, source);
  writeFileSync(join(application, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  const session = startedSession();
  const ask = <T>(command: string, more: object = {}): T =>
    session.executeCommand({ seq: 0, type: 'request', command, arguments: { file, ...more } }).response as T;
  const at = (place: number): Omit<Location, 'file'> => {
    const before = source.slice(0, places[place]).split('\n');
    return { line: before.length, offset: before.at(-1)!.length + 1 };
  };
  ask('open');
  return {
    hover: (place) => ask<{ documentation: string }>('quickinfo', at(place)).documentation,
    completions: (place) =>
      ask<{ entries: { name: string }[] }>('completionInfo', at(place)).entries.map(({ name }) => name),
    definitions: (place) =>
      ask<ts.server.protocol.FileSpan[]>('definition', at(place)).map((found) => ({
        file: found.file,
        line: ts.sys.readFile(found.file)!.split('\n')[found.start.line - 1]!.trim(),
      })),
  };
}

const nothing = (): undefined => undefined;

const SILENT: ts.server.Logger = {
  close: nothing,
  endGroup: nothing,
  getLogFileName: nothing,
  hasLevel: () => false,
  info: nothing,
  loggingEnabled: () => false,
  msg: nothing,
  perftrc: nothing,
  startGroup: nothing,
};

/** The server in this process, which watches no files. */
function startedSession(): ts.server.Session {
  const watch = (): ts.FileWatcher => ({ close: nothing });
  const timers = { setTimeout, clearTimeout, setImmediate, clearImmediate };
  return new ts.server.Session({
    host: { ...ts.sys, ...timers, watchFile: watch, watchDirectory: watch, write: nothing },
    cancellationToken: ts.server.nullCancellationToken,
    useSingleInferredProject: false,
    useInferredProjectPerProjectRoot: false,
    byteLength: (text, encoding) => Buffer.byteLength(text, encoding),
    hrtime: (start) => process.hrtime(start),
    logger: SILENT,
    canUseEvents: false,
  });
}
