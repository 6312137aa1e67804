import { emptyAsAbsent, fallback, optional } from '../check/field.js';
import { booleanText, integerText, oneOf, text } from '../check/scalars.js';
import { listOf } from '../check/shapes.js';
import { dateTime } from '../check/times.js';
import { invalid } from '../errors.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { COST_GROUP_BY, COST_ORDERS, analyticsCost } from '../rules/analytics/cost.js';
import { USAGE_GROUP_BY } from '../rules/analytics/dimensions.js';
import { USAGE_ORDERS, analyticsUsage } from '../rules/analytics/usage.js';
import { BUCKET_WIDTHS } from '../rules/report-window.js';
import type { Organization } from '../state/organization.js';
import { analyticsPageOnWire, costPartOnWire, usageRowOnWire } from '../wire/analytics.js';
import { ANALYTICS_BETA } from './betas.js';

const names = optional(listOf(text()));
const some = <const W extends string>(words: readonly W[]) => optional(listOf(oneOf(words)));

/** The parameters of both reports. */
const COMMON = {
  page: emptyAsAbsent(text()),
  starting_at: dateTime,
  ending_at: emptyAsAbsent(dateTime),
  time_bucket_width: emptyAsAbsent(oneOf(BUCKET_WIDTHS)),
  limit: fallback(integerText({ min: 1, max: 1_000 }), 20),
  order: fallback(oneOf(['asc', 'desc']), 'desc'),
  exclude_deleted_users: fallback(booleanText, false),
  'actor_ids[]': names,
  'actor_types[]': some(['api_actor', 'federated_actor', 'service_account_actor', 'user_actor']),
  'agent_ids[]': names,
  'api_key_ids[]': names,
  'claude_tag_categories[]': some(['dm', 'engaged', 'monitoring', 'proactive', 'scheduled']),
  'claude_tag_user_ids[]': names,
  'context_windows[]': some(['0-200k', '200k-1M']),
  'deployment_ids[]': names,
  'environment_ids[]': names,
  'inference_geos[]': some(['global', 'not_available', 'us']),
  'models[]': names,
  'organization_ids[]': names,
  'products[]': some([
    'chat',
    'chat_cowork_unified',
    'claude_code',
    'claude_console',
    'claude_design',
    'claude_in_chrome',
    'claude_tag',
    'cowork',
    'managed_agents_api',
    'message_batches_api',
    'messages_api',
    'office_agent',
  ]),
  'rbac_group_ids[]': names,
  'service_tiers[]': some(['batch', 'flex', 'flex_discount', 'priority', 'priority_on_demand', 'standard']),
  'session_ids[]': names,
  'slack_channel_ids[]': names,
  'speeds[]': some(['fast', 'standard']),
  'user_profile_ids[]': names,
  'workspace_ids[]': names,
};

function checkOffered({ settings }: Organization): void {
  if (settings.hipaaReady)
    throw invalid('This report is not available to organizations with HIPAA readiness enabled.');
}

/** The newer usage and cost reports. */
export const ANALYTICS_ROUTES: readonly Route[] = [
  route(
    'analytics.usage.list',
    'GET /v1/organizations/analytics/usage',
    {
      beta: ANALYTICS_BETA,
      report: true,
      query: {
        ...COMMON,
        order_by: fallback(oneOf(USAGE_ORDERS), 'total_tokens'),
        'group_by[]': some(USAGE_GROUP_BY),
      },
    },
    ({ organization, query, pager, now }) => {
      checkOffered(organization);
      return analyticsPageOnWire(analyticsUsage(organization, query, pager, now, usageRowOnWire));
    },
  ),
  route(
    'analytics.cost.list',
    'GET /v1/organizations/analytics/cost',
    {
      beta: ANALYTICS_BETA,
      report: true,
      query: {
        ...COMMON,
        order_by: fallback(oneOf(COST_ORDERS), 'amount'),
        'group_by[]': some(COST_GROUP_BY),
      },
    },
    ({ organization, query, pager, now }) => {
      checkOffered(organization);
      return analyticsPageOnWire(analyticsCost(organization, query, pager, now, costPartOnWire));
    },
  ),
];
