import { DAY, MINUTE } from '../clock.js';
import { mix } from '../random.js';
import { hourTable, minuteTable } from './shapes.js';
import type { Stream } from './stream.js';
import { METRICS } from './stream.js';

/** Read once: inside a Node vm context, where test runners work, each look at a global is slow. */
const { floor, max, min } = Math;

const MINUTES = DAY / MINUTE;
const UINT32 = 2 ** 32;
/** January 1, 1970 was a Thursday. */
const THURSDAY = 4;

/** How much more or less than an ordinary working day a day has. */
function dayFactor(stream: Stream, day: number): number {
  const weekday = (day + THURSDAY) % 7;
  const share = weekday === 0 || weekday === 6 ? stream.weekend : 1;
  const grown = 1 + (stream.growth * max(0, day - floor(stream.growsFrom / DAY))) / 365;
  return grown * share * (0.7 + (0.6 * mix(stream.number, day, 1)) / UINT32);
}

/**
 * Measures one stream. Every amount is the difference of two parts of a day, so that 60 minutes always make
 * their hour, and 24 hours their day. The last day and hour are remembered, because the buckets of a report
 * come in order.
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

  /** Adds what was used from one time to another, both cut down to full minutes, to a row of sums. */
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

  /** Adds, or takes away, what had come by a minute of the day. */
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
    const factor = dayFactor(this.stream, day);
    this.#hours = hourTable(shape, mix(number, day, 2));
    daily.forEach((ordinary, metric) => {
      const chance = mix(number, day, metric, 4) / UINT32;
      this.#totals[metric] = ordinary === 0 ? 0 : floor(ordinary * factor + chance);
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

/** What a stream used from one time to another, in the order of the metrics. */
export function usageOf(stream: Stream, from: number, to: number): Float64Array {
  const amounts = new Float64Array(METRICS.length);
  new Meter(stream).add(amounts, 0, from, to);
  return amounts;
}
