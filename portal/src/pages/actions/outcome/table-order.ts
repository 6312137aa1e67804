import { decimalOf, moneyOf } from '../../../money.js';
import { moneyIn } from './money.js';
import { wordsIn, type Reading } from './reading.js';
import { fieldOf, isReported, textOf, type ResponseRow } from './response-rows.js';

/** The order of a table. */
export interface Order {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

const NUMERIC = /^-?\d+(\.\d+)?$/;

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' || (typeof value === 'string' && NUMERIC.test(value)) ? Number(value) : undefined;

/** Rows in an order; rows without a value come last in both directions. */
export function ordered(
  rows: readonly ResponseRow[],
  order: Order | undefined,
  shownOf: (row: ResponseRow, column: string) => string,
): readonly ResponseRow[] {
  if (!order) return rows;
  const { column, direction } = order;
  const sign = direction === 'ascending' ? 1 : -1;
  const keyed = rows.map((row) => ({ row, number: numberOf(row[column]), text: shownOf(row, column) }));
  const isEmpty = ({ row }: (typeof keyed)[number]): boolean => textOf(row[column]) === '';
  keyed.sort((one, other) => {
    if (isEmpty(one) || isEmpty(other)) return Number(isEmpty(one)) - Number(isEmpty(other));
    if (one.number !== undefined && other.number !== undefined) return sign * (one.number - other.number);
    return sign * one.text.localeCompare(other.text, undefined, { numeric: true });
  });
  return keyed.map(({ row }) => row);
}

/** The rows that show a text in any of their columns, whatever its case. */
export function filtered(
  rows: readonly ResponseRow[],
  text: string,
  columns: readonly string[],
  shownOf: (row: ResponseRow, column: string) => string,
): readonly ResponseRow[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) => columns.some((column) => shownOf(row, column).toLowerCase().includes(wanted)));
}

/** A value as its cell shows it, with the id beside a name and the API's word beside another. */
export function shownIn(reading: Reading, row: ResponseRow, column: string): string {
  const value = row[column];
  const text = textOf(value);
  const money = moneyIn(row, column, reading);
  if (money !== value && typeof money === 'string') return money;
  const said = wordsIn(reading, value, fieldOf(column));
  const name = reading.recordOf(text)?.name;
  return [name, said, ...(said === text ? [] : [text])].filter(Boolean).join(' ');
}

/** Whether all values of a column are numbers or amounts. */
export const isNumeric = (
  rows: readonly ResponseRow[],
  column: string,
  { amounts, dollars }: Reading,
): boolean =>
  rows.some((row) => row[column] !== null && row[column] !== undefined) &&
  rows.every(({ [column]: value, currency }) => {
    if (value === null || value === undefined || typeof value === 'number') return true;
    const field = fieldOf(column);
    const isMoney = dollars.includes(field) || (amounts.includes(field) && typeof currency === 'string');
    return isMoney && decimalOf(value) !== undefined;
  });

/** Counts and amounts that can be added up; a limit or a size cannot. */
const ADDABLE =
  /tokens?$|requests?$|sessions?$|lines|commits|count$|pull_requests|accepted$|rejected$|spend$/;

/**
 * The sum of a column as it is shown; undefined where its values cannot be added, or are of several currencies. Amounts are added
 * exactly, digit by digit.
 */
export function totalOf(rows: readonly ResponseRow[], column: string, reading: Reading): string | undefined {
  if (rows.length < 2 || !isNumeric(rows, column, reading)) return undefined;
  const values = rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
  const isAmount = reading.amounts.includes(fieldOf(column));
  if (!ADDABLE.test(column) && !(isAmount && rows.every(isReported))) return undefined;
  if (!isAmount) {
    return values.reduce<number>((sum, value) => sum + Number(value), 0).toLocaleString();
  }
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  const [currency] = currencies;
  if (currencies.length !== 1 || typeof currency !== 'string') return undefined;
  return String(moneyOf(sumOf(values.map(String)), currency));
}

/** The exact sum of decimals. */
function sumOf(decimals: readonly string[]): string {
  const places = Math.max(0, ...decimals.map((text) => text.split('.')[1]?.length ?? 0));
  const sum = decimals.reduce((all, text) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return all + BigInt(`${whole}${fraction.padEnd(places, '0')}`);
  }, 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return sum < 0n ? `-${text}` : text;
}
