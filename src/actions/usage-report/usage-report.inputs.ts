import { IsArray, IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import {
  Describe,
  IdList,
  IsDateTime,
  IsDay,
  ListOf,
  Optional,
  Rule,
  action,
  msg,
} from '../../kit/catalog/index.js';
import { PageInput } from '../shared.inputs.js';

/** Widths of a usage bucket. */
export const BUCKET_WIDTHS = ['1d', '1h', '1m'] as const;

/** Dimensions that usage can be grouped by. */
export const USAGE_GROUP_BY = [
  'account_id',
  'api_key_id',
  'context_window',
  'inference_geo',
  'model',
  'service_account_id',
  'service_tier',
  'speed',
  'workspace_id',
] as const;

/** Context window sizes with different prices. */
export const CONTEXT_WINDOWS = ['0-200k', '200k-1M'] as const;

/** Where inference ran. */
export const INFERENCE_GEOS = ['global', 'not_available', 'us'] as const;

/** Service tiers of requests. */
export const SERVICE_TIERS = [
  'batch',
  'flex',
  'flex_discount',
  'priority',
  'priority_on_demand',
  'standard',
] as const;

/** Speeds of inference. */
export const SPEEDS = ['fast', 'standard'] as const;

/** The time range of a bucketed report. */
export class ReportWindowInput extends PageInput {
  @IsDateTime()
  @Describe('Start of the time range, inclusive, RFC 3339; rounded down to the start of its bucket in UTC.', {
    examples: ['2026-11-01T00:00:00Z'],
  })
  starting_at: string;

  @Optional()
  @Rule(
    'must be after starting_at',
    (end, { starting_at }) => !(Date.parse(String(end)) <= Date.parse(String(starting_at))),
  )
  @IsDateTime()
  @Describe('End of the time range, exclusive, RFC 3339. Defaults to now.')
  ending_at?: string;

  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('Number of time buckets to return (not rows), 1 to 1000.')
  limit?: number;
}

/** Input of `usage_report_messages`. */
export class UsageReportMessagesInput extends ReportWindowInput {
  @Optional()
  @IsIn([...BUCKET_WIDTHS])
  @Describe('Width of a bucket. If limit is omitted: 7 buckets of 1d, 24 of 1h, 60 of 1m.', { default: '1d' })
  bucket_width?: (typeof BUCKET_WIDTHS)[number];

  @Optional()
  @ListOf(USAGE_GROUP_BY)
  @Describe('Dimensions to group by, at most 5; the other dimensions are null in the rows.')
  group_by?: (typeof USAGE_GROUP_BY)[number][];

  @Optional()
  @IdList()
  @Describe(msg`Only usage by these accounts, from ${action('users_list')}.`)
  account_ids?: string[];

  @Optional()
  @IdList()
  @Describe(msg`Only usage by these API keys, from ${action('api_keys_list')}.`)
  api_key_ids?: string[];

  @Optional()
  @ListOf(CONTEXT_WINDOWS)
  @Describe('Only usage with these context windows.')
  context_window?: (typeof CONTEXT_WINDOWS)[number][];

  @Optional()
  @ListOf(INFERENCE_GEOS)
  @Describe('Only inference that ran in these geos.')
  inference_geos?: (typeof INFERENCE_GEOS)[number][];

  @Optional()
  @IsArray()
  @IsString({ each: true })
  @Describe('Only usage of these models, by model id.')
  models?: string[];

  @Optional()
  @IdList()
  @Describe('Only usage by these service accounts.')
  service_account_ids?: string[];

  @Optional()
  @ListOf(SERVICE_TIERS)
  @Describe('Only usage in these service tiers.')
  service_tiers?: (typeof SERVICE_TIERS)[number][];

  @Optional()
  @ListOf(SPEEDS)
  @Describe('Only usage at these speeds.')
  speeds?: (typeof SPEEDS)[number][];

  @Optional()
  @IdList()
  @Describe(msg`Only usage in these workspaces, from ${action('workspaces_list')}.`)
  workspace_ids?: string[];
}

/** Input of `usage_report_claude_code`. */
export class UsageReportClaudeCodeInput extends PageInput {
  @IsDay()
  @Describe('The UTC day to report on, or the first one of a range, YYYY-MM-DD.', {
    examples: ['2026-11-01'],
  })
  starting_at: string;

  @Optional()
  @Rule(
    'must be after starting_at',
    (end, { starting_at }) => !(Date.parse(String(end)) <= Date.parse(String(starting_at))),
  )
  @IsDay()
  @Describe(
    'End of a range of days, exclusive, YYYY-MM-DD: 2026-12-01 includes November 30. If omitted, the report is of one day.',
    { examples: ['2026-12-01'] },
  )
  ending_at?: string;

  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('Records to return, 1 to 1000.', { default: 20 })
  limit?: number;
}
