import { DAY, HOUR } from '../../clock.js';
import { invalid } from '../../errors.js';
import type { BucketWidth } from '../report-window.js';
import { lengthOf } from '../report-window.js';

/** The time range of a report. */
export interface AnalyticsWindow {
  readonly starting_at: number;
  readonly ending_at?: number | undefined;
  readonly time_bucket_width?: BucketWidth | undefined;
}

/** The time span of a row. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const EARLIEST = Date.UTC(2026, 0, 1);
const LONGEST = 31 * DAY;

/**
 * Computes the spans of a report: its buckets, oldest first, or without a width the whole range, rounded down to hours
 * (SDK 1.12.0, `analytics.usage.list`).
 *
 * @throws ApiError 400 for a range that is too old, too long or empty, or for buckets without `ending_at`.
 */
export function spansOf(window: AnalyticsWindow, now: number): Span[] {
  const { starting_at: start, time_bucket_width: width } = window;
  if (start < EARLIEST || start < now - 365 * DAY) {
    throw invalid('starting_at: must be within the last 365 days and not before 2026-01-01T00:00:00Z');
  }
  if (width && window.ending_at === undefined) {
    throw invalid('ending_at: Field required with time_bucket_width');
  }
  const end = window.ending_at ?? Math.min(now, start + LONGEST);
  if (end <= start) throw invalid('ending_at: must be after starting_at');
  if (end - start > LONGEST) throw invalid('ending_at: the range may span at most 31 days');
  if (width === '1m' && end - start > DAY) {
    throw invalid("ending_at: with time_bucket_width='1m' the range may span at most 24 hours");
  }
  if (!width) return [{ from: floor(start, HOUR), to: floor(end, HOUR) }];
  const length = lengthOf(width);
  const spans: Span[] = [];
  for (let from = floor(start, length); from < end; from += length) spans.push({ from, to: from + length });
  return spans;
}

const floor = (time: number, step: number): number => Math.floor(time / step) * step;
