import type { ListCut } from '../../kit/catalog/index.js';
import type { SpendDimension, SpendFact, SpendFilters } from '../../reports/dimensions.js';
import type { SpendBucket, TimeRange } from '../../reports/spend-range.js';

/** Which facts an answer is made of. */
export interface FactsAsked {
  readonly range: TimeRange;
  /** Facts need not be finer than these. */
  readonly bucket: SpendBucket;
  readonly dimensions: readonly SpendDimension[];
  readonly filters: SpendFilters;
  /** Whether costs are needed, from the report of costs. */
  readonly cost: boolean;
  /** Whether list prices are needed, which only some sources have. */
  readonly listCost: boolean;
  /** Whether tokens or requests are needed, from the report of usage. */
  readonly usage: boolean;
  readonly requests: boolean;
  /** What was known at this moment, epoch milliseconds: from the ledger of the host only. */
  readonly asOf?: number;
}

/** Where facts come from. */
export type SpendSource = 'analytics' | 'ledger' | 'ledger_and_analytics' | 'legacy';

/** Facts, and what is known of them. */
export interface FactsRead {
  readonly facts: readonly SpendFact[];
  readonly source: SpendSource;
  /** Why this source, one sentence. */
  readonly why: string;
  /** Until when the source has complete data, epoch milliseconds; undefined where it does not say. */
  readonly refreshedAt?: number;
  /** Set where facts are missing. */
  readonly cut?: ListCut;
}

/** Waits for all, then throws the first failure: nothing goes on after the action has ended. */
export async function allOf<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(work);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<T>).value);
}
