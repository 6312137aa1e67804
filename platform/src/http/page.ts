import { Matches } from 'class-validator';

/** The query parameter for the page size, 1 to 1000. */
export const IsPageLimit = (): PropertyDecorator =>
  Matches(/^([1-9]\d{0,2}|1000)$/, { message: 'limit must be a whole number from 1 to 1000' });

/** One page of a list, with its end in the form of outcomes. */
export interface Page<Item> {
  readonly data: readonly Item[];
  readonly page: { readonly hasMore: boolean; readonly next: { readonly cursor: string } | null };
}

/**
 * Makes a page of what was found with room for one more than the page holds.
 * @param cursorOf - where the page after an item begins.
 */
export function pageFrom<Item>(
  found: readonly Item[],
  limit: number,
  cursorOf: (last: Item) => string,
): Page<Item> {
  const data = found.slice(0, limit);
  const last = data.at(-1);
  const hasMore = found.length > limit;
  return { data, page: { hasMore, next: hasMore && last ? { cursor: cursorOf(last) } : null } };
}
