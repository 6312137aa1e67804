import type { Foresee, Foresight, PlanConsequence, PlanReads } from '../../kit/catalog/index.js';
import type {
  APIKey,
  OrganizationInvite,
  OrganizationUser,
  Workspace,
  WorkspaceMember,
} from '../api-types.generated.js';
import { lastDay, lastHour, requestsSince, usedText, useNote, type Requests } from '../foresight/key-use.js';
import { personText, workspacesOf } from '../foresight/names.js';
import { changeText, organizationRoleChange, roleText } from '../foresight/roles.js';
import { countOf, idsOf, itemOf, verb } from '../foresight/words.js';
import { ASSIGNABLE_ROLES, type UserIdInput, type UsersUpdateInput } from './users.inputs.js';

const isAssignable = (role: string): boolean => ASSIGNABLE_ROLES.some((one) => one === role);

/** Roles that a member has in every workspace by the role in the organization. */
const INHERITED: Readonly<Record<string, string>> = {
  admin: 'workspace admin',
  billing: 'workspace billing',
};

/** What a role gains and loses, in words. */
export const foreseeRole: Foresee<UsersUpdateInput> = async ({ user_id, role }, reads) => {
  const before = await reads.target<OrganizationUser>('The member', 'users_get', { user_id });
  if (!before) return {};
  const facts = { role: before.role };
  if (before.role === role) return { before: { ...before }, facts };
  const { admin, billing } = INHERITED;
  const workspaces = INHERITED[before.role] || INHERITED[role] ? await workspacesOf(reads) : undefined;
  const everywhere = (text: string): PlanConsequence[] =>
    workspaces ? [{ kind: 'changes', text, count: workspaces.length, items: workspaces.map(named) }] : [];
  const number = countOf(workspaces?.length ?? 0, 'workspace');
  const text = `${personText(before)} changes from ${roleText(before.role)} to ${roleText(role)}.`;
  return {
    before: { ...before },
    consequences: [
      { kind: 'changes', text: `${text}${changeText(organizationRoleChange(before.role, role))}` },
      ...(before.role === 'admin'
        ? everywhere(`The role ${admin} in ${number} ends; roles given in single workspaces apply again.`)
        : []),
      ...(before.role === 'billing' ? everywhere(`The role ${billing} in ${number} ends.`) : []),
      ...(role === 'billing' ? everywhere(`The member gets the role ${billing} in ${number}.`) : []),
    ],
    final: isAssignable(before.role)
      ? []
      : [`The role ${roleText(before.role)} can be given back in the Claude Console only.`],
    ...(isAssignable(before.role)
      ? { inverse: { actionId: 'users_update', input: { user_id, role: before.role } } }
      : {}),
    facts,
  };
};

const named = ({ id, name }: Workspace) => itemOf(id, name);

/** What ends with a membership: roles in workspaces, personal keys and pending invites. */
export const foreseeRemoval: Foresee<UserIdInput> = async ({ user_id }, reads) => {
  const before = await reads.target<OrganizationUser>('The member', 'users_get', { user_id });
  const [keys, memberships, invites] = await Promise.all([
    keysOf(reads, user_id),
    membershipsOf(reads, user_id, before),
    before ? pendingInvitesOf(reads, before.email) : NOTHING,
  ]);
  const leaving: PlanConsequence[] = before
    ? [
        {
          kind: 'loses_access',
          text: `${personText(before)} loses access to the organization, at present with the role ${roleText(before.role)}.`,
          count: 1,
          items: [itemOf(before.id, before.name)],
        },
      ]
    : [];
  return {
    ...(before ? { before: { ...before } } : {}),
    consequences: [...leaving, ...memberships.consequences, ...keys.consequences, ...invites.consequences],
    final: [
      'The personal API keys stay archived, also if the person joins again.',
      'Roles in workspaces have to be given again one by one.',
    ],
    ...(before && isAssignable(before.role)
      ? { inverse: { actionId: 'invites_create', input: { email: before.email, role: before.role } } }
      : {}),
    facts: {
      ...(before ? { role: before.role, email: before.email } : {}),
      ...keys.facts,
      ...memberships.facts,
      ...invites.facts,
    },
  };
};

type Part = Required<Pick<Foresight, 'consequences' | 'facts'>>;

const NOTHING: Part = { consequences: [], facts: {} };

const CLAUDE_CODE = /^claude_code_key_/;

/** Keys that act for the person, and those that Claude Code has made for them, end with the membership. */
export function endsWith({ principal, created_by: by, name }: APIKey, user: string): boolean {
  if (principal?.type === 'user_actor' && principal.user_id === user) return true;
  return CLAUDE_CODE.test(name) && by?.type === 'user' && by.id === user;
}

