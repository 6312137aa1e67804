/** The byte order mark, which makes spreadsheets read UTF-8. */
export const MARK = '\ufeff';

/** Characters that start a formula in spreadsheets, including their full-width forms. */
const FORMULA = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** A negative amount is no formula, and a spreadsheet adds it up. */
const NUMBER = /^-\d+(\.\d+)?$/;

/**
 * A quoted cell of a CSV file. An apostrophe before a formula makes spreadsheets treat it as text.
 */
export const csvCell = (value: string): string =>
  `"${(FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

/** A line of a CSV file; numbers are not quoted. */
export const csvLine = (values: readonly (string | number | null)[]): string =>
  `${values.map((value) => (typeof value === 'number' ? String(value) : csvCell(value ?? ''))).join(',')}\r\n`;

/** A CSV file for spreadsheets. */
export const csvFile = (
  titles: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Blob => new Blob([MARK, csvLine(titles), ...rows.map(csvLine)], { type: 'text/csv;charset=utf-8' });

/** Downloads a file that the page created. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
