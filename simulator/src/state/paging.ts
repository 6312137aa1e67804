import { invalid } from '../errors.js';
import type { Collection } from './collection.js';

/** The cursor parameters of an `id_cursor` list. */
export interface IdCursor {
  readonly limit: number;
  readonly after_id?: string | undefined;
  readonly before_id?: string | undefined;
}

/** One page of an `id_cursor` list (ADMIN_API.md, "Pagination"). */
export interface IdPage<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly first_id: string | null;
  readonly last_id: string | null;
}

/** How a list filters, sorts and serializes its records. */
export interface ListOptions<T> {
  readonly keep?: (record: T) => boolean;
  readonly newestFirst?: boolean;
}

interface PageSlice<T> {
  readonly records: readonly T[];
  readonly more: boolean;
}

/**
 * Slices the page of a cursor; `has_more` refers to the direction of the cursor.
 *
 * @throws ApiError 400 for both cursors at once, or an unknown cursor.
 */
export function pageById<T extends { readonly id: string }, W>(
  collection: Collection<T>,
  cursor: IdCursor,
  wire: (record: T) => W,
  options: ListOptions<T> = {},
): IdPage<W> {
  const { records, more } = slicePage(collection, cursor, options);
  return {
    data: records.map(wire),
    has_more: more,
    first_id: records[0]?.id ?? null,
    last_id: records.at(-1)?.id ?? null,
  };
}

function slicePage<T extends { readonly id: string }>(
  collection: Collection<T>,
  { limit, after_id, before_id }: IdCursor,
  { keep, newestFirst = false }: ListOptions<T>,
): PageSlice<T> {
  if (after_id !== undefined && before_id !== undefined) {
    throw invalid('after_id, before_id: mutually exclusive; pass only one');
  }
  const forward = newestFirst ? -1 : 1;
  if (before_id !== undefined) {
    const before = take(
      collection.walk(at(collection, 'before_id', before_id), forward === 1 ? -1 : 1),
      limit,
      keep,
    );
    return { records: [...before.records].reverse(), more: before.more };
  }
  const start = forward === 1 ? -1 : Infinity;
  const from = after_id === undefined ? start : at(collection, 'after_id', after_id);
  return take(collection.walk(from, forward), limit, keep);
}

function at<T extends { readonly id: string }>(collection: Collection<T>, name: string, id: string): number {
  const position = collection.positionOf(id);
  if (position === undefined) throw invalid(`${name}: unknown ${collection.noun.toLowerCase()} id`);
  return position;
}

/** Takes up to `limit` matching records; `more` is true if there are others. */
export function take<T>(
  records: Iterable<T>,
  limit: number,
  keep: (record: T) => boolean = () => true,
): PageSlice<T> {
  const taken: T[] = [];
  for (const record of records) {
    if (!keep(record)) continue;
    if (taken.length === limit) return { records: taken, more: true };
    taken.push(record);
  }
  return { records: taken, more: false };
}
