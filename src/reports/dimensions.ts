import type { Cents } from '../kit/catalog/money.js';

/** What spend can be grouped by. */
export const SPEND_DIMENSIONS = [
  'model',
  'workspace',
  'api_key',
  'actor',
  'product',
  'token_type',
  'cost_type',
  'service_tier',
  'inference_geo',
  'context_window',
  'speed',
] as const;

/** What spend can be grouped by. */
export type SpendDimension = (typeof SPEND_DIMENSIONS)[number];

/** The words in place of an id where a report returns null. */
export const NULL_WORDS = ['default_workspace', 'console', 'unattributed'] as const;

/** Values of the dimensions of a fact: an id, a value of the API, or one of `NULL_WORDS`. */
export type SpendGroup = Readonly<Partial<Record<SpendDimension, string>>>;

/** The kinds of tokens, as reports of cost name them. */
export const TOKEN_TYPES = [
  'uncached_input_tokens',
  'cache_read_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'cache_creation.ephemeral_1h_input_tokens',
  'output_tokens',
] as const;

/** A kind of tokens. */
export type TokenType = (typeof TOKEN_TYPES)[number];

/** Tokens by kind. */
export type Tokens = Readonly<Partial<Record<TokenType, number>>>;

/** One row of a source: what it says of one combination of dimensions in one time bucket. */
export interface SpendFact {
  /** Start of its bucket, epoch milliseconds. */
  readonly at: number;
  readonly group: SpendGroup;
  /** Names of ids in the group, where the source has them. */
  readonly names?: SpendGroup;
  readonly amount?: Cents;
  readonly listAmount?: Cents;
  readonly tokens?: Tokens;
  readonly requests?: number;
}

/** The field of the API's reports that has a dimension. */
export const REPORT_FIELD: Readonly<Record<SpendDimension, string>> = {
  model: 'model',
  workspace: 'workspace_id',
  api_key: 'api_key_id',
  actor: 'actor',
  product: 'product',
  token_type: 'token_type',
  cost_type: 'cost_type',
  service_tier: 'service_tier',
  inference_geo: 'inference_geo',
  context_window: 'context_window',
  speed: 'speed',
};

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
