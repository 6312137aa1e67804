import type { RawInput } from '../kit/catalog/index.js';
import type { OutcomePage, PagingStyle, PagingStyles } from '../kit/compile/paging.js';

interface ListResponse {
  readonly has_more?: boolean;
  readonly first_id?: string | null;
  readonly last_id?: string | null;
  readonly next_page?: string | null;
}

const readsBackwards = (input: RawInput): boolean => input['before_id'] !== undefined;

const idCursor: PagingStyle = {
  edges: (first, last) => ({ first_id: first['first_id'], last_id: last['last_id'] }),
  readsBackwards,
  readPage(response, input): OutcomePage {
    const { has_more, first_id, last_id } = (response ?? {}) as ListResponse;
    const backwards = readsBackwards(input);
    const id = (backwards ? first_id : last_id) ?? null;
    // The last page has a last_id too: only has_more says whether there is another page.
    if (has_more !== true || id === null) return { hasMore: false, next: null };
    return { hasMore: true, next: backwards ? { before_id: id } : { after_id: id } };
  },
};

const pageCursor: PagingStyle = {
  readPage(response): OutcomePage {
    const { next_page = null } = (response ?? {}) as ListResponse;
    return { hasMore: next_page !== null, next: next_page === null ? null : { page: next_page } };
  },
};

/** How the Admin API pages: by the id of an item, by an opaque cursor, or the same for reports, which are paced alone. */
export const ANTHROPIC_PAGING = {
  id_cursor: idCursor,
  page_cursor: pageCursor,
  report_page: { ...pageCursor, slowWindow: true },
} as const satisfies PagingStyles;
