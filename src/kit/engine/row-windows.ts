import type { RawInput } from '../catalog/define-limitation.js';
import type { BucketWidth, TimeWindows } from '../catalog/define-action.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import { isOwnCursor } from '../compile/paging.js';
import { otherQuery, ownCursor, readOwnCursor } from './own-cursor.js';
import type { PullCall } from './pull-stops.js';
import { MOST_WINDOWS, timeOf } from './pull-windows.js';

/** A part of the range of a report, and where to go on in it. Times are epoch milliseconds. */
export interface RowWindow {
  readonly at: number;
  readonly end: number;
  /** A cursor of the API; its first page if undefined. */
  readonly page?: string | undefined;
  /** How many rows of that page, and of those after it, were read before. */
  readonly skip: number;
}

/** What the first page of a window shows of the rest: its complete buckets, and windows of about a page each. */
export interface DenseStart {
  readonly rows: readonly unknown[];
  readonly rest: readonly RowWindow[];
}

type Width = Pick<BucketWidth, 'ms' | 'cap'>;

const ONE_DAY: Width = { ms: 24 * 60 * 60 * 1_000, cap: 1 };
const PLACE = /^(-?\d+)_(-?\d+)_(\d+)$/;
const CLOCK_SKEW_MS = 5 * 60 * 1_000;
/** Leaves room for days with more rows than the first ones. */
const FILLED = 0.8;

/** The time range of a report of rows, in windows of as much time as one request covers, in the order of the rows. */
export class RowWindows {
  readonly #fields: TimeWindows;
  readonly #start: number;
  readonly #end: number;
  readonly #backwards: boolean;

  private constructor(
    private readonly action: CompiledAction,
    fields: TimeWindows,
    private readonly input: RawInput,
    private readonly width: Width,
    now: number,
  ) {
    const { start, end, buckets } = fields;
    this.#fields = fields;
    this.#start = Date.parse(String(input[start]));
    const [given, begun] = [Date.parse(String(input[end])), this.#ceil(now + CLOCK_SKEW_MS)];
    // What has not begun has no rows; of a range that is to come a request tells as much.
    this.#end = begun > this.#start ? Math.min(given, begun) : given;
    this.#backwards =
      buckets !== undefined && input[buckets.direction.field] !== buckets.direction.oldestFirst;
  }

  /**
   * The windows of an input; undefined where the cursors of the API read it as well.
   * @throws ConnectorError invalid_input for a cursor that no response to this input had.
   */
  static of(action: CompiledAction, input: RawInput, { context, time }: PullCall): RowWindows | undefined {
    const { windows } = action;
    if (!windows) return undefined;
    const { buckets } = windows;
    const [page, end] = [input['page'] ?? undefined, input[windows.end] ?? undefined];
    const isLong = action.spansWindows(input);
    const inTime = buckets && input[buckets.sort.field] === buckets.sort.value;
    const width = buckets ? buckets.widths[String(input[buckets.width])] : ONE_DAY;
    if (!isOwnCursor(page) && !isLong && !(context.all && inTime && width && page === undefined))
      return undefined;
    if (!width || end === undefined || (page !== undefined && !isOwnCursor(page))) throw otherQuery();
    return new RowWindows(action, windows, input, width, time);
  }

  /** How many rows a response has where the input does not say. */
  get preset(): number {
    return this.#fields.preset;
  }

  /**
   * The windows from the cursor on.
   * @throws ConnectorError invalid_input for a cursor of another input.
   */
  list(): RowWindow[] {
    const { page } = this.input;
    if (!isOwnCursor(page)) return this.#tiles(this.#backwards ? this.#end : this.#start);
    const { place, page: cursor } = readOwnCursor(this.action, this.input, page);
    const [, at = NaN, end = NaN, skip = NaN] = (PLACE.exec(place) ?? []).map(Number);
    const last = Date.parse(String(this.input[this.#fields.end]));
    const isOurs = at >= this.#start && at < end && end <= last && Number.isSafeInteger(skip);
    if (!isOurs) throw otherQuery();
    const first: RowWindow = { at, end, skip, page: cursor };
    return [first, ...this.#tiles(this.#backwards ? at : end)];
  }

  /** The input of the request that reads on in a window; its size is up to the reader. */
  inputOf({ at, end, page }: RowWindow): RawInput {
    const { start, end: endField, buckets } = this.#fields;
    const time = buckets
      ? { [start]: timeOf(at), [endField]: timeOf(end), [buckets.sort.field]: buckets.sort.value }
      : { [start]: timeOf(at).slice(0, 10) };
    return { ...this.input, page, ...time };
  }

  /** Whether all rows are of the time of a window. */
  holds({ at, end }: RowWindow, rows: readonly unknown[]): boolean {
    const first = this.#floor(at);
    return rows.every((row) => {
      const time = this.#timeOf(row);
      return time >= first && time < end;
    });
  }

  /** The cursor of a place in a window. */
  cursorAt({ at, end, skip, page }: RowWindow): string {
    return ownCursor(this.action, this.input, { place: `${at}_${end}_${skip}`, page });
  }

  /**
   * Divides what follows the first page of a window, because its rest would be read one page after the other. Undefined where
   * the page holds no complete bucket.
   */
  dense(window: RowWindow, rows: readonly unknown[]): DenseStart | undefined {
    if (window.page !== undefined || window.skip > 0) return undefined;
    const last = this.#timeOf(rows.at(-1));
    const isComplete = (time: number): boolean => (this.#backwards ? time > last : time < last);
    const whole = rows.findIndex((row) => !isComplete(this.#timeOf(row)));
    if (whole < 1 || !rows.slice(whole).every((row) => this.#timeOf(row) === last)) return undefined;
    const { ms, cap } = this.width;
    const from = this.#backwards ? last + ms : last;
    const covered = Math.abs(from - this.#ceil(this.#backwards ? window.end : this.#floor(window.at))) / ms;
    const count = Math.min(cap, Math.max(1, Math.floor(covered * FILLED)));
    return { rows: rows.slice(0, whole), rest: this.#tiles(from, count) };
  }

  /** The windows from a time on, of so many buckets; the ends of the range may be inside of a bucket. */
  #tiles(from: number, count = this.width.cap): RowWindow[] {
    const step = count * this.width.ms;
    const tiles: RowWindow[] = [];
    if (this.#backwards) {
      for (let end = from; end > this.#start && tiles.length < MOST_WINDOWS;) {
        const at = Math.max(this.#ceil(end) - step, this.#start);
        tiles.push({ at, end, skip: 0 });
        end = at;
      }
      return tiles;
    }
    for (let at = from; at < this.#end && tiles.length < MOST_WINDOWS;) {
      const end = Math.min(this.#floor(at) + step, this.#end);
      tiles.push({ at, end, skip: 0 });
      at = end;
    }
    return tiles;
  }

  #timeOf(row: unknown): number {
    return Date.parse(String((row as RawInput | null | undefined)?.[this.#fields.time]));
  }

  #floor(time: number): number {
    return Math.floor(time / this.width.ms) * this.width.ms;
  }

  #ceil(time: number): number {
    return Math.ceil(time / this.width.ms) * this.width.ms;
  }
}
