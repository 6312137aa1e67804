import type { InvocationFacts } from 'anthropic-admin-connector';
import type { ApprovalTerms } from '../../platform/src/approvals/approval-gate.js';
import { storedIn } from '../database/support/boot-stored.js';
import { bootApprovals, idIn, writes, type Governed } from './support/boot-approvals.js';

let platform: Governed;
let terms: (facts: InvocationFacts) => Partial<ApprovalTerms> | undefined = () => ({});
const email = (() => {
  let nth = 0;
  return () => `someone-${(nth += 1)}@acme-robotics.example`;
})();
const invite = () => ({ email: email(), role: 'user' });

beforeAll(async () => {
  platform = await bootApprovals(await storedIn('libsql'), (facts) => terms(facts));
  await platform.connect();
});
afterAll(() => platform.close());
beforeEach(() => {
  terms = () => ({});
  platform.simulator.journal.clear();
});

it('takes as many persons as the quorum says, each once, and none of them the requester or a token', async () => {
  terms = () => ({ quorum: 2, approvers: ['user:bob', 'user:eve', 'permission:anthropic:approvals:decide'] });
  const input = invite();
  const id = idIn(await platform.invoke('ada', 'invites_create', input));
  const approve = async (who: string) => (await platform.ask(who, `/${id}/approve`, {})).body;

  expect(await approve('ada')).toMatchObject({ code: 'permission_missing' });
  expect(await approve('agent-7')).toMatchObject({ code: 'permission_missing' });
  expect(await approve('bob')).toMatchObject({ state: 'pending', votes: [{ by: 'bob' }] });
  expect(await approve('bob')).toMatchObject({ detail: 'You have approved it already.' });
  expect((await platform.invoke('ada', 'invites_create', input)).status).toBe(202);
  expect(await approve('eve')).toMatchObject({ state: 'approved' });
  expect((await platform.invoke('ada', 'invites_create', input)).status).toBe(200);
});

it('is refused by who is not named, and not shown to who has no part in it', async () => {
  terms = () => ({ approvers: ['user:eve'] });
  const id = idIn(await platform.invoke('ada', 'invites_create', invite()));

  expect(await platform.ask('bob', `/${id}/approve`, {})).toMatchObject({
    status: 403,
    body: { detail: 'Approvers of this call are the person eve.' },
  });
  expect((await platform.ask('nobody', `/${id}`)).status).toBe(404);
  expect((await platform.ask('nobody', `/${id}/approve`, {})).status).toBe(404);
  expect((await platform.ask('nobody', '')).body).toMatchObject({ data: [] });
  expect((await platform.ask('eve', '?view=to_decide')).body).toMatchObject({ data: [{ id }] });
});

it('is applied by the platform once it is approved, where the policy says so', async () => {
  terms = () => ({ appliesOnApproval: true });
  const id = idIn(await platform.invoke('ada', 'invites_create', invite()));

  const { body } = await platform.ask('bob', `/${id}/approve`, {});

  expect(body).toMatchObject({ state: 'applied', outcome: { ok: true }, run: { effect: 'done' } });
  expect(writes(platform)).toEqual(['POST /v1/organizations/invites']);
});

it('is asked for by a person without the permission, and lent by an approver who has it', async () => {
  const asked = await platform.ask('reader', '', {
    action: 'invites_create',
    input: invite(),
    note: 'Please.',
  });
  const id = idIn(asked);

  expect(await platform.ask('bob', `/${id}/approve`, {})).toMatchObject({ body: { state: 'applied' } });
  expect(writes(platform)).toEqual(['POST /v1/organizations/invites']);
  terms = () => undefined;
  expect(await platform.ask('bob', '', { action: 'invites_create', input: invite() })).toMatchObject({
    status: 409,
    body: { detail: 'This call needs no approval, and you have the permission for it.' },
  });
  expect((await platform.ask('nobody', '', { action: 'invites_create', input: invite() })).status).toBe(403);
});

it('is edited to less, which the requester is shown', async () => {
  const input = invite();
  const id = idIn(await platform.invoke('ada', 'invites_create', { ...input, role: 'developer' }));
  const edit = (given: object) => platform.ask('bob', `/${id}/edit`, { input: given, note: 'As a user.' });

  expect((await edit({ ...input, email: email() })).status).toBe(422);
  expect((await edit({ ...input, workspace_id: 'w' })).status).toBe(422);
  const edited = await edit(input);
  expect(edited).toMatchObject({ status: 200, body: { state: 'approved', previous: id, input } });
  const repeated = await platform.invoke('ada', 'invites_create', { ...input, role: 'developer' });
  expect(repeated).toMatchObject({ status: 202, body: { error: { approval: { id, state: 'edited' } } } });
  expect(JSON.stringify(repeated.body)).toContain(idIn(edited));
  expect((await platform.invoke('ada', 'invites_create', input)).status).toBe(200);
});

