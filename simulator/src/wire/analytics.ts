import { boundary } from '../clock.js';
import type { CostRow } from '../rules/analytics/cost.js';
import type { CostPart } from '../rules/analytics/cost-plan.js';
import { USAGE_GROUP_BY } from '../rules/analytics/dimensions.js';
import type { AnalyticsPage } from '../rules/analytics/page.js';
import type { GroupValues, UsageRow } from '../rules/analytics/usage.js';
import { totalTokens } from '../rules/analytics/usage.js';
import { centsText } from '../usage/prices.js';
import { INDEX } from '../usage/stream.js';

const groupOnWire = (group: GroupValues): object =>
  Object.fromEntries(USAGE_GROUP_BY.map((dimension) => [dimension, group[dimension] ?? null]));

/** Serializes a usage row (`BetaAnalyticsUsageItem`). */
export function usageRowOnWire(row: UsageRow): object {
  const { from, to, group, amounts } = row;
  return {
    starting_at: boundary(from),
    ending_at: boundary(to),
    group: groupOnWire(group),
    usage: {
      uncached_input_tokens: amounts[INDEX.uncached_input_tokens],
      cache_read_input_tokens: amounts[INDEX.cache_read_input_tokens],
      cache_creation: {
        ephemeral_5m_input_tokens: amounts[INDEX['cache_creation.ephemeral_5m_input_tokens']],
        ephemeral_1h_input_tokens: amounts[INDEX['cache_creation.ephemeral_1h_input_tokens']],
      },
      output_tokens: amounts[INDEX.output_tokens],
      total_tokens: totalTokens(row),
      requests: amounts[INDEX.requests],
      server_tool_use: { web_search_requests: amounts[INDEX.web_search_requests] },
    },
  };
}

/**
 * Serializes a component of a cost row (`BetaAnalyticsCostItem`). There are no discounts, and requests are not
 * split by component.
 */
export const costPartOnWire = ({ from, to, group, requests }: CostRow, part: CostPart): object => ({
  starting_at: boundary(from),
  ending_at: boundary(to),
  group: { ...groupOnWire(group), cost_type: part.costType, token_type: part.tokenType },
  cost: {
    amount: centsText(part.amount),
    list_amount: centsText(part.amount),
    currency: 'USD',
    requests: part.costType === null ? requests : null,
  },
});

/** Serializes a page of either report. */
export const analyticsPageOnWire = ({
  data_refreshed_at: refreshedAt,
  ...page
}: AnalyticsPage<object>): object => ({
  ...page,
  data_refreshed_at: boundary(refreshedAt),
});
