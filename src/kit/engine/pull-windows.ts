import type { RawInput } from '../catalog/define-limitation.js';
import type { Buckets, BucketWidth } from '../catalog/define-action.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import { isOwnCursor, itemsOf, type PagingStyle } from '../compile/paging.js';
import { otherQuery, ownCursor, readOwnCursor } from './own-cursor.js';

/** How many windows of a report are read at once. */
export const MAX_PARALLEL = 18;

/** Bounds the list of windows: a pull that reads as many ends by its budgets, or goes on by its cursor. */
export const MOST_WINDOWS = 10_000;

/** The rest of a report, read in windows. */
export interface WindowsRead {
  readonly pages: readonly RawInput[];
  /** Start of the next bucket, epoch milliseconds; undefined at the end of the report. */
  readonly next: number | undefined;
  /**
   * Why they end before the report or the wanted number: a failure, no room for a further page, no page left, or other
   * buckets than the requested ones.
   */
  readonly end: { readonly error: unknown } | 'no_room' | 'pages' | 'odd' | undefined;
}

/** How much of the rest of a report is read. */
export interface WindowsAsked {
  /** Start of the first bucket, epoch milliseconds. */
  readonly at: number;
  /** How many buckets. */
  readonly most: number;
  readonly maxPages: number;
  /** How many buckets a page has; as many as the API allows if omitted. */
  readonly pageSize: number | undefined;
  /** Epoch milliseconds: where a report without an end ends. */
  readonly now: number;
}

/** What windows are read with. */
export interface WindowsPort {
  /** Reads one page. */
  readonly read: (input: RawInput) => Promise<unknown>;
  /** Tells whether one more page may be in flight. */
  readonly hasRoom: (inFlight: number) => boolean;
  /** Whether a page failed because its response is larger than one may be. */
  readonly isTooLarge: (error: unknown) => boolean;
  /** Called after each page. */
  readonly onPage: (page: RawInput) => void;
}

/** A part of a report: as many buckets as a page holds. */
interface Window {
  readonly at: number;
  readonly count: number;
  /** The last one ends where the report does. */
  readonly isLast: boolean;
}

/**
 * The time range of a report of buckets. Its buckets have one length and begin at multiples of it in UTC, so any number of
 * them is a request of its own: pages need not wait for the cursor of the page before.
 */
export class BucketRange {
  readonly #fields: Buckets;
  readonly #width: BucketWidth;

  private constructor(
    private readonly action: CompiledAction,
    private readonly paging: PagingStyle,
    private readonly input: RawInput,
    buckets: Buckets,
    width: BucketWidth,
  ) {
    this.#fields = buckets;
    this.#width = width;
  }

  /** The range of an input; undefined for an action that is no such report. */
  static of(action: CompiledAction, paging: PagingStyle, input: RawInput): BucketRange | undefined {
    const { buckets } = action;
    const width = action.bucketOf(input);
    return buckets && width && new BucketRange(action, paging, input, buckets, width);
  }

  /** How many buckets the API returns where the input does not say. */
  get preset(): number {
    return this.#width.preset;
  }

