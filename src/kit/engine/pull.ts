import type { RawInput } from '../catalog/define-limitation.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import { itemsOf, type PagingStyle } from '../compile/paging.js';
import { ConnectorError, failure } from './connector-error.js';
import type { Invocation } from './invocation.js';

/** How many pages `all` reads if the caller sets no budget. */
export const DEFAULT_MAX_PAGES = 100;

type Cursor = Readonly<Record<string, string>>;

/** Why a list ended before its end. */
type Stop = { readonly error: unknown } | 'page_budget' | undefined;

/**
 * Reads several pages of a list, one after the other, as one. The last one is requested with a smaller size, so its
 * cursor continues exactly where the list ends. A failure after the first page ends the list early and is reported as
 * `meta.partial`.
 * @throws ConnectorError where the first page fails, or the API returns a cursor twice.
 */
export async function pullList(
  action: CompiledAction,
  paging: PagingStyle,
  input: RawInput,
  call: Invocation,
  read: (input: RawInput) => Promise<unknown>,
  report: (error: unknown) => void,
): Promise<unknown> {
  const { all, maxPages = DEFAULT_MAX_PAGES, onProgress } = call.context;
  const given = input[action.sizeField] as number | undefined;
  const cap = action.pageCap(input);
  const wanted = all === true ? Infinity : (given ?? Infinity);
  const pageSize = cap === undefined ? undefined : Math.min(given ?? cap, cap);
  const budget = all === true ? maxPages : Infinity;
  const pages: RawInput[] = [];
  const seen = new Set<string>();
  let items = 0;
  let stop: Stop;

  for (let cursor: Cursor | null = {}; cursor !== null && items < wanted;) {
    if (pages.length >= budget) {
      stop = 'page_budget';
      break;
    }
    const size = pageSize === undefined ? {} : { [action.sizeField]: Math.min(pageSize, wanted - items) };
    let page: RawInput;
    try {
      page = (await read({ ...input, ...size, ...cursor })) as RawInput;
    } catch (error) {
      if (pages.length === 0) throw error;
      stop = { error };
      break;
    }
    pages.push(page);
    items += itemsOf(page, paging).length;
    try {
      onProgress?.({ pages: pages.length, items });
    } catch (error) {
      // What has been read is not lost for an observer.
      report(error);
    }
    cursor = unseen(paging.readPage(page, input).next, seen);
  }
  if (stop !== undefined) noteStop(stop, call);
  return joined(pages, paging, paging.readsBackwards?.(input) === true);
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

/** One page out of many: all items in the order of the list, and the rest of the page that was read last. */
function joined(pages: readonly RawInput[], paging: PagingStyle, backwards: boolean): unknown {
  const inOrder = backwards ? pages.toReversed() : pages;
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (pages.length === 1 || !first || !last) return first;
  const { itemsField = 'data' } = paging;
  const items = inOrder.flatMap((page) => itemsOf(page, paging));
  return { ...pages.at(-1), ...paging.edges?.(first, last), [itemsField]: items };
}
