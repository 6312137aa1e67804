/** Fields of Anthropic's responses whose values are words of the API. */
export const ANTHROPIC_WORD_FIELDS: readonly string[] = [
  'actor_type',
  'cost_type',
  'customer_type',
  'inference_geo',
  'partial_key_hint_type',
  'period',
  'role',
  'service_tier',
  'speed',
  'status',
  'subscription_type',
  'token_type',
  'workspace_role',
];

/** Words of the API that spaces in place of underscores do not make readable. */
export const ANTHROPIC_WORDS: Readonly<Record<string, string>> = {
  claude_code_user: 'Claude Code user',
  us: 'US',
  not_available: 'Not available',
};

/** What null means in a field. */
export const ANTHROPIC_NOTHING: Readonly<Record<string, string>> = {
  workspace_id: 'Default workspace',
  expires_at: 'never',
  archived_at: 'not archived',
  last_used_at: 'never',
};

/** The input field that an id belongs to, by the beginning of the id; its source has the names. */
export const ANTHROPIC_ID_KINDS: Readonly<Record<string, string>> = {
  user_: 'user_id',
  wrkspc_: 'workspace_id',
  apikey_: 'api_key_id',
  invite_: 'invite_id',
};
