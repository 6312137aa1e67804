/** A text as an HCL string; what would begin a template in it is escaped. */
export const hclString = (text: string): string =>
  JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');

/** A map of strings as an HCL object, its signs of equality below each other as `terraform fmt` wants them. */
export function hclMap(entries: readonly (readonly [string, string])[], indent: string): string {
  if (entries.length === 0) return '{}';
  const width = Math.max(...entries.map(([name]) => name.length));
  const lines = entries.map(([name, value]) => `${indent}  ${name.padEnd(width)} = ${hclString(value)}\n`);
  return `{\n${lines.join('')}${indent}}`;
}
