import type { RawInput } from '../catalog/define-limitation.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import { itemsOf, type PagingStyle } from '../compile/paging.js';
import { observe } from '../host-port.js';
import {
  CUT,
  DEFAULT_MAX_PAGES,
  failed,
  ODD_BUCKETS,
  PAGE_BUDGET,
  partialOf,
  REPEATED,
  SIZE_BUDGET,
} from './pull-stops.js';
import type { PullCall, PullSize, Stop } from './pull-stops.js';
import { MAX_PARALLEL } from './pull-windows.js';
import type { RowWindow, RowWindows } from './row-windows.js';
import {
  afterFailure,
  afterRows,
  assembled,
  earliest,
  type Assembled,
  type Chunk,
  type WindowRead,
} from './rows-read.js';

/** What rows are read with. */
export interface RowsJob {
  readonly action: CompiledAction;
  readonly paging: PagingStyle;
  readonly input: RawInput;
  readonly call: PullCall;
  /** Reads one page. */
  readonly read: (input: RawInput) => Promise<unknown>;
  /** Receives what `onProgress` throws. */
  readonly report: (error: unknown) => void;
  readonly size: PullSize;
}

/**
 * Reads the rows of a report in windows of time, several at once, and joins them in their order: up to the number that was
 * asked for, or to the end. A failure after the first page, a budget that is used up, or a page that does not fit ends it
 * early, with a cursor to where it goes on.
 * @throws ConnectorError where the first page fails, or the cursor belongs to another input.
 */
export const pullRows = (windows: RowWindows, job: RowsJob): Promise<unknown> =>
  new RowReader(windows, job).pull();

class RowReader {
  readonly #wanted: number;
  readonly #all: boolean;
  readonly #pages: RawInput[] = [];
  readonly #progress = { pages: 0, items: 0 };
  readonly #running = new Set<Promise<void>>();
  #pagesLeft: number;
  #largest = 0;

  constructor(
    private readonly windows: RowWindows,
    private readonly job: RowsJob,
  ) {
    const { action, call, input } = job;
    const { all, maxPages = DEFAULT_MAX_PAGES } = call.context;
    const size = input[action.sizeField] as number | undefined;
    this.#all = all === true;
    this.#wanted = this.#all ? Infinity : (size ?? windows.preset);
    this.#pagesLeft = maxPages;
  }

