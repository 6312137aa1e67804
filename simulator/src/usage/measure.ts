import { DAY, MINUTE } from '../clock.js';
import { mix } from '../random.js';
import { hourTable, minuteTable } from './shapes.js';
import type { Stream } from './stream.js';
import { METRICS } from './stream.js';

const MINUTES = DAY / MINUTE;
const UINT32 = 2 ** 32;
/** January 1, 1970 was a Thursday. */
const THURSDAY = 4;

/** How much more or less than an ordinary working day a day has. */
function dayFactor(stream: Stream, day: number): number {
  const weekday = (day + THURSDAY) % 7;
  const share = weekday === 0 || weekday === 6 ? stream.weekend : 1;
  const grown = 1 + (stream.growth * Math.max(0, day - Math.floor(stream.growsFrom / DAY))) / 365;
  return grown * share * (0.7 + (0.6 * mix(stream.number, day, 1)) / UINT32);
}

/**
 * The part of a day's amount that has come by a minute of it. Every bucket is the difference of two such
 * parts, so that 60 minutes always make their hour, and 24 hours their day.
 */
function partBy(total: number, minute: number, hours: Float64Array, minutes: Float64Array): number {
  const hour = Math.floor(minute / 60);
  const all = hours[24] as number;
  const before = Math.floor((total * (hours[hour] as number)) / all);
  const rest = minute % 60;
  if (rest === 0) return before;
  const after = Math.floor((total * (hours[hour + 1] as number)) / all);
  return before + Math.floor(((after - before) * (minutes[rest] as number)) / (minutes[60] as number));
}

function addDay(sums: Float64Array, at: number, stream: Stream, day: number, from: number, to: number): void {
  const factor = dayFactor(stream, day);
  const whole = from === 0 && to === MINUTES;
  const hours = hourTable(stream.shape, mix(stream.number, day, 2));
  const first = minuteTable(mix(stream.number, day, Math.floor(from / 60), 3));
  const last = minuteTable(mix(stream.number, day, Math.floor(to / 60), 3));
  for (let metric = 0; metric < METRICS.length; metric += 1) {
    const ordinary = stream.daily[metric] as number;
    if (ordinary === 0) continue;
    const total = Math.floor(ordinary * factor + mix(stream.number, day, metric, 4) / UINT32);
    const amount = whole ? total : partBy(total, to, hours, last) - partBy(total, from, hours, first);
    sums[at + metric] = (sums[at + metric] as number) + amount;
  }
}

/** Adds what a stream used from one time to another, both cut down to full minutes, to a row of sums. */
export function addUsage(sums: Float64Array, at: number, stream: Stream, from: number, to: number): void {
  const start = Math.floor(Math.max(from, stream.from) / MINUTE);
  const end = Math.floor(Math.min(to, stream.until) / MINUTE);
  for (let day = Math.floor(start / MINUTES); day * MINUTES < end; day += 1) {
    const first = Math.max(0, start - day * MINUTES);
    const last = Math.min(MINUTES, end - day * MINUTES);
    if (first < last) addDay(sums, at, stream, day, first, last);
  }
}
