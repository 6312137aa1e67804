/** A series of a chart, such as one model: its values in the order of the bars. */
export interface Series {
  readonly id: string;
  readonly name: string;
  readonly values: readonly number[];
  /** The rest of what has no series of its own: gray. */
  readonly isOther?: boolean;
}

/** The most series that a chart tells apart by color; the others are one series. */
export const MOST_SERIES = 8;

/** The color of a series, by its place. */
export const colorOf = ({ isOther }: Series, index: number): string =>
  isOther === true ? 'var(--series-other)' : `var(--series-${(index % MOST_SERIES) + 1})`;
