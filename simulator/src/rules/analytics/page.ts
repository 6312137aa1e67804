import { MINUTE } from '../../clock.js';
import type { Pager } from '../../state/pager.js';
import type { ReportPage } from '../report-window.js';
import { DATA_DELAY } from '../report-window.js';

/** One page of a report, with the time up to which it is complete. */
export interface AnalyticsPage<T> extends ReportPage<T> {
  readonly data_refreshed_at: number;
}

/** The last full minute that the reports know of. */
export const refreshedAt = (now: number): number => Math.floor((now - DATA_DELAY) / MINUTE) * MINUTE;

/** Cuts a page out of rows that are in order; one row may become several. */
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

/** Puts rows into the order asked for; equal ones stay in their order. */
export function ordered<R>(rows: readonly R[], compare: (a: R, b: R) => number, order: 'asc' | 'desc'): R[] {
  const sign = order === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => sign * compare(a, b));
}