  async pull(): Promise<unknown> {
    const { call, paging, size } = this.job;
    const { itemsField = 'data', freshness = [] } = paging;
    const { rows, next, stop } = await this.#readAll();
    if (stop !== undefined) call.stopEarly(partialOf(stop));
    if (stop && 'error' in stop) size.ended(stop.error);
    const cursor = next === undefined ? null : this.windows.cursorAt(next);
    const fresh = freshness.map((field) => [field, earliest(this.#pages, field)]);
    return {
      ...this.#pages.at(-1),
      ...Object.fromEntries(fresh.filter(([, value]) => value !== undefined)),
      ...paging.continuedBy?.(cursor, next !== undefined),
      [itemsField]: rows,
    };
  }

  /** The first page is read alone: it may fail, be enough, or show how many rows a window has. */
  async #readAll(): Promise<Assembled> {
    let list: readonly RowWindow[] = this.windows.list();
    const results: (WindowRead | undefined)[] = [];
    const [first] = list as [RowWindow];
    this.#pagesLeft -= 1;
    const head = await this.#fetch(first, this.#wanted);
    const items = itemsOf(head, this.job.paging) ?? [];
    const isLong =
      this.#all && this.job.paging.readPage(head, {}).hasMore && this.windows.holds(first, items);
    const dense = isLong ? this.windows.dense(first, items) : undefined;
    if (dense) {
      list = [first, ...dense.rest];
      results.push({ chunks: [{ from: first, rows: dense.rows }] });
      this.#count(dense.rows.length);
    }
    await this.#readWindows(list, results, dense ? undefined : head);
    return assembled(list, results, this.#wanted, this.#lack(0));
  }

  async #readWindows(
    list: readonly RowWindow[],
    results: (WindowRead | undefined)[],
    head?: RawInput,
  ): Promise<void> {
    let [launched, last] = [results.length, list.length];
    let allowed = this.#all ? last : 1;
    const launch = (nth: number, page?: RawInput): void => {
      if (!page) this.#pagesLeft -= 1;
      const one = this.#read(list[nth]!, this.#wanted - this.#progress.items, page).then((result) => {
        results[nth] = result;
        if (result.next) last = Math.min(last, nth + 1);
        this.#running.delete(one);
      });
      this.#running.add(one);
    };
    if (head) launch(launched++, head);
    for (;;) {
      while (launched < Math.min(last, allowed) && this.#mayLaunch()) launch(launched++);
      if (this.#running.size > 0) {
        await Promise.race(this.#running);
        continue;
      }
      if (launched >= last || this.#progress.items >= this.#wanted || this.#lack(0)) return;
      allowed = launched + this.#further(launched);
    }
  }

  #mayLaunch(): boolean {
    const inFlight = this.#running.size;
    return inFlight < MAX_PARALLEL && this.#progress.items < this.#wanted && !this.#lack(inFlight);
  }

  /** How many more windows the rows that are missing will take, by those so far. */
  #further(windows: number): number {
    const { items } = this.#progress;
    const needed = items === 0 ? windows : Math.ceil(((this.#wanted - items) * windows) / items);
    return Math.min(MAX_PARALLEL, Math.max(1, needed));
  }

  /** Reads a window to its end, or as many rows as are missing; it never rejects. */
  async #read(window: RowWindow, most: number, head?: RawInput): Promise<WindowRead> {
    const chunks: Chunk[] = [];
    const seen = new Set<string>();
    let [at, got] = [window, 0];
    for (let page = head; ; page = undefined) {
      if (!page) {
        const stop = chunks.length > 0 ? this.#takePage() : undefined;
        if (stop) return { chunks, next: at, stop };
        try {
          page = await this.#fetch(at, most - got);
        } catch (error) {
          return { chunks, next: afterFailure(at, chunks, error), stop: failed(error, this.job.size) };
        }
      }
      const items = itemsOf(page, this.job.paging) ?? [];
      if (!this.windows.holds(window, items)) return { chunks, next: at, stop: ODD_BUCKETS };
      const rows = items.slice(at.skip);
      chunks.push({ from: at, rows });
      got += rows.length;
      this.#count(rows.length);
      const { hasMore, next } = this.job.paging.readPage(page, {});
      if (!hasMore) return { chunks };
      const cursor = next?.['page'];
      if (cursor === undefined || seen.has(cursor))
        return { chunks, next: afterRows(at, rows.length), stop: cursor === undefined ? CUT : REPEATED };
      seen.add(cursor);
      at = { ...window, page: cursor, skip: Math.max(0, at.skip - items.length) };
      if (got >= most) return { chunks, next: at };
    }
  }

  /** Reads a page; one that is larger than a response may be with half as many rows. */
  async #fetch(at: RowWindow, most: number): Promise<RawInput> {
    const { action, read, size } = this.job;
    for (
      let limit = Math.min(action.largestSize ?? Infinity, at.skip + most);
      ;
      limit = Math.floor(limit / 2)
    ) {
      try {
        const page = (await read({ ...this.windows.inputOf(at), [action.sizeField]: limit })) as RawInput;
        this.#pages.push(page);
        // Which of the pages in flight has how many bytes is unknown.
        this.#largest = Math.max(this.#largest, size.read() / this.#pages.length);
        return page;
      } catch (error) {
        if (size.kindOf(error) !== 'too_large' || limit < 2) throw error;
      }
    }
  }

  #lack(inFlight: number): Stop {
    if (this.#pagesLeft < 1) return PAGE_BUDGET;
    const { size } = this.job;
    return size.read() + (inFlight + 1) * this.#largest > size.maxBytes ? SIZE_BUDGET : undefined;
  }

  #takePage(): Stop {
    const lack = this.#lack(this.#running.size - 1);
    if (!lack) this.#pagesLeft -= 1;
    return lack;
  }

  #count(rows: number): void {
    const { call, report } = this.job;
    const { onProgress } = call.context;
    this.#progress.pages += 1;
    this.#progress.items += rows;
    if (onProgress) observe(() => onProgress({ ...this.#progress }), report);
  }
}
