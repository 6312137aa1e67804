import { action, msg, type Message } from '../../kit/catalog/index.js';

/** A group of operations that refuse an Admin key, with the names of its actions. */
export interface OperationGroup {
  /** Prefix of the operation ids in the contract. */
  readonly operations: string;
  /** Prefix of the action ids. */
  readonly actions: string;
  /** One object, with its article. */
  readonly one: string;
  readonly many: string;
  /** What an Admin key can do instead. */
  readonly instead?: Message;
}

const COST = msg`For a Console organization use ${action('analytics_cost_list')}, which accepts an Admin key.`;
const USAGE = msg`For a Console organization use ${action('analytics_usage_list')}, which accepts an Admin key.`;

/** Every group, in the order of the contract. */
export const OPERATION_GROUPS: readonly OperationGroup[] = [
  group('analytics.apps.chat.projects', 'analytics_chat_projects', '', 'activity by chat project'),
  group('analytics.artifacts', 'analytics_artifacts', '', 'activity by artifact'),
  group('analytics.connectors', 'analytics_connectors', '', 'activity by connector'),
  group('analytics.cost_report', 'analytics_cost_report', '', 'costs of an Enterprise organization', COST),
  group('analytics.plugins', 'analytics_plugins', '', 'activity by plugin'),
  group('analytics.skills', 'analytics_skills', '', 'activity by skill'),
  group('analytics.summaries', 'analytics_summaries', '', 'daily summaries of activity'),
  group('analytics.usage_report', 'analytics_usage_report', '', 'usage of an Enterprise organization', USAGE),
  group('analytics.user_cost_report', 'analytics_user_cost_report', '', 'costs by member', COST),
  group('analytics.user_usage_report', 'analytics_user_usage_report', '', 'usage by member', USAGE),
  group('analytics.users', 'analytics_users', '', 'activity by member'),
  group(
    'claude_code.managed_settings.configuration',
    'claude_code_settings_configuration',
    'the configuration of Claude Code settings',
    '',
  ),
  group(
    'claude_code.managed_settings.rbac_group_default',
    'claude_code_settings_default',
    'the default Claude Code settings of RBAC groups',
    '',
  ),
  group(
    'claude_code.managed_settings.rbac_groups',
    'claude_code_settings_rbac_groups',
    'the Claude Code settings of an RBAC group',
    'Claude Code settings of RBAC groups',
  ),
  group('claude_tag.bundles', 'claude_tag_bundles', 'a Claude Tag bundle', 'Claude Tag bundles'),
  group(
    'claude_tag.bundles.targets',
    'claude_tag_bundle_targets',
    'a target of a Claude Tag bundle',
    'targets of a Claude Tag bundle',
  ),
  group(
    'claude_tag.slack_channels',
    'claude_tag_slack_channels',
    'a Slack channel of Claude Tag',
    'Slack channels of Claude Tag',
  ),
  group(
    'claude_tag.slack_workspaces',
    'claude_tag_slack_workspaces',
    'a Slack workspace of Claude Tag',
    'Slack workspaces of Claude Tag',
  ),
  group('federation.issuers', 'federation_issuers', 'a federation issuer', 'federation issuers'),
  group('federation.rules', 'federation_rules', 'a federation rule', 'federation rules'),
  group(
    'federation.rules.workspaces',
    'federation_rule_workspaces',
    'a workspace of a federation rule',
    'workspaces of a federation rule',
  ),
  group('plugin_marketplaces', 'plugin_marketplaces', 'a plugin marketplace', 'plugin marketplaces'),
  group('plugins', 'plugins', 'a plugin', 'plugins'),
  group(
    'plugins.installation_settings',
    'plugin_installation_settings',
    'an installation setting of a plugin',
    'installation settings of a plugin',
  ),
  group('plugins.shares', 'plugin_shares', '', 'shares of a plugin'),
  group('plugins.versions', 'plugin_versions', 'a version of a plugin', 'versions of a plugin'),
  group(
    'providers.google.projects.data_controls',
    'google_data_controls',
    'the data controls of a Google Cloud project',
    '',
    msg`To read the data controls, use ${action('google_data_controls_get')}.`,
  ),
  group('rbac_groups', 'rbac_groups', 'an RBAC group', 'RBAC groups'),
  group('rbac_groups.members', 'rbac_group_members', 'a member of an RBAC group', 'members of an RBAC group'),
  group('rbac_roles', 'rbac_roles', 'an RBAC role', 'RBAC roles'),
  group('rbac_roles.permissions', 'rbac_role_permissions', '', 'permissions of an RBAC role'),
  group('service_accounts', 'service_accounts', 'a service account', 'service accounts'),
  group(
    'service_accounts.workspaces',
    'service_account_workspaces',
    'a workspace of a service account',
    'workspaces of a service account',
  ),
  group(
    'workspaces.service_accounts',
    'workspace_service_accounts',
    'a service account of a workspace',
    'service accounts of a workspace',
  ),
];

function group(
  operations: string,
  actions: string,
  one: string,
  many: string,
  instead?: Message,
): OperationGroup {
  return { operations, actions, one, many, ...(instead === undefined ? {} : { instead }) };
}
