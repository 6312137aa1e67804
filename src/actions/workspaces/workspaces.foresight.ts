import type { Foresee, Foresight, PlanConsequence, PlanReads } from '../../kit/catalog/index.js';
import type {
  APIKey,
  BetaTelemetryDestination,
  SpendLimit,
  Workspace,
  WorkspaceMember,
  WorkspaceRateLimit,
} from '../api-types.generated.js';
import { lastDay, lastHour, requestsSince, spendOf30Days, usedText, useNote } from '../foresight/key-use.js';
import { membersOf, workspacesOf } from '../foresight/names.js';
import { countOf, idsOf, itemOf, shown, verb, words } from '../foresight/words.js';
import type { WorkspaceIdInput, WorkspacesCreateInput, WorkspacesUpdateInput } from './workspaces.inputs.js';

const MOST_ACTIVE = 100;

/** What ends with a workspace: its keys, memberships, limits and telemetry. */
export const foreseeArchive: Foresee<WorkspaceIdInput> = async ({ workspace_id }, reads) => {
  const before = await reads.target<Workspace>('The workspace', 'workspaces_get', { workspace_id });
  if (before && before.archived_at !== null) return { before: { ...before }, facts: { archived: true } };
  const [keys, members, spend, limits, telemetry] = await Promise.all([
    keysThatStop(reads, workspace_id),
    membersWhoLose(reads, workspace_id),
    spendOf30Days(reads, workspace_id),
    limitsThatGo(reads, workspace_id),
    telemetryOf(reads, workspace_id),
  ]);
  reads.unknown('Webhooks of the workspace unknown: the Admin API lists those of the organization only.');
  const spent: PlanConsequence[] =
    spend === undefined
      ? []
      : [{ kind: 'changes', text: `The workspace has spent ${spend} in the last 30 days; its use ends.` }];
  return {
    ...(before ? { before: { ...before } } : {}),
    consequences: [
      ...keys.consequences,
      ...members.consequences,
      ...spent,
      ...limits.consequences,
      ...telemetry.consequences,
    ],
    final: ['A workspace that is archived cannot be restored, and neither can its API keys.'],
    facts: { ...keys.facts, ...members.facts, ...limits.facts, ...telemetry.facts },
  };
};

type Part = Required<Pick<Foresight, 'consequences' | 'facts'>>;

async function keysThatStop(reads: PlanReads, workspace: string): Promise<Part> {
  const filter = { workspace_ids: [workspace] };
  const [all, hour, day] = await Promise.all([
    reads.list<APIKey>('API keys', 'api_keys_list', { workspace_id: workspace }),
    requestsSince(reads, filter, lastHour(reads.now)),
    requestsSince(reads, filter, lastDay(reads.now)),
  ]);
  if (!all) return { consequences: [], facts: {} };
  const active = all.filter(({ status }) => status === 'active');
  const idle = all.filter(({ status }) => status === 'inactive' || status === 'expired');
  const services = new Set(
    active.flatMap(({ principal }) =>
      principal?.type === 'service_account_actor' ? [principal.service_account_id] : [],
    ),
  );
  const stopping: PlanConsequence = {
    kind: 'stops_working',
    text: `${countOf(active.length, 'API key')} ${verb(active.length, 'stops', 'stop')} working${usedText(active, reads.now, hour, day)}.`,
    count: active.length,
    items: active.map(({ id, name }) => itemOf(id, name, useNote(id, hour, day))),
  };
  const archived: PlanConsequence = {
    kind: 'is_removed',
    text: `${countOf(idle.length, 'inactive or expired API key')} ${verb(idle.length, 'is', 'are')} archived too.`,
    count: idle.length,
    items: idle.map(({ id, name, status }) => itemOf(id, name, status)),
  };
  const accounts: PlanConsequence = {
    kind: 'loses_access',
    text: `${countOf(services.size, 'service account')} ${verb(services.size, 'loses', 'lose')} a key.`,
    count: services.size,
    items: [...services].map((id) => itemOf(id, id)),
  };
  return {
    consequences: [
      stopping,
      ...(idle.length > 0 ? [archived] : []),
      ...(services.size > 0 ? [accounts] : []),
    ],
    facts: { keys: idsOf(active), other_keys: idsOf(idle) },
  };
}

async function membersWhoLose(reads: PlanReads, workspace: string): Promise<Part> {
  const [members, people] = await Promise.all([
    reads.list<WorkspaceMember>('Members of the workspace', 'workspace_members_list', {
      workspace_id: workspace,
    }),
    membersOf(reads),
  ]);
  if (!members) return { consequences: [], facts: {} };
  const consequence: PlanConsequence = {
    kind: 'loses_access',
    text: `${countOf(members.length, 'member')} ${verb(members.length, 'loses', 'lose')} access to the workspace.`,
    count: members.length,
    items: members.map(({ user_id: id, workspace_role: role }) =>
      itemOf(id, people?.get(id)?.name, words(role)),
    ),
  };
  return { consequences: [consequence], facts: { members: members.map(({ user_id }) => user_id).sort() } };
}

