import { IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsString } from 'class-validator';
import {
  Describe,
  IsDateTime,
  IsDay,
  Nested,
  NestedList,
  Optional,
  RequiredOrNull,
  all,
} from '../../kit/catalog/index.js';

/** An amount as a decimal text. */
const Amount = (description: string): PropertyDecorator => all(IsString(), Describe(description));

/** Tokens by kind; a kind without tokens is absent. */
export class SpendTokens {
  @IsInt()
  @Describe('All tokens.')
  total: number;

  @Optional()
  @IsInt()
  @Describe('Input tokens that were not read from a cache.')
  uncached_input?: number;

  @Optional()
  @IsInt()
  @Describe('Input tokens that were read from a cache.')
  cache_read?: number;

  @Optional()
  @IsInt()
  @Describe('Input tokens that were written to a cache of 5 minutes.')
  cache_write_5m?: number;

  @Optional()
  @IsInt()
  @Describe('Input tokens that were written to a cache of an hour.')
  cache_write_1h?: number;

  @Optional()
  @IsInt()
  @Describe('Output tokens.')
  output?: number;
}

/** A cost after and before discounts, each in cents and in dollars; what there is none of is absent. */
export class SpendAmounts {
  @Optional()
  @Amount('Cost after discounts and before credits, in cents as the API returns it.')
  amount?: string;

  @Optional()
  @Amount('The same amount in dollars, exact.')
  amount_usd?: string;

  @Optional()
  @Amount('Cost before discounts, in cents as the API returns it.')
  list_amount?: string;

  @Optional()
  @Amount('The same amount in dollars, exact.')
  list_amount_usd?: string;
}

/** What was measured; a measure that was not asked for is absent. */
export class SpendCellValues extends SpendAmounts {
  @Optional()
  @Nested(() => SpendTokens)
  @Describe('Tokens by kind.')
  tokens?: SpendTokens;

  @Optional()
  @IsInt()
  @Describe('Requests.')
  requests?: number;
}

/** What was measured, and the same of the period before. */
export class ComparedValues extends SpendCellValues {
  @Optional()
  @Nested(() => SpendCellValues)
  @Describe('The same of the period before.')
  previous?: SpendCellValues;

  @Optional()
  @Amount('Change of the cost since the period before, in dollars.')
  change_usd?: string;

  @Optional()
  @IsNumber()
  @Describe('The same in percent; absent where there was none before.')
  change_percent?: number;
}

const Value = (description: string): PropertyDecorator => all(Optional(), IsString(), Describe(description));

/** The values of the dimensions of a row. */
export class SpendGroupValues {
  @Value('Model, or unattributed for costs other than of tokens.')
  model?: string;

  @Value('Id of the workspace; default_workspace or unattributed where the report names none.')
  workspace?: string;

  @Value('Id of the API key; console or unattributed where the request had none.')
  api_key?: string;

  @Value('Id of the member, service account or API key; unattributed where the report names none.')
  actor?: string;

  @Value('Product.')
  product?: string;

  @Value('Kind of tokens; unattributed for other costs.')
  token_type?: string;

  @Value('Kind of cost.')
  cost_type?: string;

  @Value('Service tier.')
  service_tier?: string;

  @Value('Where inference ran.')
  inference_geo?: string;

  @Value('Size of the context window.')
  context_window?: string;

  @Value('Speed of inference.')
  speed?: string;
}

/** One group in one time bucket. */
export class SpendQueryRow extends ComparedValues {
  @Optional()
  @IsDateTime()
  @Describe('Start of the time bucket; absent where the row is of the whole range.')
  starting_at?: string;

  @Optional()
  @IsDateTime()
  @Describe('End of the time bucket, exclusive.')
  ending_at?: string;

  @Nested(() => SpendGroupValues)
  @Describe('The values of the dimensions; empty in the row of all other groups.')
  group: SpendGroupValues;

  @Optional()
  @Nested(() => SpendGroupValues)
  @Describe('Names of the ids in group, with resolve_names.')
  names?: SpendGroupValues;

  @Optional()
  @IsBoolean()
  @Describe('True in the row of all groups that have none of their own.')
  is_other?: boolean;

  @Optional()
  @IsNumber()
  @Describe('Part of the cost of the whole range, in percent.')
  share_percent?: number;
}

/** Days in UTC. */
export class SpendDays {
  @IsDay()
  @Describe('First day, in UTC.')
  first_day: string;

  @IsDay()
  @Describe('Last day, included.')
  last_day: string;
}

/** Where figures come from, and until when they are complete. */
export class SpendProvenance {
  @IsString()
  @Describe('What the answer says, in one sentence.')
  summary: string;

  @IsIn(['USD'])
  @Describe('Currency of all amounts.')
  currency: 'USD';

