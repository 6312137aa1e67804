import { DAY, HOUR, MINUTE } from '../clock.js';
import { invalid } from '../errors.js';
import type { Pager } from '../state/pager.js';

/** The bucket widths of reports. */
export const BUCKET_WIDTHS = ['1d', '1h', '1m'] as const;

/** A bucket width. */
export type BucketWidth = (typeof BUCKET_WIDTHS)[number];

/** One page of a report. */
export interface ReportPage<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

/** The time range of a report, epoch milliseconds. */
export interface ReportWindow {
  readonly startingAt: number;
  readonly endingAt: number | undefined;
  readonly width: BucketWidth;
  readonly limit: number | undefined;
}

/** Reports lag by about five minutes (ADMIN_API.md, "usage_report/messages"). Milliseconds. */
export const DATA_DELAY = 5 * MINUTE;

const MILLISECONDS: Readonly<Record<BucketWidth, number>> = { '1d': DAY, '1h': HOUR, '1m': MINUTE };

const LIMITS: Readonly<Record<BucketWidth, { readonly preset: number; readonly max: number }>> = {
  '1d': { preset: 7, max: 31 },
  '1h': { preset: 24, max: 168 },
  '1m': { preset: 60, max: 1440 },
};

/** The length of a bucket in milliseconds. */
export const lengthOf = (width: BucketWidth): number => MILLISECONDS[width];

/**
 * Fills the buckets of one page, oldest first. The start is rounded down to its bucket; the last bucket is
 * the current one, or the one that contains the end (assumed).
 *
 * @throws ApiError 400 for a limit above the maximum of the width, an end before the start, or a page token of another request.
 */
export function bucketPage<T>(
  window: ReportWindow,
  pager: Pager,
  now: number,
  fill: (from: number, to: number) => T,
): ReportPage<T> {
  const { preset, max } = LIMITS[window.width];
  const { limit = preset, startingAt, endingAt = now } = window;
  if (limit > max)
    throw invalid(`limit: Input should be less than or equal to ${max} for bucket_width=${window.width}`);
  if (window.endingAt !== undefined && window.endingAt <= startingAt) {
    throw invalid('ending_at: must be after starting_at');
  }
  const length = MILLISECONDS[window.width];
  const end = Math.min(Math.ceil(endingAt / length), Math.floor(now / length) + 1) * length;
  let at = pager.position(Math.floor(startingAt / length) * length);
  const data: T[] = [];
  for (let rows = pager.rows(limit); rows > 0 && at < end; rows -= 1, at += length)
    data.push(fill(at, at + length));
  return { data, has_more: at < end, next_page: at < end ? pager.next(at) : null };
}
