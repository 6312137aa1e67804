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

const CURSOR = /^s1\.(\d{1,16}(?:\.\d{1,16}){2})\.([\w-]{22})$/;

type Fields = object;

/** Three whole numbers that say where an answer continues. */
export type CursorPlace = readonly [number, number, number];

/** A place as a text that belongs to one input of one action alone. */
export function placeText(place: CursorPlace, actionId: string, input: Fields): string {
  const text = place.join('.');
  return `s1.${text}.${digestOf(text, actionId, input)}`;
}

/** Reads the place of a cursor; undefined where the text belongs to another input. */
export function readPlace(cursor: unknown, actionId: string, input: Fields): CursorPlace | undefined {
  const [, text, digest] = CURSOR.exec(String(cursor)) ?? [];
  if (text === undefined || digest !== digestOf(text, actionId, input)) return undefined;
  return text.split('.').map(Number) as unknown as CursorPlace;
}

/** Reads the cursor of an input; undefined where the text belongs to another one. */
export function readCursor(text: unknown, actionId: string, input: Fields): SpendCursor | undefined {
  const place = readPlace(text, actionId, input);
  if (!place) return undefined;
  const [offset, first, days] = place;
  const from = first * DAY_MS;
  return { offset, range: { from, until: from + days * DAY_MS } };
}

const OTHER = 'must be next_page of a response to the same input';

/** The field `page` of an answer that is computed again for each of its pages. */
export const RowCursor = (actionId: string): PropertyDecorator =>
  all(
    Optional(),
    Rule(OTHER, (page, input) => readPlace(page, actionId, input) !== undefined),
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
  const place = (): CursorPlace => [end, range.from / DAY_MS, (range.until - range.from) / DAY_MS];
  return {
    rows: rows.slice(offset, end),
    next_page: end < rows.length ? placeText(place(), actionId, input) : null,
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
