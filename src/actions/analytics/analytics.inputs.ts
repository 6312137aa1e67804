import { ArrayMaxSize, IsIn } from 'class-validator';
import { Describe, ListOf, Nullable, Optional, Rule } from '../../kit/catalog/index.js';
import { AnalyticsFiltersInput } from './analytics-filters.inputs.js';
import {
  ANALYTICS_COST_GROUP_BY,
  ANALYTICS_USAGE_GROUP_BY,
  COST_ORDERS,
  COST_PARTS,
  USAGE_ORDERS,
} from './analytics-values.js';

const MAX_DIMENSIONS = 5;

const ORDER_BY =
  'Sort key of the rows; time requires time_bucket_width. A range of more than 31 days (24 hours with 1m) is in the order of time, also if omitted.';

const counted = (groupBy: unknown): unknown[] =>
  Array.isArray(groupBy) ? groupBy.filter((one) => !COST_PARTS.includes(one as never)) : [];

/** Claude Tag users have no RBAC groups, so rows cannot be grouped by both. */
const NoTagUsersWithGroups = (): PropertyDecorator =>
  Rule('must not combine claude_tag_user_id with RBAC groups', (dimensions, { rbac_group_ids }) => {
    const has = (dimension: string): boolean => Array.isArray(dimensions) && dimensions.includes(dimension);
    const groups = has('rbac_group_id') || (Array.isArray(rbac_group_ids) && rbac_group_ids.length > 0);
    return !(groups && has('claude_tag_user_id'));
  });

/** Input of `analytics_usage_list`. */
export class AnalyticsUsageInput extends AnalyticsFiltersInput {
  @Nullable()
  @NoTagUsersWithGroups()
  @ArrayMaxSize(MAX_DIMENSIONS)
  @ListOf(ANALYTICS_USAGE_GROUP_BY)
  @Describe(
    'Dimensions to group by, at most 5; one row per combination. If omitted, one row holds the total.',
  )
  group_by?: (typeof ANALYTICS_USAGE_GROUP_BY)[number][] | null;

  @Optional()
  @IsIn([...USAGE_ORDERS])
  @Describe(ORDER_BY, { default: 'total_tokens' })
  order_by?: (typeof USAGE_ORDERS)[number];
}

/** Input of `analytics_cost_list`. */
export class AnalyticsCostInput extends AnalyticsFiltersInput {
  @Nullable()
  @Rule(
    `must have at most ${MAX_DIMENSIONS} dimensions, not counting cost_type and token_type`,
    (groupBy) => counted(groupBy).length <= MAX_DIMENSIONS,
  )
  @NoTagUsersWithGroups()
  @ArrayMaxSize(MAX_DIMENSIONS + COST_PARTS.length)
  @ListOf(ANALYTICS_COST_GROUP_BY)
  @Describe(
    'Dimensions to group by: at most 5, not counting cost_type and token_type, which split each row into its components.',
  )
  group_by?: (typeof ANALYTICS_COST_GROUP_BY)[number][] | null;

  @Optional()
  @IsIn([...COST_ORDERS])
  @Describe(ORDER_BY, { default: 'amount' })
  order_by?: (typeof COST_ORDERS)[number];
}
