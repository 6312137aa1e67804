import {
  ActionHalfDone,
  ActionRefusal,
  type ActionSteps,
  type ComposedHandler,
  type Foresee,
  type PlanConsequence,
} from '../../kit/catalog/index.js';
import type { APIKey, OrganizationInvite, OrganizationUser } from '../api-types.generated.js';
import { countOf, itemOf, verb } from '../foresight/words.js';
import { MOST_PEOPLE, type OffboardingInput } from './offboarding.inputs.js';
import type { Offboarding, OffboardingPerson, OffboardingStep } from './offboarding.outputs.js';
import { endsWith } from './users.foresight.js';

/** What the steps are made of. */
interface Known {
  readonly members: readonly OrganizationUser[];
  readonly keys: readonly APIKey[];
  readonly invites: readonly OrganizationInvite[];
}

const OWNERS: ReadonlySet<string> = new Set(['owner', 'primary_owner', 'membership_admin']);
const IS_PERSON = /^[^\s@]+@[^\s@]+$|^user_\w+$/;

/** The people of an input, each once. @throws ActionRefusal for none, or too many */
function peopleOf({ people = [], csv = '' }: OffboardingInput): readonly string[] {
  const listed = csv.split(/\r?\n/).flatMap((line) => {
    const cells = line.split(/[,;\t]/).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    );
    return cells.find((cell) => IS_PERSON.test(cell)) ?? [];
  });
  const all = [...new Map([...people, ...listed].map((one) => [one.toLowerCase(), one])).values()];
  if (all.length === 0)
    throw new ActionRefusal(
      'The input names no one.',
      'Give people, or csv with an e-mail address or a member id in each line: {"people": ["ada@example.com"]}.',
    );
  if (all.length > MOST_PEOPLE)
    throw new ActionRefusal(
      `The input names ${all.length} people; one call is about ${MOST_PEOPLE} at most.`,
      'Split the list.',
    );
  return all;
}

const isOf = (given: string, { id, email }: OrganizationUser): boolean =>
  given === id || given.toLowerCase() === email.toLowerCase();

/** What is to be done about one person, in the order in which it has to be done. */
function personOf(given: string, known: Known, disables: boolean): OffboardingPerson {
  const member = known.members.find((one) => isOf(given, one));
  const email = member?.email ?? (given.includes('@') ? given : undefined);
  const pending = known.invites.filter((invite) => invite.email.toLowerCase() === email?.toLowerCase());
  const live = known.keys.filter(({ status }) => status !== 'archived');
  const personal = member ? live.filter((key) => endsWith(key, member.id)) : [];
  const created = member
    ? live.filter(
        (key) => key.status === 'active' && key.created_by?.id === member.id && !endsWith(key, member.id),
      )
    : [];
  const state = !member ? 'no_member' : OWNERS.has(member.role) ? 'cannot_be_removed' : 'member';
  const steps: OffboardingStep[] = [
    ...pending.map(({ id }) => ({
      actionId: 'invites_delete',
      input: { invite_id: id },
      text: `Withdraw the pending invite of ${email ?? given}.`,
    })),
    ...(member?.role === 'admin'
      ? [
          {
            actionId: 'users_update',
            input: { user_id: member.id, role: 'user' },
            text: 'Demote the member first: an admin cannot be removed.',
          },
        ]
      : []),
    ...(disables && state === 'member'
      ? created.map(({ id, name }) => ({
          actionId: 'api_keys_update',
          input: { api_key_id: id, status: 'inactive' },
          text: `Set the workspace key "${name}" inactive.`,
        }))
      : []),
    ...(member && state === 'member'
      ? [
          {
            actionId: 'users_remove',
            input: { user_id: member.id },
            text: `Remove ${member.name} (${member.email}) from the organization.`,
          },
        ]
      : []),
  ];
  return {
    given,
    state,
    ...(member ? { user_id: member.id, name: member.name, role: member.role } : {}),
    ...(email === undefined ? {} : { email }),
    personal_keys: personal.length,
    workspace_keys: created.length,
    steps,
  };
}

async function readKnown(steps: ActionSteps): Promise<Known> {
  const [members, keys, invites] = await Promise.all([
    steps.list<OrganizationUser>('users_list', {}),
    steps.list<APIKey>('api_keys_list', {}),
    steps.list<OrganizationInvite>('invites_list', { statuses: ['pending'] }),
  ]);
  // Who is not on a list that was cut may still be there.
  const cut = members.cut ?? keys.cut ?? invites.cut;
  if (cut)
    throw new ActionRefusal(
      `Members, keys and invites could not be read to their end: ${cut.message}`,
      'Run it again later; nothing was changed.',
    );
  return { members: members.items, keys: keys.items, invites: invites.items };
}

