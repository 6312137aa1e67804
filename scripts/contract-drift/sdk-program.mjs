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

  resolved(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }
}
