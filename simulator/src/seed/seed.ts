import { DAY } from '../clock.js';
import type { Ids } from '../ids.js';
import { Random, hashText, mix } from '../random.js';
import { Organization } from '../state/organization.js';
import { State } from '../state/state.js';
import { seedApiKeys } from './api-keys.js';
import type { SeedContext } from './context.js';
import { seedIntegrations } from './integrations.js';
import { DEMO_INVITES, seedInvites } from './invites.js';
import {
  DEMO_ORGANIZATION_ID,
  ENTERPRISE_ORGANIZATION_ID,
  SECOND_ORGANIZATION_ID,
  SEED_KEYS,
} from './keys.js';
import type { Person } from './people.js';
import { DEMO_PEOPLE, ENTERPRISE_PEOPLE, SECOND_PEOPLE, seedMembers } from './people.js';
import { seedRateLimits } from './rate-limits.js';
import { seedConsoleLimits, seedEnterpriseLimits } from './spend-limits.js';
import { seedStreams } from './streams.js';
import { DEMO_WORKSPACES, seedDefaultWorkspace, seedWorkspace, seedWorkspaceRoles } from './workspaces.js';

/** The input of a seed. */
export interface SeedSource {
  readonly seed: number;
  readonly ids: Ids;
  readonly now: number;
}

interface OrganizationPlan {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly people: readonly Person[];
  readonly workspaces: typeof DEMO_WORKSPACES;
  readonly daysAgo: number;
}

const PLANS: readonly OrganizationPlan[] = [
  {
    id: DEMO_ORGANIZATION_ID,
    name: 'Acme Robotics',
    domain: 'acme-robotics.example',
    people: DEMO_PEOPLE,
    workspaces: DEMO_WORKSPACES,
    daysAgo: 731,
  },
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
  for (const plan of PLANS) {
    const organization = new Organization(plan.id, plan.name, today - plan.daysAgo * DAY);
    const context = { organization, ids, today, random: new Random(mix(seed, hashText(plan.id))) };
    fill(context, plan);
    state.organizations.set(organization.id, organization);
  }
  for (const key of SEED_KEYS) state.keys.set(key.secret, { ...key, id: ids('apikey_'), userId: null });
  return state;
}

function fill(context: SeedContext, { id, domain, people, workspaces }: OrganizationPlan): void {
  const { settings } = context.organization;
  if (id === ENTERPRISE_ORGANIZATION_ID) settings.kind = 'enterprise';
  seedMembers(context, people, domain);
  seedDefaultWorkspace(context);
  for (const workspace of workspaces) seedWorkspace(context, workspace);
  seedWorkspaceRoles(context);
  seedStreams(context, seedApiKeys(context));
  seedRateLimits(context);
  if (settings.kind === 'enterprise') seedEnterpriseLimits(context);
  else seedConsoleLimits(context);
  if (id === DEMO_ORGANIZATION_ID) {
    seedInvites(context, DEMO_INVITES);
    seedIntegrations(context);
  }
  // The second organization is not in the betas, to show how the API rejects such requests.
  if (id === SECOND_ORGANIZATION_ID)
    Object.assign(settings, { spendLimitWrites: false, webhooksBeta: false });
}
