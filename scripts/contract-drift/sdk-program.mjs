import { join } from 'node:path';
import ts from 'typescript';

/** An SDK on disk, with its types read by the compiler. */
export class SdkProgram {
  constructor(directory) {
    this.entry = join(directory, 'index.d.mts');
    this.program = ts.createProgram([this.entry], {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      lib: ['lib.es2022.d.ts'],
    });
    this.checker = this.program.getTypeChecker();
    if (!this.program.getSourceFile(this.entry)) throw new Error(`There is no SDK in ${directory}.`);
  }

  /** The type of the client that the package exports. */
  clientType() {
    const module = this.checker.getSymbolAtLocation(this.program.getSourceFile(this.entry));
    const exported = this.checker.getExportsOfModule(module).find(({ name }) => name === 'Anthropic');
    if (!exported) throw new Error('The SDK exports no Anthropic.');
    return this.checker.getDeclaredTypeOfSymbol(this.resolved(exported));
  }

  /** Exported interfaces and aliases of the resources, by name. */
  namedTypes() {
    const types = new Map();
    for (const file of this.program.getSourceFiles()) {
      if (!file.fileName.includes('/resources/')) continue;
      const module = this.checker.getSymbolAtLocation(file);
      for (const exported of module ? this.checker.getExportsOfModule(module) : []) {
        const symbol = this.resolved(exported);
        if (
          symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias) &&
          !types.has(exported.name)
        ) {
          types.set(exported.name, this.checker.getDeclaredTypeOfSymbol(symbol));
        }
      }
    }
    return types;
  }

  /** The classes of errors that the resources export, by name: error code and class of HTTP error. */
  errorClasses() {
    this.errors ??= new Map(
      this.program
        .getSourceFiles()
        .filter(({ fileName }) => fileName.includes('/resources/'))
        .flatMap(({ statements }) => [...statements])
        .filter((one) => ts.isClassDeclaration(one))
        .flatMap((one) => {
          const code = one.members.find(({ name }) => name?.getText() === 'errorCode')?.type?.literal?.text;
          const httpClass = one.heritageClauses?.[0]?.types[0]?.expression.getText();
          return code === undefined ? [] : [[one.name.text, { code, httpClass }]];
        }),
    );
    return this.errors;
  }

  resolved(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }
}
