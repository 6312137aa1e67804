const BY_NAME = 'Type a name.';
const NEW_ROLE =
  'Console organizations have User, Developer, Billing and Claude Code user; Enterprise organizations User and Managed.';
const CONTENT =
  'Metadata only sends ids, times and counts; Content also sends prompts, responses, and what tools take and return.';
const THE_END =
  'Exclusive. Any time with a time bucket width, which requires an end; without, at most 31 days after the start. Not set: now, or 31 days after the start if that is earlier.';
const IN_A_YEAR = 'Inclusive, within the last 365 days and not before January 1, 2026.';
const AN_ACTOR = 'Only usage attributed to these members, service accounts or API keys.';
const DIMENSIONS_NEEDED = 'Whether to omit rows of deleted members. Requires grouping by Actor.';
const SORTED =
  'What the rows are sorted by. Time requires a time bucket width; more than 31 days (24 hours of minutes) come in the order of time.';
const SPLIT =
  'Splits the rows into days, hours or minutes. Not set: each row covers the whole time range, of at most 31 days.';
const GEOS = 'Only inference that ran in these geos. Not available means usage without a geo.';

/** What forms say of fields whose description advises agents; see `Wording.hints`. */
export const HINTS: Readonly<Record<string, string>> = {
  'access_review_decide.review_id': 'The review whose rows are decided.',
  account_ids: 'Only usage by these accounts.',
  'analytics_cost_list.group_by':
    'At most 5, not counting Cost type and Token type, which split each row into its components.',
  'analytics_usage_list.group_by': 'At most 5; one row per combination. Not set: one row with the total.',
  ...ofBoth({
    actor_ids: AN_ACTOR,
    api_key_ids: 'Only requests made with these API keys (Console).',
    ending_at: THE_END,
    exclude_deleted_users: DIMENSIONS_NEEDED,
    inference_geos: GEOS,
    order: 'The direction of the order.',
    order_by: SORTED,
    starting_at: IN_A_YEAR,
    time_bucket_width: SPLIT,
    workspace_ids: 'Only usage in these workspaces (Console).',
  }),
  api_key_id: BY_NAME,
  api_key_ids: 'Only usage by these API keys.',
  'api_keys_create.workspace_id': 'The workspace of the key to create.',
  'api_keys_list.workspace_id': 'Only keys of this workspace.',
  'api_keys_update.status':
    'Active and Inactive can be undone; Archived is permanent. An expired key can only be archived.',
  'compliance_settings_update.state':
    'Whether the Compliance API is enabled. Disabled also stops capturing activity.',
  'cost_report_get.group_by':
    'Description also fills in the model, token type, tier, context window and geo.',
  'cost_report_get.bucket_width': 'Costs are available per day only.',
  'cost_report_get.ending_at': 'Exclusive. Not set: now.',
  'cost_report_get.starting_at': 'Inclusive. Rounded down to the start of its day.',
  created_by_user_id: 'Only keys created by this member.',
  destination_id: BY_NAME,
  'effective_spend_limits_list.user_ids': 'Only these members, at most 100.',
  external_key_id: BY_NAME,
  'external_keys_update.display_name': 'New display name, 1 to 255 characters.',
  'external_keys_update.provider_config':
    'New location of the key. Refused once a workspace uses the key; neither the provider nor the name of a Google Cloud key can be changed.',
  external_storage_id: BY_NAME,
  'external_storage_update.display_name': 'New display name.',
  group_type: 'Model group is for models; the others are for features of the API.',
  invite_id: 'Type an e-mail address.',
  'invites_create.role': `The role after joining. ${NEW_ROLE} The role admin is not available for invites.`,
  'limits.value': 'The new limit. A limit that is cleared becomes that of the organization again.',
  'limits.type':
    'Input tokens per minute counts tokens that are read from the cache; the cache aware limit does not.',
  'rate_limits_list.model': 'Only the group of this model, by full name or alias.',
  people: 'E-mail addresses or ids of members, at most 20.',
  rate_limit_id: 'Type a model or a group.',
  'scope.type': 'What the limit applies to.',
  'spend_limit_increase_requests_approve.amount': 'The new limit of the member.',
  'spend_limit_increase_requests_list.actor_ids': 'Only requests of these members.',
  'spend_query.page': 'What the previous response has as Next page; keep the other fields as they were.',
  spend_limit_id: BY_NAME,
  spend_limit_increase_request_id: BY_NAME,
  'api_keys_hygiene.findings': 'Only keys with one of these findings.',
  'claude_code_summary.first_day': 'In UTC; needs a last day, in place of a named range.',
  'claude_code_summary.show': 'People and API keys with use, or members who did not use it in the range.',
  'spend_query.actor_ids': 'Only what is attributed to these members, service accounts or API keys.',
  'spend_query.api_key_ids': 'Only requests made with these API keys.',
  'spend_query.first_day': 'In UTC; needs a last day, in place of a named range.',
  'spend_query.measures': 'What to measure. Groups are ranked by the first one.',
  'spend_query.range': 'In UTC. Ranges that end with today are not complete.',
  'spend_query.top': 'How many groups have rows of their own; all others are added up in one row.',
  'spend_query.workspace_ids': 'Only these workspaces.',
  'spend_reconcile.first_day': 'In UTC, within the last 365 days and not before January 1, 2026.',
  'spend_limits_list.scope_type':
    'Only limits with these scopes. Usage tier is the limit that is set by Anthropic.',
  'spend_limits_list.workspace_id': 'Only the limits of this workspace.',
  'spend_limits_set.amount':
    'Only a member can be without a limit. After a limit is deleted, by contrast, an inherited one applies.',
  'state.type': 'Enabled or disabled.',
  'telemetry_destinations_list.workspace_ids':
    'Only destinations that cover one of these workspaces, at most 100.',
  'telemetry_destinations_update.display_name': 'New display name, 1 to 255 characters.',
  'telemetry_destinations_update.headers':
    'Headers to set; the others remain. Setting one requires the endpoint URL, even if it stays the same.',
  'telemetry_destinations_update.traces': 'Trace settings to change.',
  'traces.content_mode': CONTENT,
  'traces.endpoint_url':
    'Full URL for traces, if the collector does not receive them at /v1/traces; its host and port are those of the endpoint URL.',
  'traces.max_content_bytes': 'Maximum bytes of content per span. Not set: the limit of the API.',
  'usage_report_claude_code.ending_at':
    'The day after the last day, in UTC. Not set: the report is of one day.',
  'usage_report_claude_code.starting_at': 'The day to report on, or the first of a range, in UTC.',
  'usage_report_messages.bucket_width':
    'The length of time of a row. Without a limit, 7 days, 24 hours or 60 minutes are returned.',
  'usage_report_messages.ending_at': 'Exclusive. Not set: now.',
  'usage_report_messages.group_by': 'At most 5. No other dimension separates the rows.',
  'usage_report_messages.starting_at': 'Inclusive. Rounded down to the start of its day, hour or minute.',
  user_id: 'Type a name or an e-mail address.',
  'users_update.role': `The new role. ${NEW_ROLE} The roles admin and owner are assigned in the Claude Console only.`,
  webhook_endpoint_id: BY_NAME,
  'webhooks_list.limit': 'Webhooks per page, up to 100.',
  'webhooks_list.order': 'By time of creation: Descending shows the newest first.',
  'webhooks_update.state':
    'Disabled stops deliveries, and events of that time are never delivered; Enabled resumes them.',
  workspace_id: BY_NAME,
  workspace_ids: 'Only usage in these workspaces.',
  'workspace_members_add.workspace_role':
    'The role in this workspace. Workspace billing cannot be assigned: it is inherited from the organization role Billing.',
  'workspace_members_list.workspace_id': 'The default workspace has no member list.',
  'workspace_rate_limits_update.workspace_id': 'The default workspace cannot have limits of its own.',
  'workspaces_create.external_key_id':
    'The external key (CMEK) that encrypts the workspace. It cannot be changed later.',
  'workspaces_update.external_key_id':
    'The external key (CMEK) that encrypts the workspace. It can be set once.',
  'workspaces_update.tags': 'Labels to set; the others remain. Names must not start with "anthropic".',
  'workspaces.type': 'Include: only the listed workspaces. Exclude: all workspaces except those listed.',
  'workspaces.workspace_ids': 'At most 100; more can be added one at a time later.',
};

/** Hints for both reports that rank. */
function ofBoth(hints: Readonly<Record<string, string>>): Record<string, string> {
  const ids = ['analytics_usage_list', 'analytics_cost_list'];
  return Object.fromEntries(
    ids.flatMap((id) => Object.entries(hints).map(([field, text]) => [`${id}.${field}`, text])),
  );
}