it('is used up by what may have been sent, and stays where nothing was changed', async () => {
  const input = invite();
  const id = idIn(await platform.invoke('ada', 'invites_create', input));
  await platform.ask('bob', `/${id}/approve`, {});
  platform.simulator.faults.add({ kind: 'status', status: 429, match: { method: 'POST' } });

  const failed = await platform.invoke('ada', 'invites_create', input);
  const after = (await platform.ask('ada', `/${id}`)).body;
  const done = await platform.invoke('ada', 'invites_create', input);

  expect(failed.status).not.toBe(200);
  expect(after).toMatchObject({ state: 'approved' });
  expect(done.status).toBe(200);
});

it('repeats a stored outcome for the same idempotency key without another approval', async () => {
  const input = invite();
  const headers = { 'idempotency-key': 'once-1' };
  const run = () => platform.invoke('ada', 'invites_create', input, { headers });
  const id = idIn(await run());
  await platform.ask('bob', `/${id}/approve`, {});

  const first = await run();
  const second = await run();

  expect(first.status).toBe(200);
  expect(second).toMatchObject({ status: 200, body: { meta: { replayed: true } } });
  expect(writes(platform)).toHaveLength(1);
});

it('is outdated where the object has changed since, with a new plan and a new approval', async () => {
  const { data } = (await platform.invoke('ada', 'invites_list', {})).body as {
    data: { data: { id: string }[] };
  };
  const input = { invite_id: data.data[0]!.id };
  const id = idIn(await platform.invoke('ada', 'invites_delete', input));
  await platform.ask('bob', `/${id}/approve`, {});
  terms = () => ({ policyVersion: 2 });

  const outdated = await platform.invoke('ada', 'invites_delete', input);

  expect(outdated).toMatchObject({
    status: 409,
    body: { code: 'plan_outdated', error: { approval: { state: 'pending' } } },
  });
  expect(idIn(outdated)).not.toBe(id);
  expect((await platform.ask('ada', `/${id}`)).body).toMatchObject({
    state: 'outdated',
    next: idIn(outdated),
  });
});

it('is waited for', async () => {
  const id = idIn(await platform.invoke('ada', 'invites_create', invite()));
  const { changed_at: since } = (await platform.ask('ada', '?limit=1')).body as { changed_at: string };
  const waiting = platform.ask('ada', `/${id}?wait=30`);
  const listing = platform.ask('ada', `?wait=30&view=mine&limit=1&since=${since}`);
  await platform.ask('bob', `/${id}/approve`, {});

  expect((await waiting).body).toMatchObject({ id, state: 'approved' });
  expect((await listing).body).toMatchObject({ data: [{ id, state: 'approved' }] });
});

it('opens nothing for a dry run, and fails as the call would', async () => {
  const dry = await platform.call('/actions/invites_create/invoke', {
    method: 'POST',
    body: { input: invite(), dry_run: true },
  });
  const before = (await platform.ask('ada', '?view=mine&limit=1000')).body as { data: unknown[] };

  expect(dry).toMatchObject({
    status: 202,
    body: { error: { approval: { reason: 'Writes need a second person.' } } },
  });
  expect((dry.body as { error: { approval: object } }).error.approval).not.toHaveProperty('id');
  await platform.call('/actions/invites_create/invoke', {
    method: 'POST',
    body: { input: invite(), dry_run: true },
  });
  expect(
    ((await platform.ask('ada', '?view=mine&limit=1000')).body as { data: unknown[] }).data,
  ).toHaveLength(before.data.length);
});

it('that was edited may be used for the window of the policy, as any other', async () => {
  terms = () => ({ windowS: 60 });
  const input = { ...invite(), role: 'developer' };
  const id = idIn(await platform.invoke('ada', 'invites_create', input));

  const { body } = await platform.ask('bob', `/${id}/edit`, { input: { ...input, role: 'user' } });

  const { state, created_at: from, expires_at: to } = body as Record<string, string>;
  expect([state, Date.parse(to!) - Date.parse(from!) <= 61_000]).toEqual(['approved', true]);
});

it('that a person asked for before a policy required one does not stand for what the policy requires', async () => {
  terms = () => undefined;
  const call = { action: 'invites_create', input: invite() };
  const id = idIn(await platform.ask('reader', '', call));
  terms = () => ({ quorum: 2 });

  const { body } = await platform.ask('bob', `/${id}/approve`, {});

  expect(body).toMatchObject({ outcome: { ok: false, error: { code: 'plan_outdated' } } });
  expect(writes(platform)).toEqual([]);
});