async function limitsThatGo(reads: PlanReads, workspace: string): Promise<Part> {
  const [spend, rates] = await Promise.all([
    reads.list<SpendLimit>('Spend limits', 'spend_limits_list', { workspace_id: workspace }),
    reads.list<WorkspaceRateLimit>('Rate limits', 'workspace_rate_limits_list', { workspace_id: workspace }),
  ]);
  const items = [
    ...(spend ?? []).map(({ id, period }) => itemOf(id, `${words(period)} spend limit`)),
    ...(rates ?? []).map(({ rate_limit_id: id, group }) =>
      itemOf(id, `rate limit of ${'display_name' in group ? group.display_name : words(group.type)}`),
    ),
  ];
  const consequence: PlanConsequence = {
    kind: 'is_removed',
    text: `${countOf(items.length, 'limit')} of the workspace no longer ${verb(items.length, 'applies', 'apply')}.`,
    count: items.length,
    items,
  };
  return {
    consequences: items.length > 0 ? [consequence] : [],
    facts: { spend_limits: idsOf(spend), rate_limits: rates?.map(({ rate_limit_id: id }) => id).sort() },
  };
}

async function telemetryOf(reads: PlanReads, workspace: string): Promise<Part> {
  const found = await reads.list<BetaTelemetryDestination>(
    'Telemetry destinations',
    'telemetry_destinations_list',
    { workspace_ids: [workspace] },
  );
  const active = (found ?? []).filter(({ state }) => state.type === 'enabled');
  const consequence: PlanConsequence = {
    kind: 'changes',
    text: `${countOf(active.length, 'telemetry destination')} ${verb(active.length, 'gets', 'get')} no more traces of it.`,
    count: active.length,
    items: active.map(({ id, display_name: name, endpoint_url: url }) => itemOf(id, name ?? url)),
  };
  return {
    consequences: active.length > 0 ? [consequence] : [],
    facts: { destinations: found && idsOf(active) },
  };
}

/** A new workspace counts towards those that an organization may have. */
export const foreseeCreate: Foresee<WorkspacesCreateInput> = async (
  { name, external_key_id: key },
  reads,
) => {
  const active = await workspacesOf(reads);
  const twins = (active ?? []).filter((one) => one.name === name);
  const count: PlanConsequence[] = active
    ? [
        {
          kind: active.length >= MOST_ACTIVE ? 'exceeds_limit' : 'changes',
          text: `The organization has ${countOf(active.length, 'active workspace')}, of at most ${MOST_ACTIVE}.`,
        },
      ]
    : [];
  const twin: PlanConsequence = {
    kind: 'changes',
    text: `${countOf(twins.length, 'workspace')} already ${verb(twins.length, 'has', 'have')} this name.`,
    count: twins.length,
    items: twins.map((one) => itemOf(one.id, one.name)),
  };
  return {
    consequences: [...count, ...(twins.length > 0 ? [twin] : [])],
    final: [
      'A workspace cannot be deleted, only archived.',
      ...(typeof key === 'string' ? ['Its external key cannot be changed later.'] : []),
    ],
    facts: { twins: active && idsOf(twins) },
  };
};

const ONCE = ['external_key_id', 'user_profile_id'] as const;
const CHANGEABLE = ['name', 'display_color', 'tags', 'data_residency'] as const;

/** What each field is and becomes. */
export const foreseeUpdate: Foresee<WorkspacesUpdateInput> = async (input, reads) => {
  const { workspace_id } = input;
  const before = await reads.target<Workspace>('The workspace', 'workspaces_get', { workspace_id });
  if (!before) return {};
  const given = [...CHANGEABLE, ...ONCE].filter((field) => input[field] !== undefined);
  const changed = given.filter((field) => changes(before[field], input[field]));
  const undo = Object.fromEntries(
    CHANGEABLE.filter((field) => changed.includes(field)).map((field) => [
      field,
      oldValue(before, input, field),
    ]),
  );
  return {
    before: { ...before },
    consequences: changed.map((field) => ({
      kind: 'changes' as const,
      text: `The ${words(field)} changes from ${shown(before[field])} to ${shown(input[field])}.`,
    })),
    final: ONCE.filter((field) => changed.includes(field)).map(
      (field) => `The ${words(field)} cannot be changed or removed once it is set.`,
    ),
    ...(Object.keys(undo).length > 0
      ? { inverse: { actionId: 'workspaces_update', input: { workspace_id, ...undo } } }
      : {}),
    facts: {
      archived: before.archived_at !== null,
      ...Object.fromEntries(given.map((field) => [field, before[field]])),
    },
  };
};

/** Whether setting a value changes another one; of an object, those of its fields that are given. */
function changes(before: unknown, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || typeof before !== 'object')
    return JSON.stringify(before) !== JSON.stringify(value);
  const old = (before ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(value).some(([name, one]) => changes(old[name] ?? null, one ?? null));
}

/** What an update has to set for a field to be as before. */
function oldValue(
  before: Workspace,
  input: WorkspacesUpdateInput,
  field: (typeof CHANGEABLE)[number],
): unknown {
  const old = before[field];
  const value = input[field];
  if (typeof old === 'string') return old;
  if (value === null || value === undefined) return old;
  const fields = old as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.keys(value).map((name) => [name, fields[name] ?? null]));
}
