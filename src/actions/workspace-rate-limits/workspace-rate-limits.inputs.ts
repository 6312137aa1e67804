import { IsBoolean, IsIn, IsInt } from 'class-validator';
import { Describe, Id, NestedList, Optional, RequiredOrNull, action, msg } from '../../kit/catalog/index.js';
import { RateLimitPageInput } from '../rate-limits/rate-limits.inputs.js';

/** What a limit counts. */
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

/** One limit of a workspace, as an update sets it. */
export class WorkspaceLimitValue {
  @IsIn([...LIMITER_TYPES])
  @Describe(
    'What is counted. input_tokens_per_minute counts cache reads too, input_tokens_per_minute_cache_aware does not.',
  )
  type: (typeof LIMITER_TYPES)[number];

  @RequiredOrNull()
  @IsInt()
  @Describe('The new limit; null clears it, so that the limit of the organization counts again.')
  value: number | null;
}

/** Input of `workspace_rate_limits_list`. */
export class WorkspaceRateLimitsListInput extends RateLimitPageInput {
  @Id()
  @Describe(msg`Id of the workspace, from ${action('workspaces_list')}.`)
  workspace_id: string;

  @Optional()
  @IsBoolean()
  @Describe('Whether limits inherited from the organization are listed too; source then tells them apart.', {
    default: false,
  })
  include_inherited?: boolean;
}

/** Input of `workspace_rate_limits_update`. */
export class WorkspaceRateLimitsUpdateInput {
  @Id()
  @Describe(
    msg`Id of the workspace, from ${action('workspaces_list')}. The default workspace takes no limits of its own.`,
  )
  workspace_id: string;

  @Id()
  @Describe(
    msg`Id of the entry, from ${action('rate_limits_list')} (id) or ${action('workspace_rate_limits_list')} (rate_limit_id).`,
  )
  rate_limit_id: string;

  @NestedList(() => WorkspaceLimitValue)
  @Describe('The limits to set or to clear; types that are not named stay as they are.')
  limits: WorkspaceLimitValue[];
}
