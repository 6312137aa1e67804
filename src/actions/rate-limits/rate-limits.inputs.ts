import { IsIn, IsInt, Length, Max, Min } from 'class-validator';
import { Describe, Nullable, Optional } from '../../kit/catalog/index.js';
import { PageCursorInput } from '../shared.inputs.js';

/** What a group of rate limits covers: a model family, or a feature of the API. */
export const RATE_LIMIT_GROUPS = [
  'batch',
  'files',
  'model_group',
  'skills',
  'token_count',
  'web_search',
] as const;

/** A list of rate limits; returned in one page if `limit` is omitted. */
export class RateLimitPageInput extends PageCursorInput {
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('Groups per page, 1 to 1000. If omitted, all groups are returned in one page.')
  limit?: number;

  @Nullable()
  @IsIn([...RATE_LIMIT_GROUPS])
  @Describe('Only groups of this type: model_group for models, the others for API features.')
  group_type?: (typeof RATE_LIMIT_GROUPS)[number] | null;
}

/** Input of `rate_limits_list`. */
export class RateLimitsListInput extends RateLimitPageInput {
  @Nullable()
  @Length(1, 256)
  @Describe('Only the group of this model, by full name or alias; an unknown model returns not_found.', {
    examples: ['claude-opus-5'],
  })
  model?: string | null;
}
