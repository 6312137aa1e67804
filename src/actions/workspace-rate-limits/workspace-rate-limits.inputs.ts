import { IsBoolean, IsIn, IsInt } from 'class-validator';
import { Describe, Id, NestedList, Optional, RequiredOrNull, action, msg } from '../../kit/catalog/index.js';
import { RateLimitPageInput } from '../rate-limits/rate-limits.inputs.js';

/** Types of rate limits. */
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

/** One limit of a workspace in an update. */
export class WorkspaceLimitValue {
  @IsIn([...LIMITER_TYPES])
  @Describe(
    'Type of the limit. input_tokens_per_minute counts cache reads, input_tokens_per_minute_cache_aware does not.',
  )
  type: (typeof LIMITER_TYPES)[number];

  @RequiredOrNull()
  @IsInt()
  @Describe('The new limit; null clears it, so the limit of the organization applies again.')
  value: number | null;
}

/** Input of `workspace_rate_limits_list`. */
export class WorkspaceRateLimitsListInput extends RateLimitPageInput {
  @Id()
  @Describe(msg`Id of the workspace, from ${action('workspaces_list')}.`)
  workspace_id: string;

  @Optional()
  @IsBoolean()
  @Describe('Whether to include limits inherited from the organization; source then distinguishes them.', {
    default: false,
  })
  include_inherited?: boolean;
}

/** Input of `workspace_rate_limits_update`. */
export class WorkspaceRateLimitsUpdateInput {
  @Id()
  @Describe(
    msg`Id of the workspace, from ${action('workspaces_list')}. The default workspace cannot have limits of its own.`,
  )
  workspace_id: string;

  @Id()
  @Describe(
    msg`Id of the entry, from ${action('rate_limits_list')} (id) or ${action('workspace_rate_limits_list')} (rate_limit_id).`,
  )
  rate_limit_id: string;

  @NestedList(() => WorkspaceLimitValue)
  @Describe('The limits to set or clear; other types remain unchanged.')
  limits: WorkspaceLimitValue[];
}
