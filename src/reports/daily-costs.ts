import { cents, compareAmounts, sumOf, type Cents } from '../kit/catalog/index.js';
import { CentsSum, timesOf } from '../kit/catalog/money.js';
import { DAY_MS, dayOf, monthOf, type TimeRange } from './spend-range.js';

const WEEK_MS = 7 * DAY_MS;
const FORECAST_WEEKS = 4;
const MEDIAN_WEEKS = 8;
/** As many earlier days of a weekday tell what is usual. */
const FEWEST_SAMPLES = 3;
const ANOMALY_FACTOR = 3;

const ZERO = cents(0);

/** How many days before today the forecast and the anomalies need. */
export const DAYS_NEEDED = 7 * (FORECAST_WEEKS + MEDIAN_WEEKS);

/** The cost of each day. */
export class DailyCosts {
  readonly #days = new Map<number, CentsSum>();
  #first = Infinity;

  /** Adds a cost of a day. */
  add(time: number, amount: Cents): void {
    const day = dayOf(time);
    const sum = this.#days.get(day) ?? new CentsSum();
    sum.add(amount);
    this.#days.set(day, sum);
    this.#first = Math.min(this.#first, day);
  }

  /** The cost of a day. */
  of(day: number): Cents {
    return this.#days.get(day)?.total ?? ZERO;
  }

  /** The cost of all days of a range. */
  sum({ from, until }: TimeRange): Cents {
    return sumOf(daysIn({ from, until }).map((day) => this.of(day)));
  }

  /**
   * The month of `today` as the last four weeks suggest: its complete days, and for each remaining day, today included, the
   * mean of the four days of its weekday before today; with the smallest and the largest of the four as its range.
   */
  forecast(today: number): Forecast {
    const remaining = daysIn({ from: today, until: monthOf(today, 1) });
    const done = this.sum({ from: monthOf(today), until: today });
    const [means, lows, highs] = [[done], [done], [done]];
    for (const day of remaining) {
      const last = today - DAY_MS - ((((today - DAY_MS - day) % WEEK_MS) + WEEK_MS) % WEEK_MS);
      const samples = Array.from({ length: FORECAST_WEEKS }, (_, nth) => this.of(last - nth * WEEK_MS));
      const sorted = samples.toSorted(compareAmounts);
      means.push(timesOf(sumOf(samples), '0.25'));
      lows.push(sorted[0]!);
      highs.push(sorted.at(-1)!);
    }
    return {
      expected: sumOf(means),
      low: sumOf(lows),
      high: sumOf(highs),
      remainingDays: remaining.length,
    };
  }

  /**
   * The days of the four weeks before today that cost more than three times the median of their weekday in the eight weeks
   * before each, where at least three of those days are known.
   */
  anomalies(today: number): Anomaly[] {
    return daysIn({ from: today - FORECAST_WEEKS * WEEK_MS, until: today }).flatMap((day): Anomaly[] => {
      const samples = Array.from({ length: MEDIAN_WEEKS }, (_, nth) => day - (nth + 1) * WEEK_MS)
        .filter((one) => one >= this.#first)
        .map((one) => this.of(one));
      if (samples.length < FEWEST_SAMPLES) return [];
      const [amount, median] = [this.of(day), medianOf(samples)];
      return compareAmounts(amount, timesOf(median, ANOMALY_FACTOR)) > 0 ? [{ day, amount, median }] : [];
    });
  }
}

/** What a month is expected to cost. */
export interface Forecast {
  readonly expected: Cents;
  readonly low: Cents;
  readonly high: Cents;
  readonly remainingDays: number;
}

/** A day that cost far more than its weekday does. */
export interface Anomaly {
  readonly day: number;
  readonly amount: Cents;
  readonly median: Cents;
}

/** The days of a range. */
export function daysIn({ from, until }: TimeRange): number[] {
  return Array.from(
    { length: Math.max(0, Math.ceil((until - from) / DAY_MS)) },
    (_, nth) => from + nth * DAY_MS,
  );
}

/** The middle amount; of an even number the mean of the two in the middle. */
export function medianOf(amounts: readonly Cents[]): Cents {
  const sorted = amounts.toSorted(compareAmounts);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return timesOf(sumOf([sorted[middle - 1] ?? ZERO, sorted[middle] ?? ZERO]), '0.5');
}
