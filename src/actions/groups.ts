/** Actions that belong together, for listings, docs and pages. */
export interface ActionGroup {
  readonly title: string;
  /** One sentence. */
  readonly description: string;
}

/** The groups in their order, by what the ids of their actions begin with. */
const GROUPS: Readonly<Record<string, ActionGroup>> = {
  organization: { title: 'Organization', description: 'Whom the Admin key belongs to.' },
  users: { title: 'Members', description: 'People of the organization and their roles.' },
  invites: { title: 'Invites', description: 'People who are asked to join; an invite lives 21 days.' },
  workspaces: { title: 'Workspaces', description: 'Containers of API keys, members and limits.' },
  workspace_members: { title: 'Workspace members', description: 'Who may work in a workspace, and as what.' },
  api_keys: { title: 'API keys', description: 'Names and status of keys; their secrets are never shown.' },
  usage_report: {
    title: 'Usage reports',
    description: 'Tokens in time buckets, and Claude Code by the day.',
  },
  cost_report: { title: 'Cost report', description: 'Money by the day.' },
  analytics: { title: 'Analytics', description: 'Usage and cost of all products, ranked and broken down.' },
  rate_limits: { title: 'Rate limits', description: 'What the organization may ask of the Messages API.' },
  workspace_rate_limits: { title: 'Workspace rate limits', description: 'What one workspace may ask of it.' },
  spend_limits: { title: 'Spend limits', description: 'Caps on what is spent.' },
  effective_spend_limits: {
    title: 'Effective spend limits',
    description: 'What each member may spend in the end (Enterprise).',
  },
  spend_limit_increase_requests: {
    title: 'Spend limit increase requests',
    description: 'Members who ask for more (Enterprise).',
  },
  external_keys: { title: 'External keys', description: 'Encryption keys of your own (CMEK).' },
  compliance_settings: { title: 'Compliance settings', description: 'Whether the Compliance API is on.' },
  webhooks: { title: 'Webhooks', description: 'URLs that are told of events.' },
  telemetry_destinations: {
    title: 'Telemetry destinations',
    description: 'OpenTelemetry collectors that get traces.',
  },
  telemetry_destination_workspaces: {
    title: 'Telemetry destination workspaces',
    description: 'The workspaces that a collector covers.',
  },
};

const OTHERS: ActionGroup = {
  title: 'Other resources',
  description: 'What the Admin API does for other credentials than an Admin key.',
};

const LONGEST_FIRST = Object.entries(GROUPS).sort(([one], [other]) => other.length - one.length);

/** The group of an action: the one with the longest beginning in common. */
export function groupOf(actionId: string): ActionGroup {
  const [, group] = LONGEST_FIRST.find(([prefix]) => actionId.startsWith(`${prefix}_`)) ?? [];
  return group ?? OTHERS;
}
