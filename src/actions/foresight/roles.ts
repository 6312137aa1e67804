import { words } from './words.js';

/** What members can do with each role of the organization, as the documentation of the Claude Console says it. */
const ORGANIZATION: Readonly<Record<string, readonly string[]>> = {
  user: ['use the Workbench'],
  claude_code_user: ['use the Workbench', 'use Claude Code'],
  developer: ['use the Workbench', 'manage API keys'],
  billing: ['use the Workbench', 'manage billing'],
  admin: [
    'use the Workbench',
    'use Claude Code',
    'manage API keys',
    'manage billing',
    'manage members',
    'administer every workspace',
  ],
};

/** What members can do with each role in a workspace. */
const WORKSPACE: Readonly<Record<string, readonly string[]>> = {
  workspace_user: ['use the Workbench in it'],
  workspace_restricted_developer: ['use the Workbench in it', 'use the API'],
  workspace_developer: ['use the Workbench in it', 'use the API', 'manage its API keys'],
  workspace_admin: [
    'use the Workbench in it',
    'use the API',
    'manage its API keys',
    'manage its members and settings',
  ],
  workspace_billing: ['see its billing'],
};

/** What another role takes and gives, in words; undefined where a role is not described. */
export interface RoleChange {
  readonly gains: readonly string[];
  readonly loses: readonly string[];
}

function changeOf(
  table: typeof ORGANIZATION,
  from: string | undefined,
  to: string | undefined,
): RoleChange | undefined {
  const before = from === undefined ? [] : table[from];
  const after = to === undefined ? [] : table[to];
  if (!before || !after) return undefined;
  return {
    gains: after.filter((one) => !before.includes(one)),
    loses: before.filter((one) => !after.includes(one)),
  };
}

/** What another role in the organization changes; undefined as a role where there is none. */
export const organizationRoleChange = (from?: string, to?: string): RoleChange | undefined =>
  changeOf(ORGANIZATION, from, to);

/** What another role in a workspace changes; undefined as a role where there is none. */
export const workspaceRoleChange = (from?: string, to?: string): RoleChange | undefined =>
  changeOf(WORKSPACE, from, to);

/** The change as sentences; empty where the roles are not described. */
export function changeText(change: RoleChange | undefined): string {
  if (!change) return '';
  const { gains, loses } = change;
  return [
    ...(gains.length > 0 ? [` Gains: ${gains.join(', ')}.`] : []),
    ...(loses.length > 0 ? [` Loses: ${loses.join(', ')}.`] : []),
  ].join('');
}

/** A role in words. */
export const roleText = (role: string): string => words(role);
