import { DAY, HOUR } from '../clock.js';
import type { ApiKey, Member, Principal } from '../state/entities.js';
import type { SeedContext } from './context.js';
import { membersWith } from './people.js';

/** A seeded key, with the time at which its use ended. */
export interface UsedKey {
  readonly key: ApiKey;
  readonly until: number;
}

interface ApiKeyPlan {
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

/** Adds the keys of every workspace, of ten members and of eight service accounts. */
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

function workspacePlans(
  { organization, today }: SeedContext,
  maker: (index: number) => Member,
): ApiKeyPlan[] {
  return organization.workspaces.values().flatMap((workspace, at) => {
    const isDefault = workspace.id === organization.defaultWorkspaceId;
    const names = isDefault ? DEFAULT_KEYS : WORKSPACE_KEYS;
    return names.map((name, index): ApiKeyPlan => ({
      name: isDefault ? name : `${workspace.name.toLowerCase().replaceAll(' ', '-')}-${name}`,
      workspaceId: workspace.id,
      principal: null,
      creator: maker(at + index),
      createdAt: Math.min(workspace.createdAt + index * 11 * DAY + 2 * HOUR, today - DAY),
      endedAt: workspace.archivedAt,
    }));
  });
}

function personalPlans(context: SeedContext): ApiKeyPlan[] {
  const people = membersWith(context, 'developer', 'claude_code_user', 'user').filter(
    (_, index) => index % 2 === 0,
  );
  return people.slice(0, 10).map((member): ApiKeyPlan => ({
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

function servicePlans(
  { organization, ids, today }: SeedContext,
  maker: (index: number) => Member,
): ApiKeyPlan[] {
  const live = organization.workspaces.filter((workspace) => workspace.archivedAt === null);
  return SERVICE_ACCOUNTS.map((name, index): ApiKeyPlan => ({
    name: `svc-${name}`,
    workspaceId: index % 4 === 0 ? null : (live[index % live.length]?.id ?? null),
    principal: { type: 'service_account_actor', service_account_id: ids('svac_') },
    creator: maker(index),
    createdAt: today - (330 - index * 30) * DAY + 8 * HOUR,
  }));
}

function seedKey(
  { organization, ids, random, today }: SeedContext,
  plan: ApiKeyPlan,
  index: number,
): UsedKey {
  const archived = plan.endedAt != null;
  const lifecycle = archived ? 'archived' : lifecycleOf(index);
  const ended = plan.endedAt ?? Math.max(plan.createdAt + DAY, today - random.between(8, 90) * DAY);
  const expiresAt =
    lifecycle === 'expired' ? ended : index % 12 === 3 ? today + random.between(20, 300) * DAY : null;
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
    status: lifecycle === 'expired' ? 'active' : lifecycle,
  });
  return { key, until: lifecycle === 'active' ? (expiresAt ?? Infinity) : ended };
}

/** Seven in ten keys are active; the others cover every other status. */
function lifecycleOf(index: number): 'active' | 'inactive' | 'expired' | 'archived' {
  return index % 10 === 5
    ? 'inactive'
    : index % 10 === 7
      ? 'expired'
      : index % 10 === 9
        ? 'archived'
        : 'active';
}
