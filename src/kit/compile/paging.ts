import type { RawInput } from '../catalog/define-limitation.js';

/** Where a list continues. */
export interface OutcomePage {
  readonly hasMore: boolean;
  /** Fields to add to the input for the next page; null at the end, and where the API names no cursor. */
  readonly next: Readonly<Record<string, string>> | null;
}

/** How an API pages its lists: one of the styles that a connector defines. */
export interface PagingStyle {
  /** Reads from a response where the list continues. `input` is the input of that page. */
  readPage(response: unknown, input: RawInput): OutcomePage;
  /** True where a later page holds items that come before those of an earlier one. */
  readsBackwards?(input: RawInput): boolean;
  /** Field of the response that holds the items of a page; `data` if omitted. */
  readonly itemsField?: string;
  /** Field of the input that sets how many items a page holds; `limit` if omitted. */
  readonly sizeField?: string;
  /** The fields of several pages read as one that name its first and its last item, from the pages that hold these. */
  edges?(first: RawInput, last: RawInput): RawInput;
  /** The fields of a response that say how the list continues. Required where reports of time buckets use the style. */
  continuedBy?(cursor: string | null, hasMore: boolean): RawInput;
  /** Fields of a page that say up to when its data is complete, RFC 3339: of several pages the earliest holds. */
  readonly freshness?: readonly string[];
  /** True for reports with a rate limit of their own, which the API does not report. */
  readonly slowWindow?: boolean;
}

/** The paging styles of a connector, by the name that actions use. */
export type PagingStyles = Readonly<Record<string, PagingStyle>>;

/** Begins the cursors that this package makes for reports, which no API would know. */
export const OWN_CURSOR = 'b1.';

/** Whether a cursor is one of ours. */
export const isOwnCursor = (page: unknown): page is string =>
  typeof page === 'string' && page.startsWith(OWN_CURSOR);

/** The items of a page; undefined where the response is not a page. */
export function itemsOf(
  page: unknown,
  { itemsField = 'data' }: Pick<PagingStyle, 'itemsField'> = {},
): readonly unknown[] | undefined {
  const items = (page as Readonly<Record<string, unknown>> | null | undefined)?.[itemsField];
  return Array.isArray(items) ? items : undefined;
}
