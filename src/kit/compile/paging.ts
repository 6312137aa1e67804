import type { RawInput } from '../catalog/define-limitation.js';

/** Where a list continues. */
export interface OutcomePage {
  readonly hasMore: boolean;
  /** Fields to add to the input for the next page; null at the end. */
  readonly next: Readonly<Record<string, string>> | null;
}

/** How an API pages its lists: one of the styles that a connector defines. */
export interface PagingStyle {
  /** Reads from a response where the list continues. `input` is the input of that page. */
  readPage(response: unknown, input: RawInput): OutcomePage;
  /** True where a later page holds items that come before those of an earlier one. */
  readsBackwards?(input: RawInput): boolean;
  /** True for reports with a rate limit of their own, which the API does not report. */
  readonly slowWindow?: boolean;
}

/** The paging styles of a connector, by the name that actions use. */
export type PagingStyles = Readonly<Record<string, PagingStyle>>;
