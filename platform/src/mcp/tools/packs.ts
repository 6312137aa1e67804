import type { ActionSummary } from 'anthropic-admin-connector';

/** A choice of tools for one kind of work. */
export interface Pack {
  readonly title: string;
  holds(action: ActionSummary): boolean;
}

const begins =
  (...groups: string[]) =>
  ({ id }: ActionSummary): boolean =>
    groups.some((group) => id.startsWith(`${group}_`));

const MEMBERS = begins('users', 'invites', 'workspace_members', 'organization');
const WORKSPACES = begins('workspaces', 'workspace_members', 'workspace_rate_limits', 'rate_limits');
const KEYS = begins('api_keys', 'external_keys');
const MONEY = begins(
  'usage_report',
  'cost_report',
  'analytics',
  'spend_limits',
  'effective_spend_limits',
  'spend_limit_increase_requests',
);

/** The packs. Fewer tools cost a model less attention; what is in no pack can still be called by its name. */
export const PACKS = {
  reader: { title: 'Everything that only reads', holds: ({ effect }) => effect.kind === 'read' },
  members: { title: 'Members, invites and who is in which workspace', holds: MEMBERS },
  workspaces: { title: 'Workspaces, their members and rate limits', holds: WORKSPACES },
  keys: { title: 'API keys and encryption keys', holds: KEYS },
  finops: { title: 'Usage, costs and spend limits', holds: MONEY },
  all: { title: 'Everything', holds: () => true },
} as const satisfies Readonly<Record<string, Pack>>;

/** Name of a pack. */
export type PackName = keyof typeof PACKS;

/** The names of the packs. */
export const PACK_NAMES = Object.keys(PACKS) as PackName[];
