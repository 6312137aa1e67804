import { DAY, MINUTE } from '../clock.js';
import { mix } from '../random.js';
import { hourTable, minuteTable } from './shapes.js';
import type { Stream } from './stream.js';
import { METRICS } from './stream.js';

/** Read once: in a Node vm context, which test runners use, accessing a global is slow. */
const { floor, max, min } = Math;

const MINUTES = DAY / MINUTE;
const UINT32 = 2 ** 32;
/** January 1, 1970 was a Thursday. */
const THURSDAY = 4;

/** The usage of a day relative to a working day. */
function dayFactor(stream: Stream, day: number): number {
  const weekday = (day + THURSDAY) % 7;
  const share = weekday === 0 || weekday === 6 ? stream.weekend : 1;
  const grown = 1 + (stream.growth * max(0, day - floor(stream.growsFrom / DAY))) / 365;
  return grown * share * (0.7 + (0.6 * mix(stream.number, day, 1)) / UINT32);
}

/**
 * Measures one stream. Every amount is the difference of two cumulative amounts of a day, so 60 minutes always
 * add up to their hour, and 24 hours to their day. The last day and hour are cached because the buckets of a report
 * are in order.
 */
export class Meter {
  #day = NaN;
  #hour = NaN;
  #hours = hourTable('office', 0);
  #minutes = minuteTable(0);
  readonly #totals = new Float64Array(METRICS.length);
  readonly #before = new Float64Array(METRICS.length);
  readonly #after = new Float64Array(METRICS.length);

  constructor(private readonly stream: Stream) {}

  /** Adds the usage between two times, both rounded down to full minutes, to a row of sums. */
  add(sums: Float64Array, at: number, from: number, to: number): void {
    const start = floor(max(from, this.stream.from) / MINUTE);
    const end = floor(min(to, this.stream.until) / MINUTE);
    for (let day = floor(start / MINUTES); day * MINUTES < end; day += 1) {
      const first = max(0, start - day * MINUTES);
      const last = min(MINUTES, end - day * MINUTES);
      if (first >= last) continue;
      this.#goToDay(day);
      this.#addUntil(sums, at, first, -1);
      this.#addUntil(sums, at, last, 1);
    }
  }

  /** Adds, or subtracts, the cumulative usage at a minute of the day. */
  #addUntil(sums: Float64Array, at: number, minute: number, sign: 1 | -1): void {
    if (minute === 0) return;
    if (minute < MINUTES) this.#goToHour(floor(minute / 60));
    const share =
      minute < MINUTES ? (this.#minutes[minute % 60] as number) / (this.#minutes[60] as number) : 0;
    for (let metric = 0; metric < METRICS.length; metric += 1) {
      const before = this.#before[metric] as number;
      const come =
        minute === MINUTES
          ? (this.#totals[metric] as number)
          : before + floor(((this.#after[metric] as number) - before) * share);
      sums[at + metric] = (sums[at + metric] as number) + sign * come;
    }
  }

  #goToDay(day: number): void {
    if (day === this.#day) return;
    this.#day = day;
    this.#hour = NaN;
    const { number, daily, shape } = this.stream;
    const factor = dayFactor(this.stream, day) * (this.stream.revision?.(day) ?? 1);
    this.#hours = hourTable(shape, mix(number, day, 2));
    daily.forEach((ordinary, metric) => {
      const chance = mix(number, day, metric, 4) / UINT32;
      this.#totals[metric] = ordinary === 0 || factor === 0 ? 0 : floor(ordinary * factor + chance);
    });
  }

  #goToHour(hour: number): void {
    if (hour === this.#hour) return;
    this.#hour = hour;
    this.#minutes = minuteTable(mix(this.stream.number, this.#day, hour, 3));
    const all = this.#hours[24] as number;
    for (let metric = 0; metric < METRICS.length; metric += 1) {
      const total = this.#totals[metric] as number;
      this.#before[metric] = floor((total * (this.#hours[hour] as number)) / all);
      this.#after[metric] = floor((total * (this.#hours[hour + 1] as number)) / all);
    }
  }
}

/** The usage of a stream between two times, in the order of `METRICS`. */
export function usageOf(stream: Stream, from: number, to: number): Float64Array {
  const amounts = new Float64Array(METRICS.length);
  new Meter(stream).add(amounts, 0, from, to);
  return amounts;
}
