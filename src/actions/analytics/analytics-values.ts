/** Types of identity that usage is attributed to. */
export const ACTOR_TYPES = ['api_actor', 'federated_actor', 'service_account_actor', 'user_actor'] as const;

/** What triggered Claude in Slack. */
export const CLAUDE_TAG_CATEGORIES = ['dm', 'engaged', 'monitoring', 'proactive', 'scheduled'] as const;

/** Products that usage comes from. */
export const PRODUCTS = [
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
] as const;

/** Dimensions that usage can be grouped by. */
export const ANALYTICS_USAGE_GROUP_BY = [
  'actor',
  'actor_type',
  'agent_id',
  'api_key_id',
  'claude_tag_category',
  'claude_tag_user_id',
  'context_window',
  'deployment_id',
  'environment_id',
  'inference_geo',
  'model',
  'organization_id',
  'product',
  'rbac_group_id',
  'service_tier',
  'session_id',
  'slack_channel_id',
  'speed',
  'user_profile_id',
  'workspace_id',
] as const;

/** Dimensions of cost that do not count towards the maximum of five. */
export const COST_PARTS = ['cost_type', 'token_type'] as const;

/** Dimensions that cost can be grouped by. */
export const ANALYTICS_COST_GROUP_BY = [...ANALYTICS_USAGE_GROUP_BY, ...COST_PARTS] as const;

/** Sort keys of usage rows. */
export const USAGE_ORDERS = [
  'output_tokens',
  'requests',
  'time',
  'total_tokens',
  'uncached_input_tokens',
] as const;

/** Sort keys of cost rows. */
export const COST_ORDERS = ['amount', 'list_amount', 'time'] as const;
