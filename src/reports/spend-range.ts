/** The ranges that have a name; all of them are of whole days in UTC. */
export const NAMED_RANGES = [
  'today',
  'yesterday',
  'last_7_days',
  'last_30_days',
  'last_90_days',
  'month_to_date',
  'previous_month',
  'year_to_date',
] as const;

/** The name of a range. */
export type NamedRange = (typeof NAMED_RANGES)[number];

/** Widths of the buckets of an answer. */
export const SPEND_BUCKETS = ['none', 'hour', 'day', 'week', 'month'] as const;

/** A width of the buckets of an answer. */
export type SpendBucket = (typeof SPEND_BUCKETS)[number];

/** A range of time, epoch milliseconds; `until` is not in it. */
export interface TimeRange {
  readonly from: number;
  readonly until: number;
}

/** An hour, milliseconds. */
export const HOUR_MS = 3_600_000;
/** A day, milliseconds. */
export const DAY_MS = 24 * HOUR_MS;

/** The start of the day of a time. */
export const dayOf = (time: number): number => Math.floor(time / DAY_MS) * DAY_MS;

/** The start of the month of a time, or of one so many months later. */
export function monthOf(time: number, later = 0): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1);
}

/** A named range. `last_7_days` and its like end with today, which is not complete. */
export function namedRange(name: NamedRange, now: number): TimeRange {
  const today = dayOf(now);
  const tomorrow = today + DAY_MS;
  switch (name) {
    case 'today':
      return { from: today, until: tomorrow };
    case 'yesterday':
      return { from: today - DAY_MS, until: today };
    case 'last_7_days':
      return { from: tomorrow - 7 * DAY_MS, until: tomorrow };
    case 'last_30_days':
      return { from: tomorrow - 30 * DAY_MS, until: tomorrow };
    case 'last_90_days':
      return { from: tomorrow - 90 * DAY_MS, until: tomorrow };
    case 'month_to_date':
      return { from: monthOf(now), until: tomorrow };
    case 'previous_month':
      return { from: monthOf(now, -1), until: monthOf(now) };
    case 'year_to_date':
      return { from: Date.UTC(new Date(now).getUTCFullYear(), 0, 1), until: tomorrow };
  }
}

/**
 * The period before: of whole months the months before, of the first days of a month the same days of the month before
 * (as far as it has them), else as many days as the range has.
 */
export function periodBefore({ from, until }: TimeRange): TimeRange {
  const isMonthStart = monthOf(from) === from;
  if (isMonthStart && monthOf(until) === until) {
    const months = monthsBetween(from, until);
    return { from: monthOf(from, -months), until: from };
  }
  if (isMonthStart && monthOf(until - 1) === from) {
    const start = monthOf(from, -1);
    return { from: start, until: Math.min(from, start + (until - from)) };
  }
  return { from: from - (until - from), until: from };
}

function monthsBetween(from: number, until: number): number {
  const [one, other] = [new Date(from), new Date(until)];
  return (other.getUTCFullYear() - one.getUTCFullYear()) * 12 + other.getUTCMonth() - one.getUTCMonth();
}

/** The buckets of a range, the first and the last one cut to it; weeks begin on Monday. */
export function bucketsOf({ from, until }: TimeRange, width: SpendBucket): TimeRange[] {
  if (width === 'none') return [{ from, until }];
  const buckets: TimeRange[] = [];
  for (let at = from; at < until;) {
    const next = Math.min(until, nextStart(at, width));
    buckets.push({ from: at, until: next });
    at = next;
  }
  return buckets;
}

function nextStart(at: number, width: Exclude<SpendBucket, 'none'>): number {
  switch (width) {
    case 'hour':
      return (Math.floor(at / HOUR_MS) + 1) * HOUR_MS;
    case 'day':
      return dayOf(at) + DAY_MS;
    case 'week':
      // The epoch began on a Thursday.
      return (Math.floor((dayOf(at) / DAY_MS + 3) / 7) + 1) * 7 * DAY_MS - 3 * DAY_MS;
    case 'month':
      return monthOf(at, 1);
  }
}

/** Pieces of a range, none longer than so many milliseconds. */
export function piecesOf({ from, until }: TimeRange, longest: number): TimeRange[] {
  const pieces: TimeRange[] = [];
  for (let at = from; at < until; at += longest)
    pieces.push({ from: at, until: Math.min(until, at + longest) });
  return pieces;
}

/** A day as reports write it, `2026-11-01`. */
export const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A time as reports write it, `2026-11-01T00:00:00Z`. */
export const timeText = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');
