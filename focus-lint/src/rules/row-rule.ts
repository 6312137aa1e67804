import type { Rule } from '../findings.js';
import type { Row } from '../row.js';

/** A rule about several columns of a row. */
export interface RowRule {
  readonly rule: Rule;
  /** The column that is reported. */
  readonly column: string;
  /** The columns that a file must have for the rule to apply. */
  readonly needs: readonly string[];
  /** The first version that has it; every version if not set. */
  readonly since?: string;
  /** What is wrong with a row, if anything. */
  readonly check: (row: Row) => string | undefined;
}

/** Declares such a rule. */
export const rowRule = (
  rule: Rule,
  column: string,
  needs: readonly string[],
  check: RowRule['check'],
  since?: string,
): RowRule => ({ rule, column, needs, check, ...(since !== undefined && { since }) });
