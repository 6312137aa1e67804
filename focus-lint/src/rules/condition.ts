import type { Row } from '../row.js';

/** Something that holds of a row or not. */
export interface Condition {
  /** The columns that it reads. */
  readonly needs: readonly string[];
  /** When, as a part of a sentence. */
  readonly says: string;
  holds(row: Row): boolean;
}

const condition = (needs: readonly string[], says: string, holds: (row: Row) => boolean): Condition => ({
  needs,
  says,
  holds,
});

const isCharged = (row: Row): boolean => ['Usage', 'Purchase'].includes(row.text('ChargeCategory') ?? '');
const isCorrection = (row: Row): boolean => row.text('ChargeClass') === 'Correction';
const isUnused = (row: Row): boolean => row.text('CommitmentDiscountStatus') === 'Unused';

/** A usage or purchase that corrects nothing. */
export const CHARGED = condition(
  ['ChargeCategory', 'ChargeClass'],
  'ChargeCategory is Usage or Purchase and ChargeClass is null',
  (row) => isCharged(row) && !isCorrection(row),
);

/** A usage that corrects nothing and took place. */
export const USED = condition(
  ['ChargeCategory', 'ChargeClass'],
  'ChargeCategory is Usage and ChargeClass is null',
  (row) => row.text('ChargeCategory') === 'Usage' && !isCorrection(row) && !isUnused(row),
);

/** A usage of a commitment. */
export const COMMITTED_USE = (id: string): Condition =>
  condition(
    ['ChargeCategory', id],
    `ChargeCategory is Usage and ${id} is not null`,
    (row) => row.text('ChargeCategory') === 'Usage' && row.text(id) !== null,
  );

/** A charge that is no usage. */
export const NOT_USAGE = condition(
  ['ChargeCategory'],
  'ChargeCategory is not Usage',
  (row) => row.text('ChargeCategory') !== 'Usage',
);

/** A commitment that was not used. */
export const UNUSED = condition(['CommitmentDiscountStatus'], 'CommitmentDiscountStatus is Unused', isUnused);

/** A tax. */
export const TAX = condition(
  ['ChargeCategory'],
  'ChargeCategory is Tax',
  (row) => row.text('ChargeCategory') === 'Tax',
);

/** A column that is null. */
export const without = (column: string): Condition =>
  condition([column], `${column} is null`, (row) => row.text(column) === null);

/** A column that is not null. */
export const having = (column: string): Condition =>
  condition([column], `${column} is not null`, (row) => row.text(column) !== null);