  @IsIn(['analytics', 'ledger', 'ledger_and_analytics', 'legacy'])
  @Describe('The reports that all figures are from; ledger: what the host keeps of the analytics reports.')
  source: 'analytics' | 'ledger' | 'ledger_and_analytics' | 'legacy';

  @IsString()
  @Describe('Why they are from there.')
  source_reason: string;

  @RequiredOrNull()
  @IsDateTime()
  @Describe('Until when the reports had data; null where they do not say.')
  data_refreshed_at: string | null;

  @IsDateTime()
  @Describe('What is before this time is complete, though the API may still correct it.')
  complete_until: string;

  @IsBoolean()
  @Describe('Whether the range ends after complete_until; today is never complete.')
  is_incomplete: boolean;
}

/** Answer of `spend_query`. */
export class SpendQueryAnswer extends SpendProvenance {
  @Nested(() => SpendDays)
  @Describe('The range.')
  range: SpendDays;

  @Optional()
  @Nested(() => SpendDays)
  @Describe('The period before, with compare.')
  previous_range?: SpendDays;

  @Nested(() => ComparedValues)
  @Describe('The whole range.')
  totals: ComparedValues;

  @IsInt()
  @Describe('How many groups there are, those of the row is_other included.')
  group_count: number;

  @NestedList(() => SpendQueryRow)
  @Describe('Buckets in order of time, in each the groups from the largest to the smallest.')
  rows: SpendQueryRow[];

  @RequiredOrNull()
  @IsString()
  @Describe('Cursor of the next rows, null at the end.')
  next_page: string | null;
}

/** One amount, in cents and in dollars. */
export class SpendAmount {
  @Amount('Cents, after discounts and before credits.')
  amount: string;

  @Amount('The same in dollars, exact.')
  amount_usd: string;
}

/** The month compared with the month before. */
export class MonthComparison extends SpendAmount {
  @Nested(() => SpendDays)
  @Describe('The complete days of this month.')
  days: SpendDays;

  @Nested(() => SpendDays)
  @Describe('The same days of the month before.')
  previous_days: SpendDays;

  @Nested(() => SpendAmount)
  @Describe('What these cost.')
  previous: SpendAmount;

  @Amount('Change in dollars.')
  change_usd: string;

  @Optional()
  @IsNumber()
  @Describe('Change in percent; absent where there was no cost before.')
  change_percent?: number;
}

/** What the month is expected to cost. */
export class SpendForecast extends SpendAmount {
  @IsIn(['last_4_weeks_by_weekday'])
  @Describe(
    'How it is computed: each remaining day, today included, as the mean of its weekday in the last 28 days.',
  )
  method: 'last_4_weeks_by_weekday';

  @Nested(() => SpendAmount)
  @Describe('The same with the smallest day of each weekday.')
  low: SpendAmount;

  @Nested(() => SpendAmount)
  @Describe('The same with the largest day of each weekday.')
  high: SpendAmount;

  @IsInt()
  @Describe('Days that are forecast, today included.')
  remaining_days: number;
}

/** What changed most against the month before. */
export class SpendMover {
  @IsIn(['model', 'workspace', 'api_key'])
  @Describe('What it is.')
  dimension: 'model' | 'workspace' | 'api_key';

  @IsString()
  @Describe('Its id, or a word where the report names none.')
  value: string;

  @Optional()
  @IsString()
  @Describe('Its name, with resolve_names.')
  name?: string;

  @Nested(() => SpendAmount)
  @Describe('Its cost in the complete days of this month.')
  current: SpendAmount;

  @Nested(() => SpendAmount)
  @Describe('Its cost in the same days of the month before.')
  previous: SpendAmount;

  @Amount('Change in dollars.')
  change_usd: string;
}

/** A day that cost far more than its weekday does. */
export class SpendAnomaly extends SpendAmount {
  @IsDay()
  @Describe('The day, in UTC.')
  day: string;

  @Nested(() => SpendAmount)
  @Describe('Median of the same weekday in the eight weeks before.')
  median: SpendAmount;
}

/** Answer of `spend_summary`. */
export class SpendSummaryAnswer extends SpendProvenance {
  @Nested(() => SpendDays)
  @Describe('This month up to today.')
  month: SpendDays;

  @Nested(() => SpendAmount)
  @Describe('Cost of this month up to now.')
  month_to_date: SpendAmount;

  @Nested(() => SpendForecast)
  @Describe('Cost of the whole month, as the last four weeks suggest.')
  forecast: SpendForecast;

  @Optional()
  @Nested(() => MonthComparison)
  @Describe(
    'The complete days of this month against the same days of the month before; absent on its first day.',
  )
  comparison?: MonthComparison;

