import { plainText } from '../../security/text.js';

const WORDS = /^[\w -]{1,32}$/;

/** A name from the database, safe to print: control characters and keys are replaced. */
export const shown = (text: string): string => plainText(text);

/** A connection of a tenant. */
export const shownConnection = ({ tenantId, name }: { tenantId: string; name: string }): string =>
  `${shown(tenantId)} / ${shown(name)}`;

/** An argument in quotes; one that may be a misplaced key is not repeated. */
export const quoted = (text: string): string => (WORDS.test(text) ? `"${text}"` : 'of that name');

/** A number with its unit; `things` is the plural if it is not formed with an s. */
export const counted = (number: number, thing: string, things = `${thing}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? thing : things}`;

/** Rows as lines, each column as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
