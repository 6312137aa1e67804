import { ActionRefusal, type ActionOwner } from '../kit/catalog/index.js';
import type { CellActor, CellDimension, SpendCell } from './cells.js';

/** The name under which a host offers its ledger: the option `sources: { spend_ledger }`. */
export const SPEND_LEDGER = 'spend_ledger';

/** The most cells that one answer is made of: all of them are in memory, as the pages of a report are. */
export const MOST_CELLS = 200_000;

/** The refusal of a question that takes more cells. */
export const tooManyCells = (): ActionRefusal =>
  new ActionRefusal(
    `The ledger holds more than ${MOST_CELLS.toLocaleString('en-US')} cells of this question, which is more than one answer is made of.`,
    'Ask for fewer dimensions in group_by, for a shorter range, or with a filter such as workspace_ids.',
  );

/** What a ledger holds of a connection. Times are epoch milliseconds. */
export interface LedgerCoverage {
  /** Start of the first day that it holds. */
  readonly from: number;
  /** End of the last hour or day that it holds; what comes after is asked of the API. */
  readonly until: number;
  /** Start of the first day of which it holds hours; undefined where it holds days only. */
  readonly hoursFrom?: number;
  /** Until when the data of the API was complete at the last sync. */
  readonly refreshedAt: number;
  /** The dimensions of its cells. */
  readonly dimensions: readonly CellDimension[];
}

/** Which cells are read. Times are epoch milliseconds, at the borders of days or, by the hour, of hours. */
export interface LedgerAsked {
  readonly from: number;
  readonly until: number;
  readonly width: '1d' | '1h';
  /**
   * The dimensions that are needed. A ledger may return cells that are split by more, or by these alone, which are fewer; a
   * dimension that is not needed may be null.
   */
  readonly dimensions: readonly CellDimension[];
  /** What is needed of the cost and token types; without it, cells may add up all of them. */
  readonly byType: boolean;
  /** The cells as they were known at this moment, epoch milliseconds. */
  readonly asOf?: number;
}

/** What a version says of a cell. */
export interface LedgerValue {
  /** Cents after discounts; null where nothing was reported. */
  readonly amount: string | null;
  /** Cents before discounts. */
  readonly list_amount: string | null;
  readonly quantity: number | null;
}

/** A cell that the API has restated. */
export interface LedgerChange {
  /** When it became known, RFC 3339. */
  readonly known_at: string;
  readonly starting_at: string;
  readonly ending_at: string;
  readonly workspace_id: string | null;
  readonly api_key_id: string | null;
  readonly actor: CellActor | null;
  readonly model: string | null;
  readonly product: string | null;
  readonly cost_type: string | null;
  readonly token_type: string | null;
  /** Null where there was none. */
  readonly before: LedgerValue | null;
  /** Null where there is none any longer. */
  readonly after: LedgerValue | null;
  /** Whether its month was closed. */
  readonly correction: boolean;
}

/** The place of a change in their order: when it became known, the start of its cell, and its combination of dimensions. */
export type LedgerPosition = readonly [knownAt: number, at: number, combination: number];

/** Which changes are read. */
export interface LedgerChangesAsked {
  readonly width: '1d' | '1h';
  /** Only what became known after this moment, epoch milliseconds. */
  readonly since: number;
  /** How many at most. */
  readonly limit: number;
  /** The place of the last change of the page before. */
  readonly after?: LedgerPosition | undefined;
}

/** What a host keeps of cost and usage. The same question has the same answer as from the API. */
export interface SpendLedger {
  /** What is held of a connection; undefined where it is nothing. */
  coverage(owner: ActionOwner): Promise<LedgerCoverage | undefined>;
  /** Yields the cells of a range that is covered, in any order. */
  cells(owner: ActionOwner, asked: LedgerAsked): AsyncIterable<SpendCell>;
  /** Lists what the API has restated, in the order in which it became known; undefined where nothing is held of the connection. */
  changes(
    owner: ActionOwner,
    asked: LedgerChangesAsked,
  ): Promise<readonly (readonly [LedgerChange, LedgerPosition])[] | undefined>;
}
