import type { Foresee, PlanConsequence, PlanReads } from '../../kit/catalog/index.js';
import type { APIKey, OrganizationUser, Workspace, WorkspaceMember } from '../api-types.generated.js';
import { personText } from '../foresight/names.js';
import { changeText, roleText, workspaceRoleChange } from '../foresight/roles.js';
import { countOf, itemOf, verb } from '../foresight/words.js';
import {
  ADDABLE_WORKSPACE_ROLES,
  type WorkspaceMemberInput,
  type WorkspaceMembersAddInput,
  type WorkspaceMembersUpdateInput,
} from './workspace-members.inputs.js';

interface Names {
  readonly person: string;
  readonly workspace: string;
  readonly user: OrganizationUser | null | undefined;
}

async function namesOf(
  reads: PlanReads,
  { workspace_id, user_id }: { readonly workspace_id: string; readonly user_id: string },
): Promise<Names> {
  const [user, workspace] = await Promise.all([
    reads.find<OrganizationUser>('The name of the member', 'users_get', { user_id }),
    reads.find<Workspace>('The name of the workspace', 'workspaces_get', { workspace_id }),
  ]);
  return {
    user,
    person: user ? personText(user) : user_id,
    workspace: workspace ? `the workspace ${workspace.name}` : `the workspace ${workspace_id}`,
  };
}

const PERSON = 'Whether the member has a role in the workspace';

/** What a role in a workspace gives. */
export const foreseeAdd: Foresee<WorkspaceMembersAddInput> = async (input, reads) => {
  const { workspace_id, user_id, workspace_role: role } = input;
  const ids = { workspace_id, user_id };
  const [names, present] = await Promise.all([
    namesOf(reads, ids),
    reads.find<WorkspaceMember>(PERSON, 'workspace_members_get', ids),
  ]);
  const refused: PlanConsequence[] = present
    ? [
        {
          kind: 'exceeds_limit',
          text: `${names.person} is a member of it already, as ${roleText(present.workspace_role)}, so the API refuses the call.`,
        },
      ]
    : [];
  return {
    consequences: [
      {
        kind: 'changes',
        text: `${names.person} gets the role ${roleText(role)} in ${names.workspace}.${changeText(workspaceRoleChange(undefined, role))}`,
      },
      ...refused,
    ],
    ...(present === null ? { inverse: { actionId: 'workspace_members_remove', input: ids } } : {}),
    facts: { role: present === undefined ? undefined : (present?.workspace_role ?? null) },
  };
};

/** What another role in a workspace gains and loses. */
export const foreseeMemberUpdate: Foresee<WorkspaceMembersUpdateInput> = async (input, reads) => {
  const { workspace_id, user_id, workspace_role: role } = input;
  const ids = { workspace_id, user_id };
  const [before, names] = await Promise.all([
    reads.target<WorkspaceMember>('The membership', 'workspace_members_get', ids),
    namesOf(reads, ids),
  ]);
  if (!before) return {};
  const { workspace_role: old } = before;
  const facts = { role: old };
  if (old === role) return { before: { ...before }, facts };
  return {
    before: { ...before },
    consequences: [
      {
        kind: 'changes',
        text: `${names.person} changes from ${roleText(old)} to ${roleText(role)} in ${names.workspace}.${changeText(workspaceRoleChange(old, role))}`,
      },
    ],
    inverse: { actionId: 'workspace_members_update', input: { ...ids, workspace_role: old } },
    facts,
  };
};

/** What ends with a membership in a workspace. */
export const foreseeMemberRemoval: Foresee<WorkspaceMemberInput> = async (input, reads) => {
  const { workspace_id, user_id } = input;
  const ids = { workspace_id, user_id };
  const [before, names, keys] = await Promise.all([
    reads.target<WorkspaceMember>('The membership', 'workspace_members_get', ids),
    namesOf(reads, ids),
    reads.list<APIKey>('API keys of the workspace', 'api_keys_list', { workspace_id }),
  ]);
  const kept = keys?.filter(({ status, created_by: by }) => status === 'active' && by?.id === user_id) ?? [];
  const working: PlanConsequence = {
    kind: 'keeps_working',
    text: `${countOf(kept.length, 'active API key')} of the workspace that the person created ${verb(kept.length, 'keeps', 'keep')} working.`,
    count: kept.length,
    items: kept.map(({ id, name }) => itemOf(id, name)),
  };
  const role = before?.workspace_role;
  return {
    ...(before ? { before: { ...before } } : {}),
    consequences: [
      {
        kind: 'loses_access',
        text: `${names.person} loses the role ${role === undefined ? '' : `${roleText(role)} `}in ${names.workspace}.${changeText(role === undefined ? undefined : workspaceRoleChange(role))}`,
        count: 1,
        items: [itemOf(user_id, names.user?.name)],
      },
      { kind: 'keeps_working', text: `${names.person} stays a member of the organization.` },
      ...(kept.length > 0 ? [working] : []),
    ],
    ...(role !== undefined && ADDABLE_WORKSPACE_ROLES.some((one) => one === role)
      ? { inverse: { actionId: 'workspace_members_add', input: { ...ids, workspace_role: role } } }
      : {}),
    facts: { role, kept_keys: keys && kept.map(({ id }) => id).sort() },
  };
};
