/** A value of NDJSON that is no string. */
export interface Typed {
  readonly kind: 'number' | 'boolean' | 'json';
  /** As it is written in the file. */
  readonly text: string;
}

/** A value of a row: a text, null, or what NDJSON has beside texts. */
export type Cell = string | Typed | null;

/** The text of a value; null where there is none, also for an empty text. */
export const textOf = (cell: Cell | undefined): string | null =>
  cell === undefined || cell === null || cell === '' ? null : typeof cell === 'string' ? cell : cell.text;

/** The columns of a file, with the place of each. */
export type Header = ReadonlyMap<string, number>;

/** One row of a file. */
export class Row {
  /**
   * @param number - counted from 1, without the header
   */
  constructor(
    private readonly header: Header,
    readonly cells: readonly Cell[],
    readonly number: number,
  ) {}

  /** The text of a value; null where there is none. */
  text(column: string): string | null {
    const place = this.header.get(column);
    return place === undefined ? null : textOf(this.cells[place]);
  }
}
