import { DAY, HOUR } from '../clock.js';
import type { ApiKey, Member } from '../state/entities.js';
import type { UsedKey } from './api-keys.js';
import { AWKWARD_NAMES } from './awkward-names.js';
import type { SeedContext } from './context.js';
import { membersWith } from './people.js';

const NEVER_USED = 30;
const UNUSED_FOR_60_DAYS = 40;
const EXPIRING = 30;
const OF_PEOPLE_WHO_LEFT = 18;
const OF_CLAUDE_CODE = 40;

const SPIKE_DAYS_AGO = 9;
/** Makes the day of the spike cost several times as much as an ordinary one. */
const SPIKE_FACTOR = 1_000;

/** Fields of a key beside those that all keys of the large organization have, and the end of its use. */
interface LargeKey extends Partial<Omit<ApiKey, 'id'>> {
  readonly name: string;
  readonly createdAt: number;
  /** Undefined for a key that has never been used. */
  readonly until?: number;
}

/**
 * Adds keys that have never been used, that are unused for 60 days and longer, that expire within 30 days, and of people
 * who left. Returns those with usage.
 */
export function seedLargeKeys(context: SeedContext): readonly UsedKey[] {
  const plans = [
    ...neverUsed(context),
    ...unused(context),
    ...expiring(context),
    ...ofPeopleWhoLeft(context),
    ...ofClaudeCode(context),
  ];
  return plans.flatMap((plan, index) => seedKey(context, plan, index));
}

const list = <T>(length: number, item: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => item(index));

const neverUsed = ({ today }: SeedContext): LargeKey[] =>
  list(NEVER_USED, (index) => ({
    name: AWKWARD_NAMES[index] ?? `trial-${index}`,
    createdAt: today - (5 + index * 12) * DAY,
  }));

const unused = ({ today }: SeedContext): LargeKey[] =>
  list(UNUSED_FOR_60_DAYS, (index) => ({
    name: `nightly-${index + 1}`,
    createdAt: today - (200 + index * 5) * DAY,
    until: today - (60 + index * 2) * DAY,
  }));

const expiring = ({ today }: SeedContext): LargeKey[] =>
  list(EXPIRING, (index) => {
    const expiresAt = today + (index + 1) * DAY + 12 * HOUR;
    return { name: `contract-${index + 1}`, createdAt: expiresAt - 90 * DAY, expiresAt, until: expiresAt };
  });

/** Half of these keys belong to the person; all of them are active, and a third is still used. */
function ofPeopleWhoLeft({ ids, today }: SeedContext): LargeKey[] {
  return list(OF_PEOPLE_WHO_LEFT, (index) => {
    const id = ids('user_');
    const left = today - (10 + index * 9) * DAY;
    return {
      name: `handover-${index + 1}`,
      createdAt: left - 100 * DAY,
      createdBy: { id, type: 'user' },
      ...(index % 2 === 0 && { principal: { type: 'user_actor', user_id: id } as const, workspaceId: null }),
      until: index % 3 === 0 ? Infinity : left,
    };
  });
}

const ofClaudeCode = (context: SeedContext): LargeKey[] =>
  membersWith(context, 'claude_code_user')
    .slice(0, OF_CLAUDE_CODE)
    .map((member) => ({
      name: `claude_code_key_${member.email.split('@')[0]}`,
      createdAt: Math.max(member.addedAt, context.today - 120 * DAY),
      createdBy: { id: member.id, type: 'user' },
      principal: { type: 'user_actor', user_id: member.id },
      workspaceId: null,
      until: Infinity,
    }));

function seedKey(context: SeedContext, { until, ...plan }: LargeKey, index: number): UsedKey[] {
  const { organization, ids } = context;
  const live = organization.workspaces.filter(({ archivedAt }) => archivedAt === null);
  const makers = membersWith(context, 'admin', 'developer');
  const maker = makers[index % makers.length] as Member;
  const id = ids('apikey_');
  const key = organization.apiKeys.insert({
    id,
    createdBy: { id: maker.id, type: 'user' },
    expiresAt: null,
    hint: `sk-ant-api03-${id.slice(-7, -4)}...${id.slice(-4)}`,
    principal: null,
    workspaceId: live[index % live.length]?.id ?? null,
    status: 'active',
    ...plan,
  });
  return until === undefined ? [] : [{ key, until }];
}

/** Removes every twelfth member from all workspaces. */
export function seedMembersWithoutWorkspace(context: SeedContext): void {
  const members = membersWith(context, 'developer', 'user', 'claude_code_user');
  const outside = members.filter((_, index) => index % 12 === 0);
  for (const roles of context.organization.workspaceRoles.values()) {
    for (const { id } of outside) roles.delete(id);
  }
}

/** Adds a day on which one agent used as much as all of the organization does in several days. */
export function seedSpike({ organization, today }: SeedContext): void {
  const agents = organization.workspaces.find(({ name }) => name === 'Agents');
  const source = organization.streams.findLast(({ workspace_id }) => workspace_id === agents?.id);
  if (!source) return;
  const from = today - SPIKE_DAYS_AGO * DAY;
  const daily = source.daily.map((amount) => amount * SPIKE_FACTOR);
  const number = organization.streams.length + 1;
  organization.streams = [
    ...organization.streams,
    { ...source, number, daily, growth: 0, weekend: 1, from, until: from + DAY },
  ];
}
