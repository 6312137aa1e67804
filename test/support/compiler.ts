import ts from 'typescript';

const ROOT = new URL('../..', import.meta.url).pathname;

/** What the compiler says about each source, all of them standing in a folder of the project. */
export function complaintsAbout(folder: string, sources: string[]): string[][] {
  const files = new Map(sources.map((source, nth) => [`${ROOT}${folder}/__probe${nth}.ts`, source]));
  const { config } = ts.readConfigFile(`${ROOT}test/tsconfig.json`, ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${ROOT}test`);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, language, ...rest) =>
    files.has(name)
      ? ts.createSourceFile(name, files.get(name)!, language)
      : getSourceFile(name, language, ...rest);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((name) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}
