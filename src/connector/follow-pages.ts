/** Fields to add to an input for the next page. */
export type Cursor = Readonly<Record<string, string>>;

/** A page as the API sends it; `data` is what is listed. */
export interface ListPage {
  readonly data: readonly unknown[];
  readonly first_id?: string | null;
}

/** What following a list needs to know. */
export interface Pull {
  /** The most items to read. */
  readonly wanted: number;
  /** The most items of one page; undefined where the API takes no `limit`. */
  readonly pageSize: number | undefined;
  readonly maxPages: number;
  /** Whether pages are read towards the beginning of the list. */
  readonly backwards: boolean;
  /** Where the page after a page is; null after the last one. */
  next(page: ListPage): Cursor | null;
  onPage?(pages: number, items: number): void;
}

/** Reads one page. */
export type ReadPage = (limit: number | undefined, cursor: Cursor) => Promise<ListPage>;

/** A list put together from pages, and what stopped it early: an error, or the page budget. */
export interface FollowedList {
  readonly list: ListPage;
  readonly stoppedBy?: { readonly error: unknown } | 'page_budget';
}

/** A cursor that came twice: following it would never end. */
export class RepeatedCursorError extends Error {
  override readonly name = 'RepeatedCursorError';
}

/**
 * Reads pages one after the other. The last one is asked for shortened, so that its cursor goes on exactly where
 * the list ends.
 * @throws what the first page failed with; a later failure ends the list early, with all that is there.
 * @throws RepeatedCursorError where the API hands out a cursor twice.
 */
export async function followPages(pull: Pull, read: ReadPage): Promise<FollowedList> {
  const pages: ListPage[] = [];
  const seen = new Set<string>();
  let items = 0;
  let cursor: Cursor | null = {};

  while (cursor !== null && items < pull.wanted) {
    if (pages.length >= pull.maxPages) return { list: joined(pages, pull), stoppedBy: 'page_budget' };
    const limit = pull.pageSize === undefined ? undefined : Math.min(pull.pageSize, pull.wanted - items);
    const page: ListPage | { error: unknown } = await read(limit, cursor).catch((error: unknown) => ({
      error,
    }));
    if ('error' in page) {
      if (pages.length === 0) throw page.error;
      return { list: joined(pages, pull), stoppedBy: page };
    }
    pages.push(page);
    items += page.data.length;
    pull.onPage?.(pages.length, items);
    cursor = unseen(pull.next(page), seen);
  }
  return { list: joined(pages, pull) };
}

/** The cursor, noted as seen. */
function unseen(cursor: Cursor | null, seen: Set<string>): Cursor | null {
  const text = JSON.stringify(cursor);
  if (seen.has(text)) throw new RepeatedCursorError('The API handed out one cursor twice.');
  seen.add(text);
  return cursor;
}

/** One page out of many: the items of all, in the order of the list, and the end of the one read last. */
function joined(pages: readonly ListPage[], { backwards }: Pull): ListPage {
  const inOrder = backwards ? pages.toReversed() : pages;
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (first === undefined || last === undefined || pages.length === 1) return pages[0] as ListPage;
  const ends =
    'first_id' in first ? { first_id: first.first_id, last_id: (last as { last_id?: unknown }).last_id } : {};
  return { ...pages.at(-1), ...ends, data: inOrder.flatMap(({ data }) => data) };
}
