import { plainText } from '../../security/text.js';

const WORDS = /^[\w -]{1,32}$/;

/** A name out of the database as a terminal may get it: one that steers terminals, or is a key, is not printed as it is. */
export const shown = (text: string): string => plainText(text);

/** A connection of a tenant. */
export const shownConnection = ({ tenantId, name }: { tenantId: string; name: string }): string =>
  `${shown(tenantId)} / ${shown(name)}`;

/** Something that was typed, in quotes; what may be a key that was pasted in the wrong place is not repeated. */
export const quoted = (text: string): string => (WORDS.test(text) ? `"${text}"` : 'of that name');

/** A number of things; `things` where their plural is not made with an s. */
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
