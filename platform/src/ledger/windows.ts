import type { LedgerSettings } from './ledger.config.js';
import type { Coverage } from './ledger-store.js';
import type { Width } from './write-bucket.js';

/** An hour in milliseconds. */
export const HOUR_MS = 3_600_000;
/** A day in milliseconds. */
export const DAY_MS = 24 * HOUR_MS;

/** A range of hours or days that is read in one go; epoch milliseconds, half-open. */
export interface Window {
  readonly width: Width;
  readonly from: number;
  readonly until: number;
}

/** The first day that the analytics reports have. */
const FIRST_DAY = Date.UTC(2026, 0, 1);
/** How far back the reports go; one day less, because a read takes time. */
const API_DAYS = 364;
/** Days of the daily cells of one window of the backfill. */
const BACKFILL_DAYS = 7;
/** The last hours are read with every sync; of earlier ones, those of days that have changed. */
const ALWAYS_HOURS = 48;

/** The start of the day or hour of a time. */
export const floorTo = (time: number, width: Width): number =>
  Math.floor(time / (width * HOUR_MS)) * width * HOUR_MS;

type Ranges = Pick<LedgerSettings, 'backfillDays' | 'trailingDays' | 'hourlyDays' | 'keepDays'>;

/** How far back daily and hourly cells go at a time: no further than they are kept, and than the API has them. */
export function targetsOf(
  { backfillDays, hourlyDays, keepDays }: Ranges,
  createdAt: number,
  now: number,
): { readonly day: number; readonly hour: number } {
  const first = floorTo(Math.min(createdAt, now) - backfillDays * DAY_MS, 24);
  const oldest = Math.max(FIRST_DAY, floorTo(now - API_DAYS * DAY_MS, 24));
  return {
    day: Math.max(first, oldest, floorTo(now - keepDays * DAY_MS, 24)),
    hour: Math.max(oldest, floorTo(now - hourlyDays * DAY_MS, 24)),
  };
}

/** What a ledger without a sync covers: nothing, at the end of the data. */
export const emptyCoverage = (refreshedAt: number): Coverage => {
  const today = floorTo(refreshedAt, 24);
  return {
    day_from: today,
    day_until: today,
    hour_from: today,
    hour_until: today,
    refreshed_at: refreshedAt,
  };
};

/** The days that every sync reads: those since the last one, and the trailing ones that may have been restated. */
export function trailingDays({ trailingDays: days }: Ranges, known: Coverage, refreshedAt: number): Window {
  const until = floorTo(refreshedAt, 24);
  const from = Math.max(known.day_from, Math.min(known.day_until, until - days * DAY_MS));
  return { width: 24, from, until: Math.max(from, until) };
}

/** The hours that a sync reads, a day at a time: the last ones, and those of days that were restated. */
export function trailingHours(known: Coverage, refreshedAt: number, restated: ReadonlySet<number>): Window[] {
  const until = floorTo(refreshedAt, 1);
  const recent = Math.max(known.hour_from, Math.min(known.hour_until, until - ALWAYS_HOURS * HOUR_MS));
  const before = [...restated]
    .filter((day) => day >= known.hour_from && day < recent)
    .sort((one, other) => one - other)
    .map((day): Window => ({ width: 1, from: day, until: Math.min(day + DAY_MS, recent) }));
  return [...before, ...daysOf({ width: 1, from: recent, until })];
}

/** A window of hours as one for each day. */
function daysOf({ width, from, until }: Window): Window[] {
  const all: Window[] = [];
  for (let at = from; at < until;) {
    const end = Math.min(until, floorTo(at, 24) + DAY_MS);
    all.push({ width, from: at, until: end });
    at = end;
  }
  return all;
}

/** The next window of the backfill, from now to the past: days first; undefined once it is complete. */
export function backfillWindow(
  known: Coverage,
  targets: { readonly day: number; readonly hour: number },
): Window | undefined {
  if (known.day_from > targets.day) {
    const from = Math.max(targets.day, known.day_from - BACKFILL_DAYS * DAY_MS);
    return { width: 24, from, until: known.day_from };
  }
  if (known.hour_from > targets.hour) {
    const from = Math.max(targets.hour, floorTo(known.hour_from - 1, 24));
    return { width: 1, from, until: known.hour_from };
  }
  return undefined;
}

/** How much of the backfill is done, 0 to 1. */
export function progressOf(
  known: Coverage | undefined,
  targets: { readonly day: number; readonly hour: number },
): number {
  if (!known) return 0;
  // A day of hours takes about as many requests as a week of days.
  const weight = (from: number, until: number, days: number): number => Math.max(0, until - from) / days;
  const done =
    weight(known.day_from, known.day_until, BACKFILL_DAYS) + weight(known.hour_from, known.hour_until, 1);
  const left = weight(targets.day, known.day_from, BACKFILL_DAYS) + weight(targets.hour, known.hour_from, 1);
  return left === 0 ? 1 : done / (done + left);
}
