import type { RawInput } from '../catalog/define-limitation.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import { itemsOf, type PagingStyle } from '../compile/paging.js';
import { observe } from '../host-port.js';
import { pullRows } from './pull-rows.js';
import {
  CUT,
  DEFAULT_MAX_PAGES,
  failed,
  ODD_BUCKETS,
  PAGE_BUDGET,
  partialOf,
  REPEATED,
  SIZE_BUDGET,
  type PullCall,
  type PullSize,
  type Stop,
} from './pull-stops.js';
import { BucketRange, type WindowsRead } from './pull-windows.js';
import { RowWindows } from './row-windows.js';

type Cursor = Readonly<Record<string, string>>;

/**
 * Reads more of a list than one request returns: a report whose requests cover a limited time in windows of it.
 * @throws ConnectorError where the first page fails, or the cursor belongs to another input.
 */
export function pull(
  ...[action, paging, input, call, read, report, size]: Parameters<typeof pullList>
): Promise<unknown> {
  const windows = RowWindows.of(action, input, call);
  return windows
    ? pullRows(windows, { action, paging, input, call, read, report, size })
    : pullList(action, paging, input, call, read, report, size);
}

/**
 * Reads several pages of a list as one: one after the other, and those of a report of time buckets several at once. The last
 * page is requested with a smaller size, so its cursor continues exactly where the list ends. A failure after the first page, a
 * budget that is used up, or a cursor that leads nowhere ends the list early and is reported as `meta.partial`. A page that
 * is larger than a response may be is requested again with half as many items.
 * @throws ConnectorError where the first page fails, or the cursor belongs to another input.
 */
export async function pullList(
  action: CompiledAction,
  paging: PagingStyle,
  input: RawInput,
  call: PullCall,
  read: (input: RawInput) => Promise<unknown>,
  report: (error: unknown) => void,
  size: PullSize,
): Promise<unknown> {
  const { all, maxPages = DEFAULT_MAX_PAGES, onProgress } = call.context;
  const range = BucketRange.of(action, paging, input);
  const first = range?.firstInput() ?? { input, isOurs: false };
  const given = input[action.sizeField] as number | undefined;
  const cap = action.pageCap(input);
  const wanted = all === true ? Infinity : (given ?? range?.preset ?? Infinity);
  let pageSize = cap === undefined ? undefined : Math.min(given ?? cap, cap);
  const budget = all === true ? maxPages : Infinity;
  const pages: RawInput[] = [];
  const seen = new Set<string>();
  const progress = { pages: 0, items: 0 };
  let largest = 0;
  let stop: Stop;
  let { isOurs } = first;
  let isMore = false;
  // Where the buckets that were read end; undefined once the API has returned others than the requested ones.
  let end = range?.startOf(first.input);
  const count = (page: RawInput): void => {
    progress.pages += 1;
    progress.items += itemsOf(page, paging)?.length ?? 0;
    if (onProgress) observe(() => onProgress({ ...progress }), report);
  };

  for (let cursor: Cursor | null = {}; cursor !== null && progress.items < wanted;) {
    if (pages.length >= budget) {
      stop = PAGE_BUDGET;
      break;
    }
    const before = size.read();
    // The next page is expected to be as large as the largest.
    if (before + largest > size.maxBytes) {
      stop = SIZE_BUDGET;
      break;
    }
    const asked = pageSize === undefined ? undefined : Math.min(pageSize, wanted - progress.items);
    const most = asked === undefined ? {} : { [action.sizeField]: asked };
    let page: RawInput;
    try {
      page = (await read({ ...first.input, ...most, ...cursor })) as RawInput;
    } catch (error) {
      if (size.kindOf(error) === 'too_large' && asked !== undefined && asked > 1) {
        pageSize = Math.floor(asked / 2);
        continue;
      }
      if (pages.length === 0) throw error;
      stop = failed(error, size);
      break;
    }
    pages.push(page);
    largest = Math.max(largest, size.read() - before);
    count(page);
    const { hasMore, next } = paging.readPage(page, first.input);
    cursor = next;
    isMore = hasMore;
    end = end === undefined ? undefined : range?.endOf(page, end);
    if (hasMore && next === null) stop = CUT;
    const text = JSON.stringify(cursor);
    if (cursor !== null && seen.has(text)) {
      stop = REPEATED;
      break;
    }
    seen.add(text);
    if (range === undefined || pages.length > 1 || !hasMore || end === undefined) continue;
    const [readBefore, pagesBefore] = [size.read(), progress.pages];
    const rest = await range.readFrom(
      { at: end, most: wanted - progress.items, maxPages: budget - 1, pageSize: asked, now: call.time },
      {
        read,
        onPage: (page) => {
          count(page);
          // Which of the pages in flight has how many bytes is unknown.
          largest = Math.max(largest, (size.read() - readBefore) / (progress.pages - pagesBefore));
        },
        isTooLarge: (error) => size.kindOf(error) === 'too_large',
        hasRoom: (inFlight) => size.read() + (inFlight + 1) * largest <= size.maxBytes,
      },
    );
    if (rest === undefined) continue;
    pages.push(...rest.pages);
    isOurs = true;
    end = rest.next;
    isMore = end !== undefined;
    stop = stopOf(rest.end, size);
    break;
  }
  if (isOurs && isMore && end === undefined) stop ??= ODD_BUCKETS;
  if (stop !== undefined) call.stopEarly(partialOf(stop));
  if (stop && 'error' in stop) size.ended(stop.error);
  const list = joined(pages, paging, paging.readsBackwards?.(input) === true);
  if (!isOurs || range === undefined) return list;
  return range.continued(list as RawInput, isMore, end);
}

/** Why the windows of a report ended early. */
function stopOf(end: WindowsRead['end'], size: PullSize): Stop {
  if (end === undefined) return undefined;
  return typeof end === 'object'
    ? failed(end.error, size)
    : { no_room: SIZE_BUDGET, pages: PAGE_BUDGET, odd: ODD_BUCKETS }[end];
}

/** One page out of many: all items in the order of the list, and the rest of the page that was read last. */
function joined(pages: readonly RawInput[], paging: PagingStyle, backwards: boolean): unknown {
  const inOrder = backwards ? pages.toReversed() : pages;
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (pages.length === 1 || !first || !last) return first;
  const { itemsField = 'data' } = paging;
  const items = inOrder.flatMap((page) => itemsOf(page, paging) ?? []);
  return { ...pages.at(-1), ...paging.edges?.(first, last), [itemsField]: items };
}
