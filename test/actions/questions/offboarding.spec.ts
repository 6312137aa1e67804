import { DEMO_ORGANIZATION_ID, type Organization } from 'anthropic-admin-simulator';
import { CONTEXT } from '../../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../../support/boot-simulated.js';

let booted: Simulated;
let organization: Organization;
beforeEach(async () => {
  booted = await bootSimulated({ maxRetries: 0 });
  organization = booted.simulator.state.organization(DEMO_ORGANIZATION_ID);
});
afterEach(() => booted.close());

const writes = (): string[] => booted.log().filter((line) => !line.startsWith('GET '));
const memberWith = (role: string) => {
  const found = organization.members.find((member) => member.role === role);
  if (!found) throw new Error(`no ${role}`);
  return found;
};
const isLive = ({ status, expiresAt }: { status: string; expiresAt: number | null }): boolean =>
  status === 'active' && (expiresAt === null || expiresAt > booted.simulator.clock.now());
const plan = (input: object) =>
  booted.connector.planById('members_offboard', input, { ...CONTEXT, consequences: true });
const steps = async (input: object) => {
  const outcome = await booted.connector.invokeById('members_offboarding_plan', input, CONTEXT);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.data as {
    readonly summary: string;
    readonly rows: readonly {
      readonly state: string;
      readonly steps: readonly { readonly actionId: string }[];
    }[];
  };
};

it('plans the steps of people by id, e-mail address and CSV, each once, and changes nothing', async () => {
  const developer = memberWith('developer');
  const admin = memberWith('admin');
  const csv = `name,email\n"X","${admin.email.toUpperCase()}"\nAgain;${developer.id}\n`;

  const { rows, summary } = await steps({ people: [developer.id, 'nobody@example.com'], csv });

  expect(rows.map(({ state, steps: all }) => [state, ...all.map(({ actionId }) => actionId)])).toEqual([
    ['member', 'users_remove'],
    ['no_member'],
    ['member', 'users_update', 'users_remove'],
  ]);
  expect(summary).toBe('3 steps for 3 people are to be run. 1 person is no member.');
  expect(writes()).toEqual([]);
});

it('names no consequence and nothing final where there is none', async () => {
  expect(await plan({ people: ['nobody@example.com'] })).toMatchObject({
    ok: true,
    data: {
      consequences: [{ kind: 'changes', text: '0 steps for 1 person are to be run. 1 person is no member.' }],
      final: [],
    },
  });
});

it('runs the steps as a whole, and again does nothing', async () => {
  const people = [memberWith('admin').id, memberWith('developer').email];
  const foreseen = await plan({ people });

  const first = await booted.connector.invoke('members_offboard', { people }, CONTEXT);
  const again = await booted.connector.invoke('members_offboard', { people }, CONTEXT);

  const counts = foreseen.ok ? (foreseen.data.consequences ?? []).map(({ count }) => count) : [];
  expect([counts[0], counts.at(-1)]).toEqual([2, 3]);
  expect(first).toMatchObject({ ok: true, data: { steps: 3 } });
  expect(first.ok && first.data.rows.flatMap(({ steps: all }) => all.map(({ state }) => state))).toEqual([
    'done',
    'done',
    'done',
  ]);
  expect(again).toMatchObject({ ok: true, data: { steps: 0 } });
  expect(writes()).toHaveLength(3);
  expect(
    people.some((one) => organization.members.find(({ id, email }) => one === id || one === email)),
  ).toBe(false);
});

it('withdraws invites and sets workspace keys inactive where asked for', async () => {
  const invite = organization.invites.get(booted.simulator.demo.pendingInviteId);
  const creator = organization.members.find(
    ({ id, role }) =>
      role === 'developer' &&
      organization.apiKeys.find((key) => isLive(key) && key.createdBy?.id === id) !== undefined,
  );
  const people = [invite?.email ?? '', creator?.id ?? ''];
  const kept = (): number =>
    organization.apiKeys.filter((key) => isLive(key) && key.createdBy?.id === creator?.id).length;
  const before = kept();

  const { ok } = await booted.connector.invoke(
    'members_offboard',
    { people, workspace_keys: 'disable' },
    CONTEXT,
  );

  expect([ok, before > 0, kept()]).toEqual([true, true, 0]);
  expect(organization.invites.get(invite?.id ?? '')?.deleted).toBe(true);
});

it.each([{ kind: 'status', status: 500 } as const, { kind: 'reset', applies: true } as const])(
  'continues by the same call where a step fails half-way: %j',
  async (fault) => {
    const people = organization.members
      .filter(({ role }) => role === 'developer')
      .map(({ id }) => id)
      .slice(0, 4);
    booted.simulator.faults.add({
      ...fault,
      match: { method: 'DELETE', path: `/v1/organizations/users/${people[2] ?? ''}` },
    });

    const failed = await booted.connector.invoke('members_offboard', { people }, CONTEXT);
    const again = await booted.connector.invoke('members_offboard', { people }, CONTEXT);

    expect(failed).toMatchObject({ ok: false, error: { effect: 'partial' } });
    expect(again.ok).toBe(true);
    expect(people.filter((id) => organization.members.get(id))).toEqual([]);
  },
);

it('begins nothing where a list cannot be read to its end, or no one is named', async () => {
  const people = [memberWith('developer').id];
  booted.simulator.faults.add({
    kind: 'status',
    status: 500,
    times: 'always',
    match: { path: '/v1/organizations/api_keys' },
  });

  expect(await booted.connector.invoke('members_offboard', { people }, CONTEXT)).toMatchObject({ ok: false });
  expect(await booted.connector.invoke('members_offboard', { csv: 'nothing' }, CONTEXT)).toMatchObject({
    error: { code: 'conflict', message: 'The input names no one.' },
  });
  expect(await plan({ csv: 'nothing' })).toMatchObject({ error: { code: 'conflict' } });
  expect(await booted.connector.invoke('members_offboard', {}, CONTEXT)).toMatchObject({
    error: { code: 'conflict', fix: expect.stringContaining('{"people": ["ada@example.com"]}') as string },
  });
  expect(writes()).toEqual([]);
});