function answerOf(rows: OffboardingPerson[], done: boolean): Offboarding {
  const steps = rows.reduce((sum, row) => sum + row.steps.length, 0);
  const left = rows.filter(({ state }) => state === 'no_member').length;
  const stay = rows.filter(({ state }) => state === 'cannot_be_removed').length;
  const notes = [
    ...(left > 0 ? [` ${countOf(left, 'person is', 'people are')} no member.`] : []),
    ...(stay > 0 ? [` ${countOf(stay, 'owner')} cannot be removed by the API: use the Claude Console.`] : []),
  ];
  const what = done ? verb(steps, 'was run', 'were run') : verb(steps, 'is to be run', 'are to be run');
  return {
    summary: `${countOf(steps, 'step')} for ${countOf(rows.length, 'person', 'people')} ${what}.${notes.join('')}`,
    steps,
    rows,
  };
}

/** Says which steps it takes for people to leave, in their order. */
export const offboardingPlan: ComposedHandler<OffboardingInput> = async (input, steps) => {
  const people = peopleOf(input);
  const known = await readKnown(steps);
  return answerOf(
    people.map((given) => personOf(given, known, input.workspace_keys === 'disable')),
    false,
  );
};

/**
 * Runs those steps. What is done already is no step any more, so the same call again goes on where another one has stopped.
 * @throws ActionHalfDone where a step fails after another one was done
 */
export const offboard: ComposedHandler<OffboardingInput> = async (input, steps) => {
  const people = peopleOf(input);
  const known = await readKnown(steps);
  const rows = people.map((given) => personOf(given, known, input.workspace_keys === 'disable'));
  // Who may not run one of the steps is refused before the first one.
  for (const { steps: own } of rows)
    for (const { actionId, input: of } of own) await steps.allow(actionId, of);
  const done: string[] = [];
  for (const row of rows)
    for (const [nth, step] of row.steps.entries()) {
      try {
        row.steps[nth] = { ...step, ...(await runStep(step, steps)) };
        done.push(step.text);
      } catch (failure) {
        if (done.length === 0) throw failure;
        throw new ActionHalfDone(
          `${countOf(done.length, 'step')} of the off-boarding ${done.length === 1 ? 'was' : 'were'} done`,
          failure,
          { actionId: 'members_offboard', input: { ...input } },
        );
      }
    }
  return answerOf(rows, true);
};

/** Somebody else may have done the same meanwhile. */
async function runStep(
  { actionId, input }: OffboardingStep,
  steps: ActionSteps,
): Promise<Pick<OffboardingStep, 'state' | 'at'>> {
  const at = (): string => new Date(steps.now).toISOString();
  try {
    await steps.run(actionId, input);
    return { state: 'done', at: at() };
  } catch (failure) {
    const { code } = (failure as { readonly error?: { readonly code?: string } }).error ?? {};
    if (code !== 'not_found') throw failure;
    return { state: 'was_done', at: at() };
  }
}

/** Who leaves, and what ends with them. */
export const foreseeOffboarding: Foresee<OffboardingInput> = async (input, reads) => {
  const people = peopleOf(input);
  const [members, keys, invites] = await Promise.all([
    reads.list<OrganizationUser>('Members', 'users_list', {}),
    reads.list<APIKey>('API keys', 'api_keys_list', {}),
    reads.list<OrganizationInvite>('Pending invites', 'invites_list', { statuses: ['pending'] }),
  ]);
  if (!members || !keys || !invites) return {};
  const known = { members, keys, invites };
  const disables = input.workspace_keys === 'disable';
  const rows = people.map((given) => personOf(given, known, disables));
  const leaving = rows.filter(({ state }) => state === 'member');
  const sum = (field: 'personal_keys' | 'workspace_keys'): number =>
    leaving.reduce((total, row) => total + row[field], 0);
  const steps = rows.flatMap((row) => row.steps);
  const [archived, created] = [sum('personal_keys'), sum('workspace_keys')];
  const fate = disables
    ? `${verb(created, 'is', 'are')} set inactive`
    : `${verb(created, 'keeps', 'keep')} working`;
  const objects: PlanConsequence[] = [
    {
      kind: 'loses_access',
      text: `${countOf(leaving.length, 'member')} ${verb(leaving.length, 'loses', 'lose')} access to the organization.`,
      count: leaving.length,
      items: leaving.map(({ user_id: id = '', name, role }) => itemOf(id, name, role)),
    },
    {
      kind: 'stops_working',
      text: `${countOf(archived, 'personal API key')} ${verb(archived, 'is', 'are')} archived.`,
      count: archived,
    },
    {
      kind: disables ? 'stops_working' : 'keeps_working',
      text: `${countOf(created, 'key')} of workspaces that they created ${fate}.`,
      count: created,
    },
  ];
  return {
    consequences: [
      // What concerns no object is no consequence.
      ...objects.filter(({ count }) => count !== 0),
      { kind: 'changes', text: answerOf(rows, false).summary, count: steps.length },
    ],
    final: archived > 0 ? ['Personal API keys that are archived cannot be enabled again.'] : [],
    facts: { steps: steps.map(({ actionId, input: of }) => ({ actionId, of })) },
  };
};