  /**
   * The input of the first page: of a cursor of ours, that of the bucket which it names.
   * @throws ConnectorError invalid_input for a cursor of ours that belongs to another input.
   */
  firstInput(): { readonly input: RawInput; readonly isOurs: boolean } {
    const { page, ...rest } = this.input;
    if (!isOwnCursor(page)) return { input: this.input, isOurs: false };
    const at = Number(readOwnCursor(this.action, this.input, page).place) * 1_000;
    if (Number.isNaN(new Date(at).getTime())) throw otherQuery();
    return { input: { ...rest, [this.#fields.start]: timeOf(at) }, isOurs: true };
  }

  /** The cursor of the bucket that begins at a time. */
  cursorAt(at: number): string {
    return ownCursor(this.action, this.input, { place: String(at / 1_000) });
  }

  /** Where the buckets of a page end, if each begins where the one before it ends, the first one at `at`. */
  endOf(page: unknown, at: number): number | undefined {
    const items = itemsOf(page, this.paging) ?? [];
    const isAligned = items.every(
      (item, nth) => startOf(item, this.#fields.start) === at + nth * this.#width.ms,
    );
    return isAligned ? at + items.length * this.#width.ms : undefined;
  }

  /** The start of the bucket that an input of this report begins in. */
  startOf(input: RawInput): number {
    return this.#floor(Date.parse(String(input[this.#fields.start])));
  }

  /** The result of several pages with our cursor: that of the next bucket, null where it is unknown and at the end. */
  continued(list: RawInput, hasMore: boolean, next: number | undefined): RawInput {
    const cursor = next === undefined || !hasMore ? null : this.cursorAt(next);
    return { ...list, ...this.paging.continuedBy?.(cursor, hasMore) };
  }

  /**
   * Reads the rest of the report in windows, several at once.
   * @returns undefined if there is one window or none: the cursor of the API continues as fast.
   */
  async readFrom(asked: WindowsAsked, port: WindowsPort): Promise<WindowsRead | undefined> {
    const windows = this.#windows(asked);
    if (windows.length < 2) return undefined;
    const results: (WindowRead | undefined)[] = [];
    const running = new Set<Promise<void>>();
    let [launched, last, left] = [0, windows.length, asked.maxPages];
    // The API may return less in a page than a window has: its further pages are within the same budgets.
    const lacking = (inFlight: number): Lacking | undefined =>
      left < 1 ? 'pages' : port.hasRoom(inFlight) ? undefined : 'no_room';
    const takePage = (): Lacking | undefined => {
      const lack = lacking(running.size - 1);
      if (lack === undefined) left -= 1;
      return lack;
    };
    const launch = (nth: number): void => {
      left -= 1;
      const one = this.#read(windows[nth]!, port, takePage).then((result) => {
        results[nth] = result;
        if (result.next !== windows[nth + 1]?.at) last = Math.min(last, nth + 1);
        running.delete(one);
      });
      running.add(one);
    };
    for (;;) {
      while (launched < last && running.size < MAX_PARALLEL && lacking(running.size) === undefined) {
        launch(launched);
        launched += 1;
      }
      if (running.size === 0) break;
      await Promise.race(running);
    }
    return inOrder(windows, results, lacking(0) ?? 'no_room');
  }

  #windows({ at: from, most, pageSize = this.#width.cap, now }: WindowsAsked): Window[] {
    const { ms } = this.#width;
    const given = Date.parse(String(this.input[this.#fields.end]));
    const untilNow = this.#floor(now) + ms;
    const end = Number.isNaN(given) ? untilNow : Math.min(given, untilNow);
    const windows: Window[] = [];
    for (let [at, left] = [from, most]; at < end && left > 0 && windows.length < MOST_WINDOWS;) {
      const count = Math.min(pageSize, left);
      const next = at + count * ms;
      windows.push({ at, count, isLast: next >= end });
      left -= count;
      at = next;
    }
    return windows;
  }

  /**
   * Reads the pages of a window; it never rejects.
   * @param takePage - called before each page after the first; says why there is none.
   */
  async #read(window: Window, port: WindowsPort, takePage: () => Lacking | undefined): Promise<WindowRead> {
    const { sizeField } = this.action;
    const pages: RawInput[] = [];
    const end = window.at + window.count * this.#width.ms;
    const { start, end: endField } = this.#fields;
    let input: RawInput = { ...this.input, page: undefined, [start]: timeOf(window.at) };
    if (!window.isLast) input = { ...input, [endField]: timeOf(end) };
    let at = window.at;
    let size = window.count;
    for (let cursor: RawInput = {}; ;) {
      const left = (end - at) / this.#width.ms;
      try {
        const page = (await port.read({
          ...input,
          [sizeField]: Math.min(size, left),
          ...cursor,
        })) as RawInput;
        const next = this.endOf(page, at);
        if (next === undefined || next > end) return { pages, next: at, end: 'odd' };
        pages.push(page);
        port.onPage(page);
        const { hasMore, next: following } = this.paging.readPage(page, input);
        const isStuck = hasMore && (following === null || next === at);
        at = next;
        if (at >= end) return { pages, next: window.isLast && !hasMore ? undefined : at };
        if (isStuck) return { pages, next: at, end: 'odd' };
        if (!hasMore) return { pages, next: undefined };
        const lack = takePage();
        if (lack !== undefined) return { pages, next: at, end: lack };
        cursor = following ?? {};
      } catch (error) {
        if (!port.isTooLarge(error) || Math.min(size, left) < 2) return { pages, next: at, end: { error } };
        size = Math.floor(Math.min(size, left) / 2);
      }
    }
  }

  #floor(time: number): number {
    return Math.floor(time / this.#width.ms) * this.#width.ms;
  }
}

/** Why no further page is read. */
type Lacking = 'no_room' | 'pages';

/** What was read of a window. */
interface WindowRead {
  readonly pages: readonly RawInput[];
  readonly next: number | undefined;
  readonly end?: WindowsRead['end'];
}

/** The windows that follow each other without a gap, up to the first one that was not read to its end. */
function inOrder(
  windows: readonly Window[],
  results: readonly (WindowRead | undefined)[],
  missing: Lacking,
): WindowsRead {
  const pages: RawInput[] = [];
  for (const [nth, { at }] of windows.entries()) {
    const result = results[nth];
    if (!result) return { pages, next: at, end: missing };
    pages.push(...result.pages);
    const { next, end } = result;
    if (end !== undefined || next !== windows[nth + 1]?.at) return { pages, next, end };
  }
  return { pages, next: undefined, end: undefined };
}

/** RFC 3339, to the second where the time is one. */
export const timeOf = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');

const startOf = (item: unknown, field: string): number =>
  Date.parse(String((item as Readonly<Record<string, unknown>> | null)?.[field]));
