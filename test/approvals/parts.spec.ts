import type { InvocationFacts } from 'anthropic-admin-connector';
import type { ApprovalTerms } from '../../platform/src/approvals/approval-gate.js';
import { storedIn } from '../database/support/boot-stored.js';
import { afterSuite } from '../support/cleanup.js';
import { bootApprovals, idIn, writes, type Governed } from './support/boot-approvals.js';

let platform: Governed;
let terms: (facts: InvocationFacts) => Partial<ApprovalTerms> | undefined;

beforeAll(async () => {
  platform = await bootApprovals(await storedIn('libsql'), (facts) => terms(facts));
  afterSuite(() => platform.close());
  await platform.connect();
});
beforeEach(() => {
  terms = () => undefined;
});

const people = () => ({ people: [platform.simulator.demo.userUserId] });
const offboard = () => platform.invoke('ada', 'members_offboard', people());
const listed = async (): Promise<number> =>
  ((await platform.ask('bob', '?view=all')).body as { data: unknown[] }).data.length;

test('a composed action runs no part that takes an approval, and changes nothing before it says so', async () => {
  const { body } = await platform.invoke('ada', 'invites_create', {
    email: 'parts@acme-robotics.example',
    role: 'developer',
  });
  const { id } = (body as { data: { id: string } }).data;
  platform.simulator.journal.clear();
  terms = ({ action, input }) =>
    action.id === 'users_remove' || (action.id === 'invites_create' && input['role'] === 'developer')
      ? {}
      : undefined;

  const left = await offboard();
  const reissued = await platform.invoke('ada', 'invites_reissue', { invite_id: id });

  for (const answer of [left, reissued])
    expect(answer).toMatchObject({
      status: 202,
      body: { code: 'approval_required', error: { fix: expect.stringContaining('a part of the action') } },
    });
  expect(writes(platform)).toEqual([]);
  expect(await listed()).toBe(0);
});

test('an approval of the whole holds for parts that no others would have to approve, and for no other parts', async () => {
  platform.simulator.journal.clear();
  terms = ({ action }) => (action.id === 'users_remove' ? { quorum: 2 } : {});
  const id = idIn(await offboard());
  await platform.ask('bob', `/${id}/approve`, {});

  const refused = await offboard();
  expect(refused.body).not.toMatchObject({ ok: true });
  expect(writes(platform)).toEqual([]);

  terms = () => ({});
  expect((await offboard()).body).toMatchObject({ ok: true });
  expect(writes(platform)).toEqual([expect.stringMatching(/^DELETE .*users/)]);
});
