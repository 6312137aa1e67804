import { Describe, IsDay, Optional, Rule } from '../kit/catalog/index.js';
import { DAY_MS } from '../reports/spend-range.js';

const MOST_DAYS = 400;

/** How many days a range has, both ends included; NaN where one is no day. */
export const daysIn = (first: unknown, last: unknown): number =>
  (Date.parse(String(last)) - Date.parse(String(first))) / DAY_MS + 1;

/** Days in UTC, the first and the last one included. */
export class DayRangeInput {
  @Optional()
  @Rule('requires last_day', (_, { last_day }) => last_day !== undefined)
  @IsDay()
  @Describe('First day of the range in UTC, YYYY-MM-DD; requires last_day, in place of range.', {
    examples: ['2026-11-01'],
  })
  first_day?: string;

  @Optional()
  @Rule('requires first_day', (_, { first_day }) => first_day !== undefined)
  @Rule(
    `must not be before first_day, nor ${MOST_DAYS} days or more after it`,
    (last, { first_day }) => !(daysIn(first_day, last) < 1) && !(daysIn(first_day, last) > MOST_DAYS),
  )
  @IsDay()
  @Describe(`Last day of the range in UTC, included; at most ${MOST_DAYS} days in all.`, {
    examples: ['2026-11-30'],
  })
  last_day?: string;
}