  @NestedList(() => SpendMover)
  @Describe('What changed most, the largest change first.')
  movers: SpendMover[];

  @NestedList(() => SpendAnomaly)
  @Describe('Days of the last four weeks that cost more than three times the median of their weekday.')
  anomalies: SpendAnomaly[];

  @Optional()
  @IsNumber()
  @Describe(
    'Part of the cost of this month that is attributed to no one, in percent; absent where it is unknown.',
  )
  unattributed_percent?: number;
}

/** Why the reports differ. */
export const DIFFERENCE_CLASSES = [
  'priority_tier',
  'session_usage',
  'not_yet_refreshed',
  'rounding',
  'unexplained',
] as const;

/** A part of a difference. */
export class SpendDifference {
  @IsIn([...DIFFERENCE_CLASSES])
  @Describe(
    'priority_tier, session_usage: costs that only one report has; not_yet_refreshed: the day is not complete; rounding: under a cent.',
  )
  class: (typeof DIFFERENCE_CLASSES)[number];

  @Amount('Analytics less legacy, in cents.')
  amount: string;

  @Amount('The same in dollars.')
  amount_usd: string;
}

/** One day in both reports. */
export class ReconciledDay {
  @IsDay()
  @Describe('The day, in UTC.')
  day: string;

  @Nested(() => SpendAmount)
  @Describe('In the analytics report.')
  analytics: SpendAmount;

  @Nested(() => SpendAmount)
  @Describe('In the legacy cost report.')
  legacy: SpendAmount;

  @IsArray()
  @NestedList(() => SpendDifference)
  @Describe('The parts of their difference, which add up to it.')
  differences: SpendDifference[];
}

/** Answer of `spend_reconcile`. */
export class SpendReconcileAnswer {
  @IsString()
  @Describe('What the answer says, in one sentence.')
  summary: string;

  @IsIn(['USD'])
  @Describe('Currency of all amounts.')
  currency: 'USD';

  @RequiredOrNull()
  @IsDateTime()
  @Describe('Until when the analytics report had data; null where it does not say.')
  data_refreshed_at: string | null;

  @Nested(() => SpendDays)
  @Describe('The range.')
  range: SpendDays;

  @Nested(() => SpendAmount)
  @Describe('The range in the analytics report.')
  analytics: SpendAmount;

  @Nested(() => SpendAmount)
  @Describe('The range in the legacy cost report.')
  legacy: SpendAmount;

  @NestedList(() => SpendDifference)
  @Describe('The parts of the difference of the whole range, which add up to it.')
  differences: SpendDifference[];

  @IsInt()
  @Describe('Days on which both reports agree to the last digit; they are not listed.')
  equal_days: number;

  @NestedList(() => ReconciledDay)
  @Describe('The days that differ, in order.')
  days: ReconciledDay[];
}

/** What a version of the report says. */
export class ChangedValues extends SpendAmounts {
  @Optional()
  @IsInt()
  @Describe('Tokens, requests or searches.')
  quantity?: number;
}

/** A figure that the API has restated. */
export class SpendChange {
  @IsDateTime()
  @Describe('When it became known.')
  known_at: string;

  @IsDateTime()
  @Describe('Start of the day or hour.')
  starting_at: string;

  @IsDateTime()
  @Describe('Its end, exclusive.')
  ending_at: string;

  @Nested(() => SpendGroupValues)
  @Describe('Whose figure it is.')
  group: SpendGroupValues;

  @Optional()
  @Nested(() => SpendGroupValues)
  @Describe('Names of the ids in group, with resolve_names.')
  names?: SpendGroupValues;

  @Nested(() => ChangedValues)
  @Describe('What the report said before; empty where it had nothing.')
  before: ChangedValues;

  @Nested(() => ChangedValues)
  @Describe('What it says since; empty where it has nothing any longer.')
  after: ChangedValues;

  @Amount('Change of the cost after discounts, in dollars.')
  change_usd: string;

  @IsBoolean()
  @Describe('Whether its month was closed by then: a correction of an invoice, in FOCUS.')
  is_correction: boolean;
}

/** Answer of `spend_changes`. */
export class SpendChangesAnswer {
  @IsString()
  @Describe('What the answer says, in one sentence.')
  summary: string;

  @IsIn(['USD'])
  @Describe('Currency of all amounts.')
  currency: 'USD';

  @IsDateTime()
  @Describe('Until when the reports had data at the last sync of the ledger.')
  data_refreshed_at: string;

  @NestedList(() => SpendChange)
  @Describe('The changes, in the order in which they became known.')
  changes: SpendChange[];

  @RequiredOrNull()
  @IsString()
  @Describe('Cursor to more changes; null on the last page.')
  next_page: string | null;
}
