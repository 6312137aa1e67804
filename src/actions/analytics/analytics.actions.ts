import { READ, action, defineAction, msg, defineResource } from '../../kit/catalog/index.js';
import { USER_ID } from '../users/users.actions.js';
import { ANALYTICS_WINDOWS } from './analytics-windows.js';
import { AnalyticsCostInput, AnalyticsUsageInput } from './analytics.inputs.js';

const BETAS = ['analytics-usage-cost-2026-08-24'] as const;

/** Usage and cost across all products, ranked by dimension: the reports that the API's reference recommends. */
export const analytics = defineResource({
  group: {
    id: 'analytics',
    title: 'Analytics',
    description: 'Usage and cost across all products, ranked by dimension: the recommended reports.',
  },
  packs: ['finops'],
  samples: {
    actor_id: USER_ID,
    agent_id: 'agent_01TriageExample',
    claude_tag_user_id: 'U0123ABCDEF',
    deployment_id: 'depl_01TriageExample',
    environment_id: 'env_01TriageExample',
    organization_id: 'org_01DaughterExample',
    session_id: 'sesn_01TriageExample',
    slack_channel_id: 'C0123ABCDEF',
  },
  actions: [
    defineAction({
      id: 'analytics_usage_list',
      operation: 'analytics.usage.list',
      title: 'Rank token usage across all products',
      keywords: ['tokens', 'usage this month', 'export'],
      description: msg`Returns token and request counts, one row per combination of group_by (member, team, product, model, workspace and more): of at most 31 days, largest first; in time buckets (time_bucket_width) of any range. Covers all products. This is the usage report that Anthropic recommends; values may be restated later. The legacy ${action('usage_report_messages')} is still right for 1m buckets, and for what is refused here: time before 2026-01-01 and HIPAA-ready organizations. For costs, use ${action('analytics_cost_list')}.`,
      about: msg`Returns token and request counts, one row per combination of dimensions (member, team, product, model, workspace and more): of at most 31 days, largest first; in time buckets of any range. Covers all products. This is the usage report that Anthropic recommends; values may be restated later. For minutes, time before 2026 and HIPAA-ready organizations, use ${action('usage_report_messages')}; for costs, ${action('analytics_cost_list')}.`,
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
      windows: ANALYTICS_WINDOWS,
      betas: BETAS,
      recommended: true,
    }),
    defineAction({
      id: 'analytics_cost_list',
      operation: 'analytics.cost.list',
      title: 'Rank costs across all products',
      keywords: ['billing', 'bill', 'spend', 'budget', 'invoice', 'cost this month', 'export'],
      description: msg`Returns costs, one row per combination of group_by (member, team, product, model, workspace and more): of at most 31 days, most expensive first; in time buckets (time_bucket_width) of any range. amount is a decimal string in cents after discounts; list_amount is the amount before discounts. This is the cost report that Anthropic recommends; values may be restated later. The legacy ${action('cost_report_get')} is still right for what is refused here: time before 2026-01-01 and HIPAA-ready organizations. For tokens, use ${action('analytics_usage_list')}.`,
      about: msg`Returns costs, one row per combination of dimensions (member, team, product, model, workspace and more), of at most 31 days, highest cost first, or in time buckets of any range: the amount after discounts and the list amount before them. This is the cost report that Anthropic recommends; values may be restated later. For time before 2026 and HIPAA-ready organizations, use ${action('cost_report_get')}; for tokens, ${action('analytics_usage_list')}.`,
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
      outputUnits: { amount: 'cents', list_amount: 'cents' },
      paging: 'report_page',
      windows: ANALYTICS_WINDOWS,
      betas: BETAS,
      recommended: true,
    }),
  ],
});
