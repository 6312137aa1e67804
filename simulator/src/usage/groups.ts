import { Meter } from './measure.js';
import type { Stream } from './stream.js';
import { METRICS } from './stream.js';

/** The amounts of one group, in the order of `METRICS`. */
export interface GroupSum<T> {
  readonly group: T;
  readonly amounts: Float64Array;
}

/** Assigns streams to groups once, so each bucket of a report only adds numbers. */
export class Groups<T> {
  readonly #groups: T[] = [];
  readonly #at: Int32Array;
  readonly #meters: readonly Meter[];

  /**
   * @param streams the streams that match the filters of the report
   * @param keyOf returns the group key of a stream
   * @param groupOf returns the group of a stream
   */
  constructor(streams: readonly Stream[], keyOf: (stream: Stream) => string, groupOf: (stream: Stream) => T) {
    const known = new Map<string, number>();
    this.#at = new Int32Array(streams.length);
    this.#meters = streams.map((stream) => new Meter(stream));
    streams.forEach((stream, index) => {
      const key = keyOf(stream);
      let at = known.get(key);
      if (at === undefined) {
        at = this.#groups.push(groupOf(stream)) - 1;
        known.set(key, at);
      }
      this.#at[index] = at * METRICS.length;
    });
  }

  /** The groups with usage between two times. */
  sums(from: number, to: number): GroupSum<T>[] {
    const sums = new Float64Array(this.#groups.length * METRICS.length);
    this.#meters.forEach((meter, index) => meter.add(sums, this.#at[index] as number, from, to));
    return this.#groups
      .map((group, index) => ({
        group,
        amounts: sums.subarray(index * METRICS.length, (index + 1) * METRICS.length),
      }))
      .filter(({ amounts }) => amounts.some((amount) => amount > 0));
  }
}

/** Builds a group key from properties of a stream. */
export function keyFrom(properties: readonly (keyof Stream)[]): (stream: Stream) => string {
  return (stream) => properties.map((property) => String(stream[property])).join('|');
}
