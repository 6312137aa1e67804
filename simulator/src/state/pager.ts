import { hashText } from '../random.js';
import { invalid } from '../errors.js';
import type { Collection } from './collection.js';
import type { ListOptions } from './paging.js';
import { take } from './paging.js';

/** One page of a `page_cursor` list (ADMIN_API.md, "Pagination"). */
export interface CursorPage<T> {
  readonly data: readonly T[];
  readonly next_page: string | null;
}

/** Reads and writes the opaque page tokens of one request; they belong to the parameters they were made with. */
export class Pager {
  /**
   * @param binding what the token belongs to: operation, path and every parameter but `limit` and `page`
   * @param page the token that came with the request
   * @param mostRows how many rows the page may have at most, whatever was asked for: makes short and empty pages
   */
  constructor(
    private readonly binding: () => string,
    private readonly page: string | undefined,
    private readonly mostRows = Infinity,
  ) {}

  /**
   * Where the page begins: the position in the token, or the given one on the first page.
   *
   * @throws ApiError 400 for a token that was not made by `next`, or was made with other parameters.
   */
  position(first: number): number {
    if (this.page === undefined) return first;
    const [version, position = '', sum, ...rest] = Buffer.from(this.page, 'base64url')
      .toString('latin1')
      .split('.');
    const number = Number.parseInt(position, 36);
    if (version !== 'p1' || rest.length > 0 || sum === undefined || !Number.isSafeInteger(number)) {
      throw invalid('page: this is not a page token');
    }
    if (sum !== this.#sum(number))
      throw invalid('page: this token belongs to a request with other parameters');
    return number;
  }

  /** The number of rows for the page. */
  rows(limit: number): number {
    return Math.min(limit, this.mostRows);
  }

  /** The token of a page that begins at a position. */
  next(position: number): string {
    return Buffer.from(`p1.${position.toString(36)}.${this.#sum(position)}`, 'latin1').toString('base64url');
  }

  #sum(position: number): string {
    return hashText(`${position}|${this.binding()}`).toString(36);
  }
}

/**
 * Cuts the page that a token asks for out of a collection; without a limit, all of it is one page.
 *
 * @throws ApiError 400 for a token that does not fit.
 */
export function pageByToken<T extends { readonly id: string }, W>(
  collection: Collection<T>,
  pager: Pager,
  limit: number | undefined,
  wire: (record: T) => W,
  { keep, newestFirst = false }: ListOptions<T> = {},
): CursorPage<W> {
  const from = pager.position(newestFirst ? Number.MAX_SAFE_INTEGER : -1);
  const { records, more } = take(
    collection.walk(from, newestFirst ? -1 : 1),
    pager.rows(limit ?? Infinity),
    keep,
  );
  const last = records.at(-1);
  const next = last === undefined ? from : (collection.positionOf(last.id) as number);
  return { data: records.map(wire), next_page: more ? pager.next(next) : null };
}
