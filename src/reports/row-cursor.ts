import { createHash } from 'node:crypto';
import { ActionRefusal } from '../kit/catalog/index.js';

const DIGEST_LENGTH = 22;
const CURSOR = /^r1\.(\d{1,6})\.[\w-]{22}$/;

type Query = Readonly<Record<string, unknown>>;

/** The cursor of the row after so many, of an answer that is computed again for each page; bound to its query. */
export function rowCursor(actionId: string, query: Query, after: number): string {
  const fields = Object.entries(query)
    .filter(([name]) => name !== 'page' && name !== 'limit')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const digest = createHash('sha256')
    .update(JSON.stringify([actionId, after, fields]))
    .digest('base64url')
    .slice(0, DIGEST_LENGTH);
  return `r1.${after}.${digest}`;
}

/** One page of rows, and the cursor of the next one. */
export interface RowsPage<Row> {
  readonly rows: readonly Row[];
  readonly next_page: string | null;
}

/** How many rows come before a cursor. */
export function rowsBefore(actionId: string, query: Query & { readonly page?: string | undefined }): number {
  const { page } = query;
  if (page === undefined) return 0;
  const after = Number(CURSOR.exec(page)?.[1]);
  if (rowCursor(actionId, query, after) === page) return after;
  throw new ActionRefusal(
    'page must be next_page of a response to the same input.',
    'Send the cursor as it was returned with all other fields unchanged, or leave page out to start again.',
  );
}

/**
 * The rows of a page.
 * @throws ActionRefusal for a cursor of another query.
 */
export function pageOfRows<Row>(
  actionId: string,
  query: Query & { readonly page?: string | undefined },
  rows: readonly Row[],
  limit: number,
): RowsPage<Row> {
  const before = rowsBefore(actionId, query);
  const end = before + limit;
  return {
    rows: rows.slice(before, end),
    next_page: end < rows.length ? rowCursor(actionId, query, end) : null,
  };
}
