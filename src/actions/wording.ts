import type { Wording } from '../kit/catalog/index.js';
import { HINTS } from './hints.js';
import { LABELS } from './labels.js';

/** The words of the Admin API that its own values do not say well. */
export const WORDING: Wording = {
  labels: LABELS,
  hints: HINTS,
  values: {
    '1d': '1 day',
    '1h': '1 hour',
    '1m': '1 minute',
    api: 'API',
    api_actor: 'API key',
    asc: 'Ascending',
    chat_cowork_unified: 'Chat and Cowork',
    claude_code: 'Claude Code',
    claude_code_user: 'Claude Code user',
    claude_console: 'Claude Console',
    claude_design: 'Claude Design',
    claude_in_chrome: 'Claude in Chrome',
    claude_tag: 'Claude in Slack',
    desc: 'Descending',
    dm: 'Direct message',
    fast_itpmca: 'Fast mode input tokens per minute, cache aware',
    fast_otpm: 'Fast mode output tokens per minute',
    federated_actor: 'Federated identity',
    gcp: 'Google Cloud',
    oidc: 'OIDC',
    scoped_api_key_actor: 'Scoped API key',
    service_account_actor: 'Service account',
    us: 'US',
    user_actor: 'Member',
  },
  nulls: {
    accepted_at: 'not accepted',
    amount: 'no limit',
    archived_at: 'not archived',
    expires_at: 'never',
    last_checked_at: 'never',
    last_error_at: 'never',
    last_success_at: 'never',
    org_limit: 'no limit',
    resolved_at: 'not resolved',
    resolved_by: 'not resolved',
    workspace_id: 'Default workspace',
  },
};