async function keysOf(reads: PlanReads, user: string): Promise<Part> {
  const all = await reads.list<APIKey>('API keys', 'api_keys_list', {});
  if (!all) return NOTHING;
  const own = all.filter((key) => key.status !== 'archived' && endsWith(key, user));
  const active = own.filter(({ status }) => status === 'active');
  const kept = all.filter(
    (key) => key.status === 'active' && !endsWith(key, user) && key.created_by?.id === user,
  );
  const [hour, day] = await useOf(reads, active);
  const ending: PlanConsequence = {
    kind: 'stops_working',
    text: `${countOf(active.length, 'personal API key')} ${verb(active.length, 'stops', 'stop')} working and ${verb(active.length, 'is', 'are')} archived${usedText(active, reads.now, hour, day)}.`,
    count: active.length,
    items: active.map(({ id, name }) => itemOf(id, name, useNote(id, hour, day))),
  };
  const idle = own.length - active.length;
  const archived: PlanConsequence = {
    kind: 'is_removed',
    text: `${countOf(idle, 'inactive or expired personal API key')} ${verb(idle, 'is', 'are')} archived too.`,
    count: idle,
  };
  const working: PlanConsequence = {
    kind: 'keeps_working',
    text: `${countOf(kept.length, 'API key')} of workspaces that the person created ${verb(kept.length, 'keeps', 'keep')} working: anyone who has the secret can go on using ${verb(kept.length, 'it', 'them')}.`,
    count: kept.length,
    items: kept.map(({ id, name }) => itemOf(id, name)),
  };
  return {
    consequences: [
      ...(active.length > 0 ? [ending] : []),
      ...(idle > 0 ? [archived] : []),
      ...(kept.length > 0 ? [working] : []),
    ],
    facts: { keys: idsOf(own), kept_keys: idsOf(kept) },
  };
}

/** The most keys that one request names. */
const MOST_NAMED = 50;

async function useOf(
  reads: PlanReads,
  keys: readonly APIKey[],
): Promise<readonly [Requests | undefined, Requests | undefined]> {
  if (keys.length === 0) return [undefined, undefined];
  if (keys.length > MOST_NAMED) {
    reads.unknown(`Use of the keys unknown: there are more than ${MOST_NAMED}.`);
    return [undefined, undefined];
  }
  const filter = { api_key_ids: keys.map(({ id }) => id) };
  return Promise.all([
    requestsSince(reads, filter, lastHour(reads.now)),
    requestsSince(reads, filter, lastDay(reads.now)),
  ]);
}

const MEMBERSHIPS = 'Memberships in workspaces';

/** The API lists members by workspace, not workspaces by member, so each one is asked. */
async function membershipsOf(
  reads: PlanReads,
  user: string,
  member: OrganizationUser | undefined,
): Promise<Part> {
  const workspaces = await workspacesOf(reads);
  if (!workspaces || !reads.affords(MEMBERSHIPS, workspaces.length + SPARE)) return NOTHING;
  const found = await Promise.all(
    workspaces.map(({ id }) =>
      reads.find<WorkspaceMember>(MEMBERSHIPS, 'workspace_members_get', { workspace_id: id, user_id: user }),
    ),
  );
  if (found.includes(undefined)) return NOTHING;
  const items = workspaces.flatMap(({ id, name }, nth) => {
    const role = found[nth]?.workspace_role;
    return role === undefined ? [] : [itemOf(id, name, roleText(role))];
  });
  const inherited =
    member && INHERITED[member.role] ? ' Those by the role in the organization are among them.' : '';
  const consequence: PlanConsequence = {
    kind: 'loses_access',
    text: `${countOf(items.length, 'membership')} in workspaces ${verb(items.length, 'ends', 'end')}.${inherited}`,
    count: items.length,
    items,
  };
  return {
    consequences: items.length > 0 ? [consequence] : [],
    facts: { memberships: items.map(({ id, note }) => `${id} ${note}`).sort() },
  };
}

/** Requests for the other reads of a removal. */
const SPARE = 6;

async function pendingInvitesOf(reads: PlanReads, email: string): Promise<Part> {
  const pending = await reads.list<OrganizationInvite>('Pending invites', 'invites_list', {
    email,
    statuses: ['pending'],
  });
  if (!pending) return NOTHING;
  const consequence: PlanConsequence = {
    kind: 'keeps_working',
    text: `${countOf(pending.length, 'pending invite')} to the same address ${verb(pending.length, 'stays', 'stay')} valid: the person can join again with it.`,
    count: pending.length,
    items: pending.map(({ id, email: to, role }) => itemOf(id, to, roleText(role))),
  };
  return { consequences: pending.length > 0 ? [consequence] : [], facts: { invites: idsOf(pending) } };
}

/** Sessions end; everything else stays. */
export const foreseeSignOut: Foresee<UserIdInput> = async ({ user_id }, reads) => {
  const before = await reads.target<OrganizationUser>('The member', 'users_get', { user_id });
  const who = before ? personText(before) : 'The member';
  return {
    ...(before ? { before: { ...before } } : {}),
    consequences: [
      {
        kind: 'stops_working',
        text: `All sessions and OAuth tokens of ${before ? who : 'the member'} stop working, on every device. How many there are, the API does not say.`,
      },
      { kind: 'keeps_working', text: `${who} stays a member, with the same role and API keys.` },
    ],
    final: ['The person has to sign in again everywhere.'],
    facts: { role: before?.role },
  };
};
