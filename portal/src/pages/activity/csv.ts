/** What a spreadsheet takes for the beginning of a formula, in its full-width form too. */
const FORMULA = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/**
 * A cell of a CSV file, always in quotes. What a spreadsheet would run gets an apostrophe before it, which makes it text.
 */
export const csvCell = (value: string): string =>
  `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

/** A line of a CSV file; numbers stay numbers. */
export const csvLine = (values: readonly (string | number | null)[]): string =>
  `${values.map((value) => (typeof value === 'number' ? String(value) : csvCell(value ?? ''))).join(',')}\r\n`;
