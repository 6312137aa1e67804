import type { ActionSummary } from './action.js';

/** Actions that belong together: what their ids begin with (the longest beginning counts), heading, one sentence. */
const GROUPS: readonly (readonly [prefix: string, heading: string, sentence: string])[] = [
  ['organization', 'Organization', 'Whom the Admin key belongs to.'],
  ['users', 'Members', 'People of the organization and their roles.'],
  ['invites', 'Invites', 'People who are asked to join; an invite lives 21 days.'],
  ['workspaces', 'Workspaces', 'Containers of API keys, members and limits.'],
  ['workspace_members', 'Workspace members', 'Who may work in a workspace, and as what.'],
  ['api_keys', 'API keys', 'Names and status of keys; their secrets are never shown.'],
  ['usage_report', 'Usage reports', 'Tokens in time buckets, and Claude Code by the day.'],
  ['cost_report', 'Cost report', 'Money by the day.'],
  ['analytics', 'Analytics', 'Usage and cost of all products, ranked and broken down.'],
  ['rate_limits', 'Rate limits', 'What the organization may ask of the Messages API.'],
  ['workspace_rate_limits', 'Workspace rate limits', 'What one workspace may ask of it.'],
  ['spend_limits', 'Spend limits', 'Caps on what is spent.'],
  ['effective_spend_limits', 'Effective spend limits', 'What each member may spend in the end (Enterprise).'],
  [
    'spend_limit_increase_requests',
    'Spend limit increase requests',
    'Members who ask for more (Enterprise).',
  ],
  ['external_keys', 'External keys', 'Encryption keys of your own (CMEK).'],
  ['compliance_settings', 'Compliance settings', 'Whether the Compliance API is on.'],
  ['webhooks', 'Webhooks', 'URLs that are told of events.'],
  ['telemetry_destinations', 'Telemetry destinations', 'OpenTelemetry collectors that get traces.'],
  [
    'telemetry_destination_workspaces',
    'Telemetry destination workspaces',
    'The workspaces that a collector covers.',
  ],
];

const OTHERS = [
  '',
  'Other resources',
  'What the Admin API does for other credentials than an Admin key.',
] as const;

/** A heading with its actions. */
export interface ActionGroup {
  readonly heading: string;
  readonly sentence: string;
  readonly actions: readonly ActionSummary[];
}

/** The actions under their headings, in the order of the table; headings without any are left out. */
export const grouped = (actions: readonly ActionSummary[]): readonly ActionGroup[] =>
  [...GROUPS, OTHERS]
    .map(([prefix, heading, sentence]) => ({
      heading,
      sentence,
      actions: actions.filter(({ id }) => prefixOf(id) === prefix),
    }))
    .filter((group) => group.actions.length > 0);

const prefixOf = (id: string): string =>
  GROUPS.map(([prefix]) => prefix)
    .filter((prefix) => id.startsWith(`${prefix}_`))
    .reduce((longest, prefix) => (prefix.length > longest.length ? prefix : longest), '');
