import fc from 'fast-check';
import { SECOND_ADMIN_KEY, SECOND_ORGANIZATION_ID, type Organization } from 'anthropic-admin-simulator';
import type { PlanConsequence } from '../../../src/index.js';
import { systemRuntime } from '../../../src/kit/http/runtime.js';
import { CONTEXT } from '../../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../../support/boot-simulated.js';

const NOW = Date.parse('2026-11-20T10:30:00Z');
const RUNS = 1_000;

let booted: Simulated;
let fresh: Organization;
beforeAll(async () => {
  booted = await bootSimulated(
    { runtime: { ...systemRuntime, now: () => NOW }, timeoutMs: 60_000 },
    {},
    SECOND_ADMIN_KEY,
  );
  fresh = booted.simulator.state.organization(SECOND_ORGANIZATION_ID).clone();
});
afterAll(() => booted.close());

type Choose = <T>(from: readonly T[]) => T;

/** A choice that a seed decides. */
function chooser(seed: number): Choose {
  let state = seed | 1;
  return (from) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return from[(state >>> 8) % from.length] as never;
  };
}

const ROLES = ['developer', 'user', 'billing', 'admin', 'claude_code_user'] as const;
const WORKSPACE_ROLES = [undefined, 'workspace_user', 'workspace_developer', 'workspace_admin'] as const;

/** Another organization: roles, memberships, keys and who they belong to are by chance. */
function randomOrganization(choose: Choose): Organization {
  const organization = fresh.clone();
  booted.simulator.state.organizations.set(SECOND_ORGANIZATION_ID, organization);
  const members = organization.members.values();
  for (const member of members) member.role = choose(ROLES);
  const workspaces = organization.workspaces.values();
  for (const { id } of workspaces) {
    const roles = new Map<string, 'workspace_user' | 'workspace_developer' | 'workspace_admin'>();
    for (const member of members) {
      const role = choose(WORKSPACE_ROLES);
      if (role) roles.set(member.id, role);
    }
    organization.workspaceRoles.set(id, roles);
  }
  for (const key of organization.apiKeys.values()) {
    const { id } = choose(members);
    Object.assign(key, {
      status: choose(['active', 'active', 'inactive', 'archived']),
      name: choose(['batch', 'claude_code_key_someone', '‮fdp.exe', '<b>x</b>']),
      workspaceId: choose(workspaces).id,
      createdBy: choose([null, { id, type: 'user' }]),
      principal: choose([null, null, { type: 'user_actor', user_id: choose(members).id }]),
      expiresAt: choose([null, null, NOW - 1, NOW + 1]),
    });
  }
  return organization;
}

const counts = (consequences: readonly PlanConsequence[]): Record<string, number> =>
  Object.fromEntries(
    consequences
      .filter(({ count }) => count !== undefined)
      .map(({ text, count }) => [text.replace(/^[\d,]+ /, '').replace(/ \(.*\)/, ''), count as number]),
  );

const find = (found: Record<string, number>, words: RegExp): number =>
  Object.entries(found).find(([text]) => words.test(text))?.[1] ?? 0;

/** What the API does not offer to this organization. */
const NOT_OFFERED = /^(Webhooks of the workspace|Spend limits|Telemetry destinations) /;

/** Runs a call whose plan was read, and returns what the plan counted. */
async function planned(
  actionId: string,
  input: object,
  andRun = true,
): Promise<Record<string, number> | undefined> {
  const plan = await booted.connector.planById(actionId, input, {
    ...CONTEXT,
    consequences: true,
    deadline: NOW + 60_000,
  });
  if (!plan.ok) return undefined;
  if (andRun) {
    const outcome = await booted.connector.invokeById(actionId, input, CONTEXT);
    if (!outcome.ok) throw new Error(outcome.error.message);
  }
  expect(plan.data.unknown.filter((text) => !NOT_OFFERED.test(text))).toEqual([]);
  return counts(plan.data.consequences);
}

type Key = ReturnType<Organization['apiKeys']['values']>[number];
const isLive = ({ status, expiresAt }: Key): boolean =>
  status === 'active' && (expiresAt === null || expiresAt > NOW);

/** What a call has archived: keys that worked, and others. */
function archived(before: Organization, after: Organization): { live: number; others: number } {
  const gone = before.apiKeys
    .values()
    .filter(({ id, status }) => status !== 'archived' && after.apiKeys.get(id)?.status === 'archived');
  return { live: gone.filter(isLive).length, others: gone.filter((key) => !isLive(key)).length };
}

async function archive(organization: Organization, choose: Choose): Promise<void> {
  const workspaces = organization.workspaces
    .values()
    .filter(({ id, archivedAt }) => archivedAt === null && id !== organization.defaultWorkspaceId);
  const workspace = choose(workspaces);
  const before = organization.clone();

  const found = await planned('workspaces_archive', { workspace_id: workspace.id });

  const roles = before.workspaceRoles.get(workspace.id);
  const truth = archived(before, organization);
  expect(found && find(found, /^API keys? stops? working/)).toBe(truth.live);
  expect(found && find(found, /^inactive or expired API key/)).toBe(truth.others);
  expect(found && find(found, /^members? loses? access/)).toBe(
    before.members.filter(({ id, role }) => role === 'admin' || role === 'billing' || roles?.has(id) === true)
      .length,
  );
}

async function remove(organization: Organization, choose: Choose): Promise<void> {
  const member = choose(organization.members.values());
  const before = organization.clone();

  const found = await planned('users_remove', { user_id: member.id });

  if (member.role === 'admin') return expect(found).toBeUndefined();
  const truth = archived(before, organization);
  expect(found && find(found, /^personal API keys? stops? working/)).toBe(truth.live);
  expect(found && find(found, /^inactive or expired personal API key/)).toBe(truth.others);
  expect(found && find(found, /that the person created keeps? working/)).toBe(
    organization.apiKeys.filter((key) => isLive(key) && key.createdBy?.id === member.id).length,
  );
  expect(found && find(found, /^memberships? in workspaces/)).toBe(
    before.workspaces.filter(
      ({ id, archivedAt }) =>
        archivedAt === null &&
        id !== before.defaultWorkspaceId &&
        (member.role === 'billing' || before.workspaceRoles.get(id)?.has(member.id) === true),
    ).length,
  );
}

async function disable(organization: Organization, choose: Choose): Promise<void> {
  const key = choose(organization.apiKeys.values());
  const status = choose(['inactive', 'archived'] as const);
  const before = organization.clone();
  const was = before.apiKeys.get(key.id) as Key;
  const refused =
    was.status === 'archived' || (!isLive(was) && was.status === 'active' && status === 'inactive');
  const mayRun = !refused && !(was.expiresAt !== null && was.expiresAt <= NOW && status === 'inactive');

  const found = await planned('api_keys_update', { api_key_id: key.id, status }, mayRun);

  if (!mayRun) return;
  const stopped = organization.apiKeys
    .values()
    .filter((one) => !isLive(one) && isLive(before.apiKeys.get(one.id) as Key)).length;
  expect(found && find(found, /stops working/)).toBe(stopped);
  const others = organization.apiKeys.filter(
    (one) =>
      one.id !== key.id && isLive(one) && one.createdBy !== null && one.createdBy.id === was.createdBy?.id,
  );
  if (was.status !== status) expect(found && find(found, /^other active API key/)).toBe(others.length);
}

it('counts what a call then does, in a thousand random organizations', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const choose = chooser(seed);
      const organization = randomOrganization(choose);
      await choose([archive, remove, disable])(organization, choose);
    }),
    { numRuns: RUNS },
  );
}, 240_000);
