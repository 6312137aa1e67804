import { readFileSync } from 'node:fs';

/** The code blocks of one language in a Markdown file of the project, in order. */
export function codeBlocks(file: string, language: string): string[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code!);
}

/** The blocks as one module: imports first, then `preamble`, then the rest; everything named in `shown` is exported. */
export function moduleOf(blocks: string[], preamble: string, shown: readonly string[]): string {
  const lines = blocks.join('\n').split('\n');
  const imports = lines.filter((line) => line.startsWith('import '));
  const rest = lines.filter((line) => !line.startsWith('import '));
  return [...imports, preamble, ...rest, `export { ${shown.join(', ')} };`].join('\n');
}
