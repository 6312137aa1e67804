/** The kinds of rate-limit groups. */
export const GROUP_TYPES = ['batch', 'files', 'model_group', 'skills', 'token_count', 'web_search'] as const;

/** A kind of rate-limit group. */
export type GroupType = (typeof GROUP_TYPES)[number];

/** What a rate limit counts (`WorkspaceRateLimitType`). */
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

/** One of the things that a rate limit counts. */
export type LimiterType = (typeof LIMITER_TYPES)[number];

/** The limits of one group of models or of one part of the API. */
export interface RateLimit {
  readonly id: string;
  readonly group: { readonly id: string; readonly type: GroupType; readonly display_name?: string };
  readonly limits: readonly { readonly type: LimiterType; readonly value: number }[];
  /** The models of a model group; null for any other group. */
  readonly models: readonly string[] | null;
}
