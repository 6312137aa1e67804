/** An error makes a file invalid; a warning is something that FOCUS recommends, or that is probably wrong. */
export type Severity = 'error' | 'warning';

/** Something that FOCUS requires or recommends. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** What it requires. */
  readonly requires: string;
}

/** One place where a rule does not hold. */
export interface Place {
  /** The row, counted from 1 without the header; not set where it is about the whole file. */
  readonly row?: number;
  /** The value, shortened. */
  readonly value?: string;
}

/** A rule that does not hold, in one column. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly column?: string;
  /** What is wrong, and what to do. */
  readonly message: string;
  /** In how many rows. */
  readonly count: number;
  /** The first rows of them. */
  readonly places: readonly Place[];
}

/** What is reported of one row. */
export interface Problem {
  readonly column?: string;
  readonly message: string;
  readonly row?: number;
  readonly value?: string | null;
}

const MAX_VALUE = 80;

const shorten = (text: string): string =>
  text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;

/** Findings in memory of a constant size: one for each rule and column, with the first places of each. */
export class Findings {
  readonly #found = new Map<string, Finding & { count: number; places: Place[] }>();
  readonly #counts = { error: 0, warning: 0 };
  #left = 0;

  /**
   * @param maxPlaces - places that are kept of each finding
   * @param maxFindings - findings that are kept; further ones are counted
   */
  constructor(
    private readonly maxPlaces = 5,
    private readonly maxFindings = 500,
  ) {}

  /** Adds a place where a rule does not hold. */
  add({ id, severity }: Rule, { column, message, row, value }: Problem): void {
    this.#counts[severity] += 1;
    const key = `${id} ${column ?? ''}`;
    const found = this.#found.get(key);
    const place: Place = {
      ...(row !== undefined && { row }),
      ...(typeof value === 'string' && { value: shorten(value) }),
    };
    if (found) {
      found.count += 1;
      if (found.places.length < this.maxPlaces) found.places.push(place);
      return;
    }
    if (this.#found.size >= this.maxFindings) {
      this.#left += 1;
      return;
    }
    this.#found.set(key, {
      rule: id,
      severity,
      ...(column !== undefined && { column: shorten(column) }),
      message,
      count: 1,
      places: [place],
    });
  }

  /** How many places there are of each severity, with those that are not kept. */
  get counts(): Readonly<Record<Severity, number>> {
    return { ...this.#counts };
  }

  /** Places that are counted and have no finding, because there are too many. */
  get left(): number {
    return this.#left;
  }

  /** Errors first, in the order in which they were found. */
  list(): Finding[] {
    const all = [...this.#found.values()];
    return [
      ...all.filter(({ severity }) => severity === 'error'),
      ...all.filter(({ severity }) => severity === 'warning'),
    ];
  }
}

/** Declares a rule whose violation makes a file invalid. */
export const error = (id: string, requires: string): Rule => ({ id, severity: 'error', requires });

/** Declares a rule that is recommended. */
export const warning = (id: string, requires: string): Rule => ({ id, severity: 'warning', requires });
