import { defineAction } from '../define-action.js';
import { READ } from '../effects.js';
import { AnalyticsCostInput, AnalyticsUsageInput } from './analytics.inputs.js';

const BETAS = ['analytics-usage-cost-2026-08-24'] as const;

/** Usage and cost of all products, ranked and broken down. */
export const analyticsActions = [
  defineAction({
    id: 'analytics_usage_list',
    operation: 'analytics.usage.list',
    title: 'Rank token usage of all products',
    description:
      'Returns tokens and requests of at most 31 days, a row each combination of group_by, the largest first: by member, team, product, model, workspace and more. It spans all products, not the API alone. For an even time line of the API use usage_report_messages; for money analytics_cost_list.',
    route: 'GET /v1/organizations/analytics/usage',
    input: AnalyticsUsageInput,
    example: {
      starting_at: '2026-11-01T00:00:00Z',
      ending_at: '2026-11-02T00:00:00Z',
      group_by: ['actor', 'model'],
      limit: 20,
    },
    effect: READ,
    output: 'AnalyticsUsageItemReportPage',
    paging: 'report_page',
    betas: BETAS,
  }),
  defineAction({
    id: 'analytics_cost_list',
    operation: 'analytics.cost.list',
    title: 'Rank costs of all products',
    description:
      'Returns what at most 31 days cost, a row each combination of group_by, the dearest first: by member, team, product, model, workspace and more. amount is a decimal string in cents after discounts, list_amount before. For daily costs by workspace use cost_report_get; for tokens analytics_usage_list.',
    route: 'GET /v1/organizations/analytics/cost',
    input: AnalyticsCostInput,
    example: {
      starting_at: '2026-11-01T00:00:00Z',
      ending_at: '2026-11-02T00:00:00Z',
      group_by: ['actor', 'product'],
      limit: 20,
    },
    effect: READ,
    output: 'AnalyticsCostItemReportPage',
    paging: 'report_page',
    betas: BETAS,
  }),
] as const;
