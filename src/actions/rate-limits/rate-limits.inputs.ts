import { IsIn, IsInt, Length, Max, Min } from 'class-validator';
import { Describe, Nullable, Optional } from '../../kit/catalog/index.js';
import { PageCursorInput } from '../shared.inputs.js';

/** What a group of rate limits is about: a family of models, or a surface of the API. */
export const RATE_LIMIT_GROUPS = [
  'batch',
  'files',
  'model_group',
  'skills',
  'token_count',
  'web_search',
] as const;

/** A list of rate limits; it comes whole where `limit` is left out. */
export class RateLimitPageInput extends PageCursorInput {
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('How many groups a page holds, 1 to 1000. Left out, all of them come in one page.')
  limit?: number;

  @Nullable()
  @IsIn([...RATE_LIMIT_GROUPS])
  @Describe('Only groups of this type: model_group for models, the others for surfaces of the API.')
  group_type?: (typeof RATE_LIMIT_GROUPS)[number] | null;
}

/** Input of `rate_limits_list`. */
export class RateLimitsListInput extends RateLimitPageInput {
  @Nullable()
  @Length(1, 256)
  @Describe('Only the group of this model, by full name or alias; an unknown model is not found.', {
    examples: ['claude-opus-5'],
  })
  model?: string | null;
}
