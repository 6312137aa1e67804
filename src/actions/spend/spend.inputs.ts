import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import {
  Describe,
  IdList,
  IsDateTime,
  IsDay,
  ListOf,
  Optional,
  Rule,
  action,
  all,
  msg,
  type Text,
} from '../../kit/catalog/index.js';
import { RowCursor } from '../../reports/spend-cursor.js';
import { SPEND_DIMENSIONS, type SpendDimension } from '../../reports/dimensions.js';
import { NAMED_RANGES, SPEND_BUCKETS, type NamedRange, type SpendBucket } from '../../reports/spend-range.js';
import { SPEND_MEASURES, type SpendMeasure } from '../../reports/spend-sums.js';
import { DayRangeInput, daysIn } from '../day-range.inputs.js';
import { PRODUCTS } from '../analytics/analytics-values.js';
import {
  CONTEXT_WINDOWS,
  INFERENCE_GEOS,
  SERVICE_TIERS,
  SPEEDS,
} from '../usage-report/usage-report.inputs.js';

const MOST_HOURLY_DAYS = 31;

const Ids = (description: Text): PropertyDecorator =>
  all(Optional(), ArrayMaxSize(100), IdList(), Describe(description));

const OneOf = (values: readonly string[], description: string): PropertyDecorator =>
  all(Optional(), ListOf(values), Describe(description));

/** A list that names no value twice. */
const Once = (): PropertyDecorator => ArrayUnique({ message: '$property must not name a value twice' });

/** Input of `spend_query`. */
export class SpendQueryInput extends DayRangeInput {
  @Optional()
  @Rule('and first_day are mutually exclusive: pass only one', (_, { first_day }) => first_day === undefined)
  @IsIn([...NAMED_RANGES])
  @Describe(
    'The range by its name, in UTC; month_to_date and last_7_days end with today, which is not complete.',
    { default: 'month_to_date' },
  )
  range?: NamedRange;

  @Optional()
  @ArrayMinSize(1)
  @Once()
  @Rule(
    'must not combine requests with group_by token_type or cost_type',
    (measures, { group_by }) =>
      !(
        includes(measures, 'requests') &&
        (includes(group_by, 'token_type') || includes(group_by, 'cost_type'))
      ),
  )
  @ListOf(SPEND_MEASURES)
  @Describe(
    'What to measure: cost after discounts, list_cost before them, tokens by kind, requests. Groups are ranked by the first one.',
    { default: ['cost'] },
  )
  measures?: SpendMeasure[];

  @Optional()
  @Rule(
    `must be coarser for a range of more than ${MOST_HOURLY_DAYS} days`,
    (bucket, { range, first_day, last_day }) =>
      bucket !== 'hour' ||
      (!(daysIn(first_day, last_day) > MOST_HOURLY_DAYS) &&
        range !== 'last_90_days' &&
        range !== 'year_to_date'),
  )
  @IsIn([...SPEND_BUCKETS])
  @Describe(
    'Width of the time buckets of the rows; weeks begin on Monday, and hour allows at most 31 days. none: one row for the whole range.',
    { default: 'none' },
  )
  bucket?: SpendBucket;

  @Optional()
  @ArrayMaxSize(5)
  @Once()
  @ListOf(SPEND_DIMENSIONS)
  @Describe(
    'Dimensions to group the rows by, at most 5; actor is a person, service account or API key. If omitted, the totals only.',
  )
  group_by?: SpendDimension[];

  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('How many groups have rows of their own; all others are added up in a row with is_other.', {
    default: 10,
  })
  top?: number;

  @Optional()
  @IsIn(['previous_period'])
  @Describe(
    'Adds the figures of the period before: of whole months the months before, of month_to_date the same days of the month before, else as many days.',
  )
  compare?: 'previous_period';

  @Optional()
  @IsBoolean()
  @Describe('Whether to add names of workspaces, API keys and members beside their ids.', { default: false })
  resolve_names?: boolean;

  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('Rows per page, 1 to 1000.', { default: 25 })
  limit?: number;

  @RowCursor('spend_query')
  page?: string;

  @Optional()
  @IsDateTime()
  @Describe(
    'Answers with what was known at this moment, before later corrections; requires a host that keeps a ledger.',
    { examples: ['2026-11-15T00:00:00Z'] },
  )
  as_of?: string;

  @Optional()
  @ArrayMaxSize(100)
  @IdList()
  @Describe('Only these models, by model name.', { examples: [['claude-sonnet-4-5']] })
  models?: string[];

  @Ids(msg`Only these workspaces, from ${action('workspaces_list')}.`)
  workspace_ids?: string[];

  @Ids(msg`Only requests made with these API keys, from ${action('api_keys_list')}.`)
  api_key_ids?: string[];

  @Ids(
    msg`Only what is attributed to these members, from ${action('users_list')}, service accounts or API keys.`,
  )
  actor_ids?: string[];

  @OneOf(PRODUCTS, 'Only these products.')
  products?: (typeof PRODUCTS)[number][];

  @OneOf(SERVICE_TIERS, 'Only these service tiers.')
  service_tiers?: (typeof SERVICE_TIERS)[number][];

  @OneOf(INFERENCE_GEOS, 'Only inference that ran in these geos.')
  inference_geos?: (typeof INFERENCE_GEOS)[number][];

  @OneOf(CONTEXT_WINDOWS, 'Only usage with these context windows.')
  context_windows?: (typeof CONTEXT_WINDOWS)[number][];

  @OneOf(SPEEDS, 'Only usage at these speeds.')
  speeds?: (typeof SPEEDS)[number][];
}

const includes = (list: unknown, one: string): boolean => Array.isArray(list) && list.includes(one);

/** Input of `spend_summary`. */
export class SpendSummaryInput {
  @Optional()
  @IsInt()
  @Min(1)
  @Max(20)
  @Describe('How many movers of each kind to return, 1 to 20.', { default: 3 })
  top?: number;

  @Optional()
  @IsBoolean()
  @Describe('Whether to add names of workspaces and API keys beside their ids.', { default: false })
  resolve_names?: boolean;
}

/** Input of `spend_reconcile`. */
export class SpendReconcileInput {
  @Rule('must not be before 2026-01-01', (day) => !(String(day) < '2026-01-01'))
  @IsDay()
  @Describe('First day in UTC, YYYY-MM-DD, within the last 365 days and not before 2026-01-01.', {
    examples: ['2026-11-01'],
  })
  first_day: string;

  @Rule(
    'must not be before first_day, nor 31 days or more after it',
    (last, { first_day }) => !(daysIn(first_day, last) < 1) && !(daysIn(first_day, last) > 31),
  )
  @IsDay()
  @Describe('Last day in UTC, included; at most 31 days in all.', { examples: ['2026-11-14'] })
  last_day: string;
}

/** Input of `spend_changes`. */
export class SpendChangesInput {
  @IsDateTime()
  @Describe('What became known after this moment.', { examples: ['2026-11-01T00:00:00Z'] })
  since: string;

  @Optional()
  @IsIn(['hour', 'day'])
  @Describe('Whether to compare daily or hourly figures; a change of an hour is one of its day too.', {
    default: 'day',
  })
  bucket?: 'hour' | 'day';

  @Optional()
  @IsBoolean()
  @Describe('Whether to add names of workspaces, API keys and members beside their ids.', { default: false })
  resolve_names?: boolean;

  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('Changes per page, 1 to 1000.', { default: 25 })
  limit?: number;

  @RowCursor('spend_changes')
  page?: string;
}
