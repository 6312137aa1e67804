import type { ListCut } from '../../kit/catalog/index.js';
import type { SpendDimension, SpendFact } from '../../reports/dimensions.js';
import type { SpendBucket, TimeRange } from '../../reports/spend-range.js';

/** Filters by the field of the input, as the analytics reports name them. */
export interface SpendFilters {
  readonly models?: readonly string[];
  readonly workspace_ids?: readonly string[];
  readonly api_key_ids?: readonly string[];
  readonly actor_ids?: readonly string[];
  readonly products?: readonly string[];
  readonly service_tiers?: readonly string[];
  readonly inference_geos?: readonly string[];
  readonly context_windows?: readonly string[];
  readonly speeds?: readonly string[];
}

/** The dimension that a filter chooses from. */
export const FILTERED: Readonly<Record<keyof SpendFilters, SpendDimension>> = {
  models: 'model',
  workspace_ids: 'workspace',
  api_key_ids: 'api_key',
  actor_ids: 'actor',
  products: 'product',
  service_tiers: 'service_tier',
  inference_geos: 'inference_geo',
  context_windows: 'context_window',
  speeds: 'speed',
};

/** The names of all filters. */
export const FILTERS = Object.keys(FILTERED) as readonly (keyof SpendFilters)[];

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
