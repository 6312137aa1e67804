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

/** Decodes and creates the opaque page tokens of one request, which are bound to its parameters. */
export class Pager {
  /**
   * @param binding what tokens are bound to: operation, path and every parameter except `limit` and `page`
   * @param page the token in the request
   * @param maxRows the maximum number of rows regardless of `limit`; produces short and empty pages
   */
  constructor(
    private readonly binding: () => string,
    private readonly page: string | undefined,
    private readonly maxRows = Infinity,
  ) {}

  /**
   * The start of the page: the position in the token, or the given one for the first page.
   *
   * @throws ApiError 400 for a token that `next` did not create, or created for other parameters.
   */
  position(first: number): number {
    if (this.page === undefined) return first;
    const [version, position = '', sum, ...rest] = Buffer.from(this.page, 'base64url')
      .toString('latin1')
      .split('.');
    const number = Number.parseInt(position, 36);
    if (version !== 'p1' || rest.length > 0 || sum === undefined || !Number.isSafeInteger(number)) {
      throw invalid('page: not a valid page token');
    }
    if (sum !== this.#sum(number))
      throw invalid('page: the token was created for a request with different parameters');
    return number;
  }

  /** The number of rows on the page. */
  rows(limit: number): number {
    return Math.min(limit, this.maxRows);
  }

  /** The token of a page that starts at a position. */
  next(position: number): string {
    return Buffer.from(`p1.${position.toString(36)}.${this.#sum(position)}`, 'latin1').toString('base64url');
  }

  #sum(position: number): string {
    return hashText(`${position}|${this.binding()}`).toString(36);
  }
}

/**
 * Slices the page of a token from a collection; without a limit, all records are one page.
 *
 * @throws ApiError 400 for an invalid token.
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
