import type { PlanReads } from '../../kit/catalog/index.js';
import type { OrganizationUser, Workspace } from '../api-types.generated.js';

/** The members of the organization by id; undefined where they cannot be read. */
export async function membersOf(
  reads: PlanReads,
): Promise<ReadonlyMap<string, OrganizationUser> | undefined> {
  const members = await reads.list<OrganizationUser>('Names of members', 'users_list', {});
  return members && new Map(members.map((member) => [member.id, member]));
}

/** How a sentence names a person. */
export const personText = ({ name, email }: Pick<OrganizationUser, 'name' | 'email'>): string =>
  name === '' ? email : `${name} (${email})`;

/** The active workspaces beside the default one; undefined where they cannot be read. */
export const workspacesOf = (reads: PlanReads): Promise<readonly Workspace[] | undefined> =>
  reads.list<Workspace>('Workspaces', 'workspaces_list', {});
