import { MINUTE } from '../../clock.js';
import type { Pager } from '../../state/pager.js';
import type { ReportPage } from '../report-window.js';
import { DATA_DELAY } from '../report-window.js';

/** One page of a report, with the time up to which its data is complete. */
export interface AnalyticsPage<T> extends ReportPage<T> {
  readonly data_refreshed_at: number;
}

/** The last full minute that the reports include, epoch milliseconds. */
export const refreshedAt = (now: number): number => Math.floor((now - DATA_DELAY) / MINUTE) * MINUTE;

/** Slices a page from sorted rows; one row may become several. */
export function cutPage<R, W>(
  rows: readonly R[],
  limit: number,
  pager: Pager,
  now: number,
  wire: (row: R) => readonly W[],
): AnalyticsPage<W> {
  const from = pager.position(0);
  const until = from + pager.rows(limit);
  const more = until < rows.length;
  return {
    data: rows.slice(from, until).flatMap(wire),
    has_more: more,
    next_page: more ? pager.next(until) : null,
    data_refreshed_at: refreshedAt(now),
  };
}

/** Sorts rows; the sort is stable. */
export function ordered<R>(rows: readonly R[], compare: (a: R, b: R) => number, order: 'asc' | 'desc'): R[] {
  const sign = order === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => sign * compare(a, b));
}
