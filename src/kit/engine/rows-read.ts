import type { RawInput } from '../catalog/define-limitation.js';
import { ConnectorError } from './connector-error.js';
import { SIZE_BUDGET, type Stop } from './pull-stops.js';
import type { RowWindow } from './row-windows.js';

/** Rows that follow each other, and where they begin. */
export interface Chunk {
  readonly from: RowWindow;
  readonly rows: readonly unknown[];
}

/** What was read of a window. */
export interface WindowRead {
  readonly chunks: readonly Chunk[];
  /** Where it goes on; undefined at its end. */
  readonly next?: RowWindow | undefined;
  readonly stop?: Stop;
}

/** The rows that one response holds, and what follows. */
export interface Assembled {
  readonly rows: readonly unknown[];
  readonly next: RowWindow | undefined;
  readonly stop: Stop;
}

/**
 * The rows of the windows that follow each other without a gap, up to the number that is wanted.
 * @param lack - why windows that are missing were not read
 */
export function assembled(
  list: readonly RowWindow[],
  results: readonly (WindowRead | undefined)[],
  wanted: number,
  lack: Stop,
): Assembled {
  const rows: unknown[] = [];
  for (const [nth, window] of list.entries()) {
    if (rows.length >= wanted) return { rows, next: window, stop: undefined };
    const result = results[nth];
    if (!result) return { rows, next: window, stop: lack ?? SIZE_BUDGET };
    for (const { from, rows: more } of result.chunks) {
      const room = wanted - rows.length;
      for (const row of more.slice(0, room)) rows.push(row);
      if (more.length > room) return { rows, next: afterRows(from, room), stop: undefined };
    }
    if (result.next) return { rows, next: result.next, stop: result.stop };
  }
  return { rows, next: undefined, stop: undefined };
}

/** The place after some rows of a page. */
export const afterRows = (from: RowWindow, rows: number): RowWindow => ({ ...from, skip: from.skip + rows });

/** A cursor that the API refuses leads nowhere, however often it is sent: the page that had it is read again. */
export function afterFailure(at: RowWindow, chunks: readonly Chunk[], error: unknown): RowWindow {
  const last = chunks.at(-1);
  const isRefused = error instanceof ConnectorError && error.error.code === 'upstream_invalid_request';
  return isRefused && at.page !== undefined && last ? afterRows(last.from, last.rows.length) : at;
}

/** The earliest time in a field of pages; null where one has none. */
export function earliest(pages: readonly RawInput[], field: string): unknown {
  const times = pages.map((page) => page[field] as string | null | undefined);
  if (times.some((time) => time === undefined)) return undefined;
  return times.some((time) => time === null)
    ? null
    : times.reduce((one, other) => (Date.parse(other!) < Date.parse(one!) ? other : one));
}
