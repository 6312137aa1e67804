import { DAY } from '../clock.js';
import type { Ids } from '../ids.js';
import { Random, hashText, mix } from '../random.js';
import { Organization } from '../state/organization.js';
import { State } from '../state/state.js';
import { seedApiKeys } from './api-keys.js';
import type { SeedContext } from './context.js';
import { seedIntegrations } from './integrations.js';
import type { InvitePlan } from './invites.js';
import { DEMO_INVITES, seedInvites } from './invites.js';
import {
  DEMO_ORGANIZATION_ID,
  ENTERPRISE_ORGANIZATION_ID,
  SECOND_ORGANIZATION_ID,
  SEED_KEYS,
} from './keys.js';
import { seedLargeKeys, seedMembersWithoutWorkspace, seedSpike } from './large-keys.js';
import { LARGE_INVITES, LARGE_PEOPLE, LARGE_WORKSPACES } from './large-organization.js';
import type { Person } from './people.js';
import { DEMO_PEOPLE, ENTERPRISE_PEOPLE, SECOND_PEOPLE, seedMembers } from './people.js';
import { seedRateLimits } from './rate-limits.js';
import { seedConsoleLimits, seedEnterpriseLimits } from './spend-limits.js';
import { seedStreams } from './streams.js';
import type { WorkspacePlan } from './workspaces.js';
import { DEMO_WORKSPACES, seedDefaultWorkspace, seedWorkspace, seedWorkspaceRoles } from './workspaces.js';

/** The seed of the ids and amounts; `large` is seed 1 with the demo organization enlarged. */
export type Seed = number | 'large';

/** The input of a seed. */
export interface SeedSource {
  readonly seed: Seed;
  readonly ids: Ids;
  readonly now: number;
}

interface OrganizationPlan {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly people: readonly Person[];
  readonly workspaces: readonly WorkspacePlan[];
  readonly invites?: readonly InvitePlan[];
  readonly daysAgo: number;
  readonly isLarge?: boolean;
}

const DEMO: OrganizationPlan = {
  id: DEMO_ORGANIZATION_ID,
  name: 'Acme Robotics',
  domain: 'acme-robotics.example',
  people: DEMO_PEOPLE,
  workspaces: DEMO_WORKSPACES,
  invites: DEMO_INVITES,
  daysAgo: 731,
};

const LARGE_DEMO: OrganizationPlan = {
  ...DEMO,
  people: LARGE_PEOPLE,
  workspaces: LARGE_WORKSPACES,
  invites: LARGE_INVITES,
  isLarge: true,
};

const OTHERS: readonly OrganizationPlan[] = [
  {
    id: SECOND_ORGANIZATION_ID,
    name: 'Globex Research',
    domain: 'globex.example',
    people: SECOND_PEOPLE,
    workspaces: [
      { name: 'Production', color: '#2D9CDB', daysAgo: 390 },
      { name: 'Evaluation', color: '#F2994A', daysAgo: 120 },
    ],
    daysAgo: 401,
  },
  {
    id: ENTERPRISE_ORGANIZATION_ID,
    name: 'Initech Group',
    domain: 'initech.example',
    people: ENTERPRISE_PEOPLE,
    workspaces: [],
    daysAgo: 601,
  },
];

/** Builds the initial state of a simulator; the same input produces the same state. */
export function seedState({ seed, ids, now }: SeedSource): State {
  const state = new State();
  const today = Math.floor(now / DAY) * DAY;
  const number = numberOf(seed);
  for (const plan of [seed === 'large' ? LARGE_DEMO : DEMO, ...OTHERS]) {
    const organization = new Organization(plan.id, plan.name, today - plan.daysAgo * DAY);
    const context = { organization, ids, today, random: new Random(mix(number, hashText(plan.id))) };
    fill(context, plan);
    state.organizations.set(organization.id, organization);
  }
  for (const key of SEED_KEYS) state.keys.set(key.secret, { ...key, id: ids('apikey_'), userId: null });
  return state;
}

/** The number that ids and amounts are derived from. */
export const numberOf = (seed: Seed): number => (seed === 'large' ? 1 : seed);

function fill(context: SeedContext, plan: OrganizationPlan): void {
  const { id, domain, people, workspaces, invites = [], isLarge = false } = plan;
  const { settings } = context.organization;
  if (id === ENTERPRISE_ORGANIZATION_ID) settings.kind = 'enterprise';
  seedMembers(context, people, domain);
  seedDefaultWorkspace(context);
  for (const workspace of workspaces) seedWorkspace(context, workspace);
  seedWorkspaceRoles(context);
  const keys = seedApiKeys(context);
  seedStreams(context, isLarge ? [...keys, ...seedLargeKeys(context)] : keys);
  if (isLarge) {
    seedMembersWithoutWorkspace(context);
    seedSpike(context);
  }
  seedRateLimits(context);
  if (settings.kind === 'enterprise') seedEnterpriseLimits(context);
  else seedConsoleLimits(context);
  seedInvites(context, invites);
  if (id === DEMO_ORGANIZATION_ID) seedIntegrations(context);
  // The second organization is not in the betas, to show how the API rejects such requests.
  if (id === SECOND_ORGANIZATION_ID)
    Object.assign(settings, { spendLimitWrites: false, webhooksBeta: false });
}
