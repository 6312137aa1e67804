import { DAY, HOUR } from '../clock.js';
import type { ApiKey, Member, Principal } from '../state/entities.js';
import type { SeedContext } from './context.js';
import { membersWith } from './people.js';

/** A key of a seed, with the time at which it stopped being used. */
export interface UsedKey {
  readonly key: ApiKey;
  readonly until: number;
}

interface Plan {
  readonly name: string;
  readonly workspaceId: string | null;
  readonly principal: Principal | null;
  readonly creator: Member;
  readonly createdAt: number;
  readonly endedAt?: number | null;
}

const WORKSPACE_KEYS = ['backend', 'worker', 'ci'] as const;
const DEFAULT_KEYS = [
  'first-experiments',
  'notebook',
  'zapier',
  'docs-bot',
  'load-test',
  'onboarding',
] as const;
const SERVICE_ACCOUNTS = [
  'deploy',
  'etl',
  'search-indexer',
  'agent-runner',
  'mobile',
  'evals',
  'alerts',
  'qa',
] as const;

/** Adds the keys of every workspace, of ten people and of eight service accounts. */
export function seedApiKeys(context: SeedContext): readonly UsedKey[] {
  const makers = membersWith(context, 'admin', 'developer');
  const maker = (index: number): Member => makers[index % makers.length] as Member;
  const plans = [
    ...workspacePlans(context, maker),
    ...personalPlans(context),
    ...servicePlans(context, maker),
  ];
  return plans.map((plan, index) => seedKey(context, plan, index));
}

function workspacePlans({ organization, today }: SeedContext, maker: (index: number) => Member): Plan[] {
  return organization.workspaces.values().flatMap((workspace, at) => {
    const isDefault = workspace.id === organization.defaultWorkspaceId;
    const names = isDefault ? DEFAULT_KEYS : WORKSPACE_KEYS;
    return names.map((name, index): Plan => ({
      name: isDefault ? name : `${workspace.name.toLowerCase().replaceAll(' ', '-')}-${name}`,
      workspaceId: workspace.id,
      principal: null,
      creator: maker(at + index),
      createdAt: Math.min(workspace.createdAt + index * 11 * DAY + 2 * HOUR, today - DAY),
      endedAt: workspace.archivedAt,
    }));
  });
}

function personalPlans(context: SeedContext): Plan[] {
  const people = membersWith(context, 'developer', 'claude_code_user', 'user').filter(
    (_, index) => index % 2 === 0,
  );
  return people.slice(0, 10).map((member): Plan => ({
    name:
      member.role === 'claude_code_user'
        ? `claude_code_key_${member.email.split('@')[0]}`
        : `${member.name}'s key`,
    workspaceId: null,
    principal: { type: 'user_actor', user_id: member.id },
    creator: member,
    createdAt: member.addedAt + 3 * DAY,
  }));
}

function servicePlans({ organization, ids, today }: SeedContext, maker: (index: number) => Member): Plan[] {
  const live = organization.workspaces.filter((workspace) => workspace.archivedAt === null);
  return SERVICE_ACCOUNTS.map((name, index): Plan => ({
    name: `svc-${name}`,
    workspaceId: index % 4 === 0 ? null : (live[index % live.length]?.id ?? null),
    principal: { type: 'service_account_actor', service_account_id: ids('svac_') },
    creator: maker(index),
    createdAt: today - (330 - index * 30) * DAY + 8 * HOUR,
  }));
}

function seedKey({ organization, ids, random, today }: SeedContext, plan: Plan, index: number): UsedKey {
  const archived = plan.endedAt != null;
  const fate = archived ? 'archived' : fateOf(index);
  const ended = plan.endedAt ?? Math.max(plan.createdAt + DAY, today - random.between(8, 90) * DAY);
  const expiresAt =
    fate === 'expired' ? ended : index % 12 === 3 ? today + random.between(20, 300) * DAY : null;
  const id = ids('apikey_');
  const key = organization.apiKeys.insert({
    id,
    createdAt: plan.createdAt,
    createdBy: index % 15 === 14 ? null : { id: plan.creator.id, type: 'user' },
    expiresAt,
    hint: `sk-ant-api03-${id.slice(-7, -4)}...${id.slice(-4)}`,
    principal: plan.principal,
    workspaceId: plan.workspaceId,
    name: plan.name,
    status: fate === 'expired' ? 'active' : fate,
  });
  return { key, until: fate === 'active' ? (expiresAt ?? Infinity) : ended };
}

/** Seven in ten keys are in use; the others show every status. */
function fateOf(index: number): 'active' | 'inactive' | 'expired' | 'archived' {
  return index % 10 === 5
    ? 'inactive'
    : index % 10 === 7
      ? 'expired'
      : index % 10 === 9
        ? 'archived'
        : 'active';
}
