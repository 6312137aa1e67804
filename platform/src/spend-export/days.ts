import { isDay } from 'anthropic-admin-connector/kit';
import { DAY_MS } from './source.js';

/** The most days of one export: five years. */
const MOST_DAYS = 1_830;

/** A range of days, epoch milliseconds; the end is exclusive. */
export interface DayRange {
  readonly from: number;
  readonly until: number;
}

/** The range of two days; a text that says what is wrong with it. */
export function daysBetween(from: unknown, to: unknown): DayRange | string {
  if (!isDay(from) || !isDay(to)) return 'must be days, such as 2026-11-01';
  const range = { from: Date.parse(String(from)), until: Date.parse(String(to)) };
  const days = (range.until - range.from) / DAY_MS;
  if (days < 1)
    return 'must be in this order: the second is the day after the last one, such as 2026-12-01 for November';
  return days > MOST_DAYS ? `must be at most ${MOST_DAYS} days apart` : range;
}
