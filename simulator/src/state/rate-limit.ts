/** The types of rate limit groups. */
export const GROUP_TYPES = ['batch', 'files', 'model_group', 'skills', 'token_count', 'web_search'] as const;

/** A type of rate limit group. */
export type GroupType = (typeof GROUP_TYPES)[number];

/** The types of limiters (`WorkspaceRateLimitType`). */
export const LIMITER_TYPES = [
  'fast_itpmca',
  'fast_otpm',
  'input_tokens_per_minute',
  'input_tokens_per_minute_cache_aware',
  'output_tokens_per_minute',
  'requests_per_minute',
  'tokens_per_day',
  'tokens_per_minute',
  'tool_uses_per_second',
] as const;

/** A type of limiter. */
export type LimiterType = (typeof LIMITER_TYPES)[number];

/** The limits of a model group or of a part of the API. */
export interface RateLimit {
  readonly id: string;
  readonly group: { readonly id: string; readonly type: GroupType; readonly display_name?: string };
  readonly limits: readonly { readonly type: LimiterType; readonly value: number }[];
  /** The models of a model group; null for any other group. */
  readonly models: readonly string[] | null;
}
