import type { SpendDimension, SpendFact, SpendGroup } from './dimensions.js';
import type { TimeRange } from './spend-range.js';
import { SpendSums, type SpendMeasure } from './spend-sums.js';

/** What the rows of an answer are made by. */
export interface RowsAsked {
  /** In order, without gaps. */
  readonly buckets: readonly TimeRange[];
  readonly dimensions: readonly SpendDimension[];
  /** Groups are ranked by it, over all buckets. */
  readonly rankedBy: SpendMeasure;
  /** How many groups have rows of their own; those of all others are one. */
  readonly top: number;
}

/** One group in one bucket. */
export interface SpendRow {
  readonly bucket: TimeRange;
  /** Absent in the row of all other groups. */
  readonly group?: SpendGroup;
  readonly names: SpendGroup;
  readonly sums: SpendSums;
}

/** The rows of an answer, and what is in them. */
export interface SpendRows {
  readonly rows: readonly SpendRow[];
  readonly totals: SpendSums;
  /** How many groups there are. */
  readonly groups: number;
}

interface Group {
  readonly group: SpendGroup;
  names: SpendGroup;
  readonly sums: SpendSums;
  readonly facts: SpendFact[];
}

/** Adds facts up by group and bucket. The rows of a measure add up to its total, whatever they are grouped by. */
export function spendRows(facts: Iterable<SpendFact>, asked: RowsAsked): SpendRows {
  const totals = new SpendSums();
  const groups = new Map<string, Group>();
  for (const fact of facts) {
    totals.add(fact);
    const key = keyOf(fact.group, asked.dimensions);
    const known = groups.get(key);
    const one = known ?? {
      group: pick(fact.group, asked.dimensions),
      names: {},
      sums: new SpendSums(),
      facts: [],
    };
    if (!known) groups.set(key, one);
    if (fact.names) one.names = { ...one.names, ...pick(fact.names, asked.dimensions) };
    one.sums.add(fact);
    one.facts.push(fact);
  }
  const descending = SpendSums.descending(asked.rankedBy);
  const ranked = [...groups].sort(
    ([key, one], [otherKey, other]) => descending(one.sums, other.sums) || (key < otherKey ? -1 : 1),
  );
  const own = ranked.slice(0, asked.top).map(([, group]) => group);
  const rest = ranked.slice(asked.top).flatMap(([, group]) => group.facts);
  return { rows: inBuckets(own, rest, asked), totals, groups: groups.size };
}

function inBuckets(own: readonly Group[], rest: readonly SpendFact[], asked: RowsAsked): SpendRow[] {
  const { buckets, dimensions } = asked;
  const split = own.map((one) => ({ ...one, byBucket: byBucket(one.facts, buckets) }));
  const other = byBucket(rest, buckets);
  return buckets.flatMap((bucket, nth): SpendRow[] => {
    const rows = split.flatMap(({ group, names, byBucket }): SpendRow[] => {
      const sums = byBucket.get(nth);
      return sums ? [{ bucket, group, names, sums }] : [];
    });
    const others = other.get(nth);
    if (others) rows.push({ bucket, names: {}, sums: others });
    // A series without groups has a row for each bucket, also for an empty one.
    if (rows.length === 0 && dimensions.length === 0)
      rows.push({ bucket, group: {}, names: {}, sums: new SpendSums() });
    return rows;
  });
}

function byBucket(facts: readonly SpendFact[], buckets: readonly TimeRange[]): Map<number, SpendSums> {
  const sums = new Map<number, SpendSums>();
  for (const fact of facts) {
    const nth = bucketAt(fact.at, buckets);
    const known = sums.get(nth) ?? new SpendSums();
    known.add(fact);
    sums.set(nth, known);
  }
  return sums;
}

/** The bucket of a time; what a source reports a little before the first one is in it. */
function bucketAt(time: number, buckets: readonly TimeRange[]): number {
  let [low, high] = [0, buckets.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (buckets[middle]!.from <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The identity of a group. */
export const keyOf = (group: SpendGroup, dimensions: readonly SpendDimension[]): string =>
  JSON.stringify(dimensions.map((name) => group[name] ?? null));

const pick = (group: SpendGroup, dimensions: readonly SpendDimension[]): SpendGroup =>
  Object.fromEntries(dimensions.flatMap((name) => (group[name] === undefined ? [] : [[name, group[name]]])));
