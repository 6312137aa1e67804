import type { RawInput } from '../catalog/define-limitation.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import type { PagingStyle } from '../compile/paging.js';
import { ConnectorError, failure } from './connector-error.js';
import type { Invocation } from './invocation.js';

/** How many pages `all` reads if the caller sets no budget. */
export const DEFAULT_MAX_PAGES = 100;

/** A page of a list as the API sends it. */
export interface ListPage {
  readonly data: readonly unknown[];
  readonly first_id?: string | null;
  readonly last_id?: string | null;
}

type Cursor = Readonly<Record<string, string>>;

/** Why a list ended before its end. */
type Stop = { readonly error: unknown } | 'page_budget' | undefined;

/**
 * Reads several pages of a list, one after the other, as one. The last one is requested with a smaller limit, so its
 * cursor continues exactly where the list ends. A failure after the first page ends the list early and is reported as
 * `meta.partial`.
 * @throws ConnectorError where the first page fails, or the API returns a cursor twice.
 */
export async function pullList(
  action: CompiledAction,
  paging: PagingStyle,
  input: RawInput,
  call: Invocation,
  read: (input: RawInput) => Promise<ListPage>,
): Promise<ListPage> {
  const { all, maxPages = DEFAULT_MAX_PAGES, onProgress } = call.context;
  const limit = input['limit'] as number | undefined;
  const cap = action.pageCap(input);
  const wanted = all === true ? Infinity : (limit ?? Infinity);
  const pageSize = cap === undefined ? undefined : Math.min(limit ?? cap, cap);
  const budget = all === true ? maxPages : Infinity;
  const pages: ListPage[] = [];
  const seen = new Set<string>();
  let items = 0;
  let stop: Stop;

  for (let cursor: Cursor | null = {}; cursor !== null && items < wanted;) {
    if (pages.length >= budget) {
      stop = 'page_budget';
      break;
    }
    const size = pageSize === undefined ? {} : { limit: Math.min(pageSize, wanted - items) };
    const page: ListPage | { readonly error: unknown } = await read({ ...input, ...size, ...cursor }).catch(
      (error: unknown) => ({ error }),
    );
    if ('error' in page) {
      if (pages.length === 0) throw page.error;
      stop = page;
      break;
    }
    pages.push(page);
    items += page.data.length;
    onProgress?.({ pages: pages.length, items });
    cursor = unseen(paging.readPage(page, input).next, seen);
  }
  if (stop !== undefined) noteStop(stop, call);
  return joined(pages, paging.readsBackwards?.(input) === true);
}

function unseen(cursor: Cursor | null, seen: Set<string>): Cursor | null {
  const text = JSON.stringify(cursor);
  if (seen.has(text))
    throw failure('upstream_protocol', { message: 'The API returned the same cursor twice.' });
  seen.add(text);
  return cursor;
}

function noteStop(stop: NonNullable<Stop>, call: Invocation): void {
  if (stop === 'page_budget') {
    const message = 'The page budget is used up; the cursor under page continues the list.';
    return call.stopEarly({ reason: stop, message });
  }
  if (!(stop.error instanceof ConnectorError)) throw stop.error;
  const { code, message, retry } = stop.error.error;
  call.stopEarly({
    reason: code,
    message,
    ...(retry.afterMs === undefined ? {} : { afterMs: retry.afterMs }),
  });
}

/** One page out of many: all items in the order of the list, and the end of the page that was read last. */
function joined(pages: readonly ListPage[], backwards: boolean): ListPage {
  const inOrder = backwards ? pages.toReversed() : pages;
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (first === undefined || last === undefined || pages.length === 1) return pages[0] as ListPage;
  const ends = 'first_id' in first ? { first_id: first.first_id, last_id: last.last_id } : {};
  return { ...pages.at(-1), ...ends, data: inOrder.flatMap(({ data }) => data) };
}
