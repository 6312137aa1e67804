import type { ActionOwner } from '../kit/catalog/index.js';
import type { CellDimension, SpendCell } from './cells.js';

/** The name under which a host offers its ledger: the option `sources: { spend_ledger }`. */
export const SPEND_LEDGER = 'spend_ledger';

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

/** What a host keeps of cost and usage. The same question has the same answer as from the API. */
export interface SpendLedger {
  /** What is held of a connection; undefined where it is nothing. */
  coverage(owner: ActionOwner): Promise<LedgerCoverage | undefined>;
  /** Yields the cells of a range that is covered, in any order. */
  cells(owner: ActionOwner, asked: LedgerAsked): AsyncIterable<SpendCell>;
}
