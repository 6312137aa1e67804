import { boundary } from '../clock.js';
import type { UsageBucket, UsageGroup } from '../rules/usage-report.js';
import type { GroupSum } from '../usage/groups.js';
import { INDEX } from '../usage/stream.js';

/** Serializes a bucket of the messages report (`MessagesUsageReportTimeBucket`). */
export function usageBucket({ from, to, results }: UsageBucket): object {
  return { starting_at: boundary(from), ending_at: boundary(to), results: results.map(usageItem) };
}

/** Serializes a row (`MessagesUsageReportItem`); `speed` is present only when grouped by it. */
function usageItem({ group, amounts }: GroupSum<UsageGroup>): object {
  return {
    uncached_input_tokens: amounts[INDEX.uncached_input_tokens],
    cache_creation: {
      ephemeral_1h_input_tokens: amounts[INDEX['cache_creation.ephemeral_1h_input_tokens']],
      ephemeral_5m_input_tokens: amounts[INDEX['cache_creation.ephemeral_5m_input_tokens']],
    },
    cache_read_input_tokens: amounts[INDEX.cache_read_input_tokens],
    output_tokens: amounts[INDEX.output_tokens],
    server_tool_use: { web_search_requests: amounts[INDEX.web_search_requests] },
    account_id: group.account_id ?? null,
    api_key_id: group.api_key_id ?? null,
    workspace_id: group.workspace_id ?? null,
    model: group.model ?? null,
    service_tier: group.service_tier ?? null,
    service_account_id: group.service_account_id ?? null,
    context_window: group.context_window ?? null,
    inference_geo: group.inference_geo ?? null,
    ...(group.speed === undefined ? {} : { speed: group.speed }),
  };
}
