import { DAY, HOUR } from '../clock.js';
import type { Workspace, WorkspaceRole } from '../state/entities.js';
import type { SeedContext } from './context.js';
import { membersWith } from './people.js';

/** A workspace of the seed. */
export interface WorkspacePlan {
  readonly name: string;
  readonly color: string;
  readonly daysAgo: number;
  readonly archivedDaysAgo?: number;
  readonly tags?: Record<string, string>;
  readonly geo?: 'global' | 'us';
}

/** The workspaces of the demo organization, without the default one. */
export const DEMO_WORKSPACES: readonly WorkspacePlan[] = [
  { name: 'Production', color: '#6C5BB9', daysAgo: 725, tags: { env: 'production', cost_center: 'cc-1001' } },
  { name: 'Staging', color: '#2D9CDB', daysAgo: 724, tags: { env: 'staging', cost_center: 'cc-1001' } },
  {
    name: 'Legacy Chatbot',
    color: '#828282',
    daysAgo: 720,
    archivedDaysAgo: 210,
    tags: { env: 'production' },
  },
  {
    name: 'Data Pipeline',
    color: '#27AE60',
    daysAgo: 640,
    tags: { env: 'production', cost_center: 'cc-2040' },
  },
  { name: 'Evaluation', color: '#F2994A', daysAgo: 600, tags: { team: 'research' } },
  {
    name: 'Claude Code',
    color: '#D97757',
    daysAgo: 560,
    tags: { team: 'engineering', cost_center: 'cc-3000' },
  },
  { name: 'Hackathon', color: '#EB5757', daysAgo: 420, archivedDaysAgo: 385 },
  { name: 'Enterprise Search', color: '#56CCF2', daysAgo: 360, tags: { env: 'production', team: 'search' } },
  { name: 'Legal Review', color: '#9B51E0', daysAgo: 300, tags: { team: 'legal' }, geo: 'us' },
  { name: 'Mobile App', color: '#219653', daysAgo: 240, tags: { env: 'production', cost_center: 'cc-1002' } },
  { name: 'Agents', color: '#BB6BD9', daysAgo: 150, tags: { team: 'platform' } },
  { name: 'Internal Tools', color: '#F2C94C', daysAgo: 80 },
];

/** Adds one workspace. */
export function seedWorkspace({ organization, ids, today }: SeedContext, plan: WorkspacePlan): Workspace {
  const geo = plan.geo ?? 'global';
  return organization.workspaces.insert({
    id: ids('wrkspc_'),
    compartmentId: ids('cmpt_'),
    createdAt: today - plan.daysAgo * DAY + 10 * HOUR,
    name: plan.name,
    displayColor: plan.color,
    archivedAt: plan.archivedDaysAgo === undefined ? null : today - plan.archivedDaysAgo * DAY + 16 * HOUR,
    dataResidency: {
      allowed_inference_geos: geo === 'us' ? ['us'] : 'unrestricted',
      default_inference_geo: geo,
      workspace_geo: 'us',
    },
    externalKeyId: null,
    userProfileId: null,
    tags: plan.tags ?? {},
  });
}

/** Adds the default workspace, which every organization has. */
export function seedDefaultWorkspace(context: SeedContext): void {
  const { organization, today } = context;
  const daysAgo = Math.round((today - organization.createdAt) / DAY);
  organization.defaultWorkspaceId = seedWorkspace(context, { name: 'Default', color: '#6C5BB9', daysAgo }).id;
}

const GIVEN: readonly WorkspaceRole[] = [
  'workspace_developer',
  'workspace_user',
  'workspace_restricted_developer',
  'workspace_developer',
  'workspace_admin',
];

/** Assigns about half of the members without a privileged role to each workspace. */
export function seedWorkspaceRoles(context: SeedContext): void {
  const { organization, random } = context;
  const members = membersWith(context, 'developer', 'user', 'claude_code_user');
  for (const workspace of organization.workspaces.values()) {
    if (workspace.id === organization.defaultWorkspaceId) continue;
    const chosen = members.filter(() => random.between(0, 1) === 0);
    organization.workspaceRoles.set(
      workspace.id,
      new Map(chosen.map((member) => [member.id, random.pick(GIVEN)])),
    );
  }
}
