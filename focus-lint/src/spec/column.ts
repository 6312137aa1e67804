/** What the values of a column look like. `price` is a decimal that is not negative. */
export type ColumnFormat =
  'closed' | 'currency' | 'decimal' | 'json' | 'keyValue' | 'price' | 'text' | 'time' | 'unit';

/** Whether a file must have a column, should have it, or must have it where its feature is supported. */
export type ColumnLevel = 'mandatory' | 'recommended' | 'conditional';

/** A column of the Cost and Usage dataset. */
export interface Column {
  readonly level: ColumnLevel;
  readonly format: ColumnFormat;
  readonly nullable: boolean;
  /** The version that introduced it. */
  readonly since: string;
  /** The version that no longer has it. */
  readonly until?: string;
  /** The column that took its place. */
  readonly successor?: string;
  /** All values that are allowed. */
  readonly values?: readonly string[];
}

type Rest = Partial<Pick<Column, 'nullable' | 'until' | 'successor' | 'values'>>;

const declare =
  (level: ColumnLevel) =>
  (format: ColumnFormat, since: string, rest: Rest = {}): Column => ({
    level,
    format,
    since,
    nullable: false,
    ...rest,
  });

/** A column that every file must have. */
export const mandatory = declare('mandatory');
/** A column that a file should have. */
export const recommended = declare('recommended');
/** A column that a file must have where the provider supports its feature. */
export const conditional = declare('conditional');
