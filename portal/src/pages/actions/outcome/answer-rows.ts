import type { ActionDescription } from '../catalog/action.js';
import { amountsOf, currencyOf, dollarsOf } from './money.js';
import { fieldOf, isRow, rowsOf, type ResponseRow } from './response-rows.js';

type Listing = Pick<ActionDescription, 'itemsField' | 'outputUnits' | 'request'>;

/** Whether the response of an action is made around a list: it has totals beside it, and a sentence that says it all. */
export const isComposed = ({ itemsField, request }: Listing): boolean =>
  itemsField !== undefined && request === undefined;

/** The rows of the list in a response; undefined where it has none. */
export function mainRowsOf(action: Listing, data: unknown): readonly ResponseRow[] | undefined {
  if (!isComposed(action)) return rowsOf(data, action.itemsField);
  const rows = composedRowsOf(action, data, action.itemsField ?? '');
  // Where nothing is listed, the response says all in its other fields.
  return rows?.length === 0 ? undefined : rows;
}

/** The rows of one list of a response made around lists, with a column for each field of an object. */
export function composedRowsOf(
  action: Listing,
  data: unknown,
  field: string,
): readonly ResponseRow[] | undefined {
  const items = isRow(data) ? data[field] : undefined;
  if (!isRow(data) || !Array.isArray(items) || !items.every(isRow)) return undefined;
  const [cents, dollars] = [amountsOf(action), dollarsOf(action)];
  const isTwin = (name: string, row: ResponseRow): boolean => {
    const other = name.replace(/_usd$/, '');
    return dollars.includes(name) && other in row && cents.includes(other);
  };
  const columnsIn = (row: ResponseRow, parent: string): [string, unknown][] =>
    Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
      if (isTwin(name, row)) return [];
      if (isGroup(name, value)) return columnsIn(value, '');
      return isRow(value) ? columnsIn(value, `${parent}${name}.`) : [[`${parent}${name}`, value]];
    });
  const [first] = items.flatMap(({ [GROUP]: group }) => (isRow(group) ? Object.keys(group) : []));
  return items.map((item) => {
    const { [OTHERS]: isOthers, [END]: end, ...row } = item;
    const columns = columnsIn(row, '');
    const hasMoney = columns.some(([name]) => [...cents, ...dollars].includes(fieldOf(name)));
    return {
      ...(isOthers === true && first !== undefined ? { [first]: 'all others' } : {}),
      ...Object.fromEntries(columns),
      // The start of a bucket says it; what was measured comes before.
      ...(end === undefined ? {} : { [END]: end }),
      ...(hasMoney ? { currency: currencyOf(data, dollars, dollars.length > 0 ? 'USD' : undefined) } : {}),
    };
  });
}

/** The field that holds the dimensions of a row. */
const GROUP = 'group';

const END = 'ending_at';

/** Set in the row of all groups that have none of their own. */
const OTHERS = 'is_other';

const isGroup = (name: string, value: unknown): value is ResponseRow => name === GROUP && isRow(value);
