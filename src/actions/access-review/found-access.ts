import type { ReadyAction } from '../../kit/catalog/index.js';
import type { FoundAccess, ReviewReason } from '../../reports/access-reviews.js';
import { ageOf, ownerOf } from '../api-keys/key-findings.js';
import type { APIKey, OrganizationUser, Workspace, WorkspaceMember } from '../api-types.generated.js';

/** What was read of an organization. What is undefined could not be read, so nothing is found by it. */
export interface ReadAccess {
  readonly members: readonly OrganizationUser[];
  /** Whether these are all members: a person who was not read is not known to have left. */
  readonly hasAllMembers: boolean;
  readonly keys: readonly APIKey[];
  readonly workspaces: readonly Workspace[];
  readonly workspaceMembers: readonly WorkspaceMember[];
  /** Ids of members to whom use is attributed. */
  readonly activeMembers: ReadonlySet<string> | undefined;
  /** Ids of keys that were used. */
  readonly usedKeys: ReadonlySet<string> | undefined;
}

/** When, and over how many days activity was read. */
export interface ReviewedAt {
  readonly now: number;
  readonly days: number;
}

const DAY_MS = 86_400_000;
const ADMINS: ReadonlySet<string> = new Set(['admin', 'owner', 'primary_owner', 'membership_admin']);

/** The access of an organization that somebody should decide about: members, members of workspaces, keys. */
export function foundAccess(read: ReadAccess, at: ReviewedAt): FoundAccess[] {
  const members = new Map(read.members.map((member) => [member.id, member]));
  const names = new Map(read.workspaces.map(({ id, name }) => [id, name]));
  return [
    ...read.members.flatMap((member) => memberRow(member, read, at)),
    ...read.workspaceMembers.flatMap((each) => workspaceRow(each, members, names)),
    ...read.keys.flatMap((key) => keyRow(key, members, names, read, at)),
  ];
}

type Reason = readonly [reason: ReviewReason, text: string] | false;

function reasonsOf(...given: Reason[]): Pick<FoundAccess, 'reasons' | 'text'> | undefined {
  const found = given.filter((one) => one !== false);
  if (found.length === 0) return undefined;
  return { reasons: found.map(([reason]) => reason), text: found.map(([, text]) => text).join(' ') };
}

function memberRow(
  { id, name, email, role, added_at }: OrganizationUser,
  { activeMembers }: ReadAccess,
  { now, days }: ReviewedAt,
): FoundAccess[] {
  const isAdmin = ADMINS.has(role);
  const isIdle =
    activeMembers !== undefined && !activeMembers.has(id) && now - Date.parse(added_at) >= days * DAY_MS;
  const why = reasonsOf(
    isAdmin && [
      'organization_admin',
      role === 'admin'
        ? 'Has the role admin in the organization.'
        : `Has the role ${role}, which is changed in the Claude Console only.`,
    ],
    isIdle && ['inactive_member', `No use of the API is attributed to them in ${days} days.`],
  );
  if (!why) return [];
  const next: ReadyAction | undefined =
    role === 'admin'
      ? { actionId: 'users_update', input: { user_id: id, role: 'user' } }
      : isAdmin
        ? undefined
        : { actionId: 'users_remove', input: { user_id: id } };
  return [{ subject: 'member', ...why, id, name: shown(name), email: shown(email), ...(next && { next }) }];
}

/** Admins of the organization are admins of every workspace by their role: they have one row. */
function workspaceRow(
  { user_id: id, workspace_id, workspace_role }: WorkspaceMember,
  members: ReadonlyMap<string, OrganizationUser>,
  names: ReadonlyMap<string, string>,
): FoundAccess[] {
  const member = members.get(id);
  if (workspace_role !== 'workspace_admin' || (member && ADMINS.has(member.role))) return [];
  const workspace = shown(names.get(workspace_id) ?? workspace_id);
  return [
    {
      subject: 'workspace_member',
      reasons: ['workspace_admin'],
      text: `Is an admin of the workspace ${workspace}.`,
      id,
      name: shown(member?.name ?? id),
      ...(member && { email: shown(member.email) }),
      workspace_id,
      workspace,
      next: { actionId: 'workspace_members_remove', input: { workspace_id, user_id: id } },
    },
  ];
}

function keyRow(
  key: APIKey,
  members: ReadonlyMap<string, OrganizationUser>,
  names: ReadonlyMap<string, string>,
  { hasAllMembers, usedKeys }: ReadAccess,
  { now, days }: ReviewedAt,
): FoundAccess[] {
  const { id, name, status, scope } = key;
  if (status !== 'active' && status !== 'inactive') return [];
  const { kind, as } = ownerOf(key, members);
  const isUnused = status === 'active' && usedKeys?.has(id) === false && ageOf(key, now) >= days;
  const why = reasonsOf(
    hasAllMembers &&
      kind === 'former_member' && [
        'key_without_owner',
        `${as === 'acts_for' ? 'Acts for' : 'Was created by'} a person who is no member now.`,
      ],
    isUnused && ['unused_key', `Is active and was not used in ${days} days.`],
  );
  if (!why) return [];
  const workspaceId = scope.type === 'workspace' ? scope.workspace_id : undefined;
  const workspace = workspaceId === undefined ? undefined : names.get(workspaceId);
  // In two steps: who needs the key notices while it can be enabled again.
  const to = status === 'active' ? 'inactive' : 'archived';
  return [
    {
      subject: 'api_key',
      ...why,
      id,
      name: shown(name),
      ...(workspaceId === undefined ? {} : { workspace_id: workspaceId }),
      ...(workspace === undefined ? {} : { workspace: shown(workspace) }),
      next: { actionId: 'api_keys_update', input: { api_key_id: id, status: to } },
    },
  ];
}

/** Names have a bound in what is kept. */
const shown = (name: string): string => name.slice(0, 320);
