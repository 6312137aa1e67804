import { createHash } from 'node:crypto';
import { DAY_MS, type TimeRange } from './spend-range.js';

/** Where the rows of an answer continue. */
export interface SpendCursor {
  /** How many rows come before. */
  readonly offset: number;
  /** The range of the first page: the name of one means other days tomorrow. */
  readonly range: TimeRange;
}

/** The form of a cursor. */
export const CURSOR = /^s1\.(\d{1,7})\.(\d{1,6})\.(\d{1,3})\.([\w-]{22})$/;

type Fields = Readonly<Record<string, unknown>>;

/** The cursor of an input, as a text that belongs to this input alone. */
export function cursorText({ offset, range }: SpendCursor, input: Fields): string {
  const [first, days] = [range.from / DAY_MS, (range.until - range.from) / DAY_MS];
  const place = `${offset}.${first}.${days}`;
  return `s1.${place}.${digestOf(place, input)}`;
}

/** Reads the cursor of an input; undefined where the text belongs to another one. */
export function readCursor(text: unknown, input: Fields): SpendCursor | undefined {
  const [, offset, first, days, digest] = CURSOR.exec(String(text)) ?? [];
  if (digest === undefined || digest !== digestOf(`${offset}.${first}.${days}`, input)) return undefined;
  const from = Number(first) * DAY_MS;
  return { offset: Number(offset), range: { from, until: from + Number(days) * DAY_MS } };
}

function digestOf(place: string, input: Fields): string {
  const query = Object.entries(input)
    .filter(([name, value]) => name !== 'page' && name !== 'limit' && value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([place, query]))
    .digest('base64url')
    .slice(0, 22);
}
