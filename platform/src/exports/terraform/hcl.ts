/** Quotes a text as an HCL string and escapes template markers in it. */
export const hclString = (text: string): string =>
  JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');

/** Writes a map of strings as an HCL object, with its equals signs aligned as `terraform fmt` does. */
export function hclMap(entries: readonly (readonly [string, string])[], indent: string): string {
  if (entries.length === 0) return '{}';
  const width = Math.max(...entries.map(([name]) => name.length));
  const lines = entries.map(([name, value]) => `${indent}  ${name.padEnd(width)} = ${hclString(value)}\n`);
  return `{\n${lines.join('')}${indent}}`;
}
