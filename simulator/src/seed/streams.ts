import { DAY } from '../clock.js';
import type { Member } from '../state/entities.js';
import type { Organization } from '../state/organization.js';
import type { Stream } from '../usage/stream.js';
import type { UsedKey } from './api-keys.js';
import type { SeedContext } from './context.js';
import { membersWith } from './people.js';
import type { UsageProfile } from './profiles.js';
import {
  CLAUDE_CODE_PROFILES,
  CONSOLE_PROFILES,
  DEVELOPER_PROFILES,
  TYPICAL_DAY,
  OUTPUT_TOKENS_PER_REQUEST,
  SERVICE_PROFILES,
  WORKSPACE_PROFILES,
} from './profiles.js';

type StreamOwner = Pick<
  Stream,
  'account_id' | 'api_key_id' | 'service_account_id' | 'workspace_id' | 'from' | 'until'
>;

/** The models of a family, oldest first, each with the fraction of the history at which its use starts. */
const GENERATIONS = {
  opus: [
    ['claude-opus-4-5', 0],
    ['claude-opus-4-8', 0.4],
    ['claude-opus-5-5', 0.78],
  ],
  sonnet: [
    ['claude-sonnet-4-5', 0],
    ['claude-sonnet-4-6', 0.38],
    ['claude-sonnet-5-5', 0.72],
  ],
  haiku: [
    ['claude-haiku-4-5', 0],
    ['claude-haiku-5-5', 0.7],
  ],
} as const;

const TERMINALS = ['vscode', 'iTerm.app', 'tmux', 'cursor', 'WarpTerminal'] as const;

/** Adds the usage of every key, and of some members without a key. */
export function seedStreams(context: SeedContext, keys: readonly UsedKey[]): void {
  const { organization } = context;
  const fromKeys = keys.flatMap(({ key, until }) => {
    const owner = ownerOf(organization, { key, until });
    return profilesOf(organization, key).flatMap((profile) => streamsOf(context, owner, profile));
  });
  const withoutKeys = peopleWithoutKeys(context).flatMap(([member, profiles]) => {
    const owner = { account_id: member.id, api_key_id: null, service_account_id: null, workspace_id: null };
    const used = { ...owner, from: member.addedAt, until: Infinity };
    return profiles.flatMap((profile) => streamsOf(context, used, profile));
  });
  organization.streams = [...fromKeys, ...withoutKeys].map((stream, index) => ({
    ...stream,
    number: index + 1,
  }));
}

/** Some members use the Console; in an Enterprise organization, all members sign in to Claude Code. */
function peopleWithoutKeys(context: SeedContext): (readonly [Member, readonly UsageProfile[]])[] {
  if (context.organization.settings.kind === 'enterprise') {
    return membersWith(context, 'user', 'managed').map((member) => [member, CLAUDE_CODE_PROFILES]);
  }
  const people = membersWith(context, 'admin', 'developer').filter((_, index) => index % 3 === 0);
  return people.map((member) => [member, CONSOLE_PROFILES]);
}

function ownerOf(organization: Organization, { key, until }: UsedKey): StreamOwner {
  const { principal, workspaceId } = key;
  return {
    account_id: principal?.type === 'user_actor' ? principal.user_id : null,
    api_key_id: key.id,
    service_account_id: principal?.type === 'service_account_actor' ? principal.service_account_id : null,
    workspace_id: workspaceId === organization.defaultWorkspaceId ? null : workspaceId,
    from: key.createdAt + DAY,
    until,
  };
}

function profilesOf(organization: Organization, key: UsedKey['key']): readonly UsageProfile[] {
  if (key.principal?.type === 'service_account_actor') return SERVICE_PROFILES;
  if (key.principal) return key.name.startsWith('claude_code') ? CLAUDE_CODE_PROFILES : DEVELOPER_PROFILES;
  const workspace = organization.workspaces.get(key.workspaceId ?? '');
  const name = workspace?.name ?? '';
  // A workspace may be called "__proto__".
  return (Object.hasOwn(WORKSPACE_PROFILES, name) && WORKSPACE_PROFILES[name]) || DEVELOPER_PROFILES;
}

/** One stream per model that the family had during the owner's usage. */
function streamsOf(context: SeedContext, owner: StreamOwner, profile: UsageProfile): Stream[] {
  const { organization, random, today } = context;
  const history = today - organization.createdAt;
  const size = (profile.size * random.between(70, 130)) / 10_000;
  const hesitation = random.between(0, 30) * DAY;
  const place = placeOf(context, profile);
  const models = GENERATIONS[profile.family];
  return models.flatMap(([model, share], index): Stream[] => {
    const next = models[index + 1];
    const begins = share === 0 ? 0 : organization.createdAt + share * history + hesitation;
    const ends = next ? organization.createdAt + next[1] * history + hesitation : Infinity;
    const from = Math.max(owner.from, Math.floor(begins / DAY) * DAY);
    const until = Math.min(owner.until, Number.isFinite(ends) ? Math.floor(ends / DAY) * DAY : Infinity);
    if (from >= until) return [];
    const geo = index === 0 ? 'not_available' : (profile.geo ?? 'global');
    return [
      {
        ...owner,
        ...place,
        ...traitsOf(profile),
        model,
        inference_geo: geo,
        daily: dayOf(profile, size),
        from,
        until,
      },
    ];
  });
}

function placeOf({ ids, organization, random }: SeedContext, { product }: UsageProfile) {
  const agents = product === 'managed_agents_api';
  return {
    number: 0,
    growsFrom: organization.createdAt,
    agent_id: agents ? ids('agent_') : null,
    environment_id: agents ? ids('env_') : null,
    deployment_id: agents ? ids('depl_') : null,
    terminal: product === 'claude_code' ? random.pick(TERMINALS) : null,
    remote: product === 'claude_code' && random.between(0, 4) === 0,
  };
}

function traitsOf(profile: UsageProfile) {
  return {
    service_tier: profile.tier ?? 'standard',
    context_window: profile.context ?? '0-200k',
    speed: profile.speed ?? 'standard',
    product: profile.product ?? 'messages_api',
    growth: profile.growth ?? 0.4,
    weekend: profile.weekend ?? 0.5,
    shape: profile.shape ?? 'office',
  } as const;
}

function dayOf(profile: UsageProfile, size: number): readonly number[] {
  const tokens = TYPICAL_DAY.map((amount) => amount * size);
  const requests = (tokens[4] ?? 0) / OUTPUT_TOKENS_PER_REQUEST;
  return [...tokens, profile.searches ?? 0, profile.codeMinutes ?? 0, profile.sessionMinutes ?? 0, requests];
}
