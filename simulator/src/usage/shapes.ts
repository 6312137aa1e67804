import { mix } from '../random.js';
import type { DayShape } from './stream.js';

const VARIANTS = 4;
const MINUTE_VARIANTS = 16;

const HOURS: Readonly<Record<DayShape, readonly number[]>> = {
  office: [2, 1, 1, 1, 1, 2, 5, 12, 24, 33, 36, 34, 26, 31, 36, 37, 33, 25, 15, 10, 7, 5, 4, 3],
  night: [26, 34, 38, 36, 30, 18, 6, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 4, 5, 7, 9, 12, 18],
  steady: [15, 14, 14, 14, 14, 15, 16, 17, 18, 19, 20, 20, 20, 20, 20, 20, 19, 19, 18, 18, 17, 17, 16, 16],
};

function cumulative(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length + 1);
  weights.forEach((weight, index) => (sums[index + 1] = (sums[index] as number) + weight));
  return sums;
}

const varied = (weights: readonly number[], variant: number): Float64Array =>
  cumulative(weights.map((weight, hour) => weight * (80 + (mix(variant, hour) % 41))));

const variantsOf = (shape: DayShape): Float64Array[] =>
  Array.from({ length: VARIANTS }, (_, variant) => varied(HOURS[shape], variant));

const HOUR_TABLES: Readonly<Record<DayShape, readonly Float64Array[]>> = {
  office: variantsOf('office'),
  night: variantsOf('night'),
  steady: variantsOf('steady'),
};

const MINUTE_TABLES: readonly Float64Array[] = Array.from({ length: MINUTE_VARIANTS }, (_, variant) =>
  cumulative(Array.from({ length: 60 }, (_unused, minute) => 1 + (mix(variant, minute, 60) % 9))),
);

/** The cumulative weights of the hours of a day; the last one is the total. */
export function hourTable(shape: DayShape, chance: number): Float64Array {
  return HOUR_TABLES[shape][chance % VARIANTS] as Float64Array;
}

/** The cumulative weights of the minutes of an hour; the last one is the total. */
export function minuteTable(chance: number): Float64Array {
  return MINUTE_TABLES[chance % MINUTE_VARIANTS] as Float64Array;
}
