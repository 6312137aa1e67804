import { createHash } from 'node:crypto';
import { Matches } from 'class-validator';
import { all, Describe, Optional, Rule } from '../kit/catalog/index.js';
import { DAY_MS, type TimeRange } from './spend-range.js';

/** Where the rows of an answer continue. */
export interface SpendCursor {
  /** How many rows come before. */
  readonly offset: number;
  /** The range of the first page: the name of one means other days tomorrow. */
  readonly range: TimeRange;
}

const CURSOR = /^s1\.(\d{1,7})\.(\d{1,6})\.(\d{1,3})\.([\w-]{22})$/;

type Fields = object;

/** The cursor of an input, as a text that belongs to this input of this action alone. */
export function cursorText({ offset, range }: SpendCursor, actionId: string, input: Fields): string {
  const [first, days] = [range.from / DAY_MS, (range.until - range.from) / DAY_MS];
  const place = `${offset}.${first}.${days}`;
  return `s1.${place}.${digestOf(place, actionId, input)}`;
}

/** Reads the cursor of an input; undefined where the text belongs to another one. */
export function readCursor(text: unknown, actionId: string, input: Fields): SpendCursor | undefined {
  const [, offset, first, days, digest] = CURSOR.exec(String(text)) ?? [];
  if (digest === undefined || digest !== digestOf(`${offset}.${first}.${days}`, actionId, input))
    return undefined;
  const from = Number(first) * DAY_MS;
  return { offset: Number(offset), range: { from, until: from + Number(days) * DAY_MS } };
}

const OTHER = 'must be next_page of a response to the same input';

/** The field `page` of an answer that is computed again for each of its pages. */
export const RowCursor = (actionId: string): PropertyDecorator =>
  all(
    Optional(),
    Rule(OTHER, (page, input) => readCursor(page, actionId, input) !== undefined),
    Matches(CURSOR, { message: `$property ${OTHER}` }),
    Describe('Opaque cursor: next_page of the previous response; keep all other fields but limit unchanged.'),
  );

/** One page of rows, and the cursor of the next one. */
export interface RowsPage<Row> {
  readonly rows: readonly Row[];
  readonly next_page: string | null;
}

/** The rows from a cursor on. */
export function pageOfRows<Row>(
  rows: readonly Row[],
  { offset, range }: SpendCursor,
  limit: number,
  actionId: string,
  input: Fields,
): RowsPage<Row> {
  const end = offset + limit;
  return {
    rows: rows.slice(offset, end),
    next_page: end < rows.length ? cursorText({ offset: end, range }, actionId, input) : null,
  };
}

function digestOf(place: string, actionId: string, input: Fields): string {
  const query = Object.entries(input)
    .filter(([name, value]) => name !== 'page' && name !== 'limit' && value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([place, actionId, query]))
    .digest('base64url')
    .slice(0, 22);
}
