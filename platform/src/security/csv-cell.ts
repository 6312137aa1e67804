/** What a spreadsheet takes for the beginning of a formula, also in full width; `|` and `%` are those of old ones. */
const FORMULA = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** A cell of CSV (RFC 4180). An apostrophe before what begins as a formula makes spreadsheets take it for text. */
export const csvCell = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
