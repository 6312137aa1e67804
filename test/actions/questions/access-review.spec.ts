import { DEMO_ORGANIZATION_ID, type Organization } from 'anthropic-admin-simulator';
import { foundAccess, type ReadAccess } from '../../../src/actions/access-review/found-access.js';
import type { AccessReviews, NewAccessReview } from '../../../src/index.js';
import { systemRuntime } from '../../../src/kit/http/runtime.js';
import { CONTEXT } from '../../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../../support/boot-simulated.js';

const NOW = Date.parse('2026-11-20T10:30:00Z');
let booted: Simulated;
let organization: Organization;
let added: NewAccessReview[];

/** A store that keeps what it is given, and nothing else. */
const store: Pick<AccessReviews, 'add' | 'find'> = {
  add: async (_, review) => {
    added.push(review);
    return { ...review, id: 'arv_1', rows: review.rows.length, decided: 0 };
  },
  find: async () => undefined,
};

beforeEach(async () => {
  added = [];
  const runtime = { ...systemRuntime, now: () => NOW };
  booted = await bootSimulated({
    runtime,
    maxRetries: 0,
    sources: { access_reviews: store },
  });
  organization = booted.simulator.state.organization(DEMO_ORGANIZATION_ID);
});
afterEach(() => booted.close());

const within = { ...CONTEXT, actor: { id: 'ada' }, deadline: NOW + 60_000 };
const create = (input = {}) => booted.connector.invoke('access_review_create', input, within);

it('finds who should be decided about, with what would end the access, and changes nothing', async () => {
  const creators = organization.apiKeys
    .filter(({ status }) => status === 'active')
    .map(({ createdBy }) => createdBy?.id);
  const leaver = organization.members.find(({ id, role }) => role === 'developer' && creators.includes(id));
  await booted.connector.invoke('users_remove', { user_id: leaver?.id ?? '' }, within);
  const before = booted.log().length;

  const outcome = await create({ title: 'Q4' });

  if (!outcome.ok) throw new Error(outcome.error.message);
  const [{ rows, unread, by, title }] = added as [NewAccessReview];
  const ofReason = (reason: string) => rows.filter(({ reasons }) => (reasons as string[]).includes(reason));
  const memberIds = new Set(organization.members.filter(() => true).map(({ id }) => id));
  const admins = organization.members.filter(({ role }) => role === 'admin' || role.includes('owner'));
  const orphans = organization.apiKeys.filter(
    ({ status, principal, createdBy }) =>
      (status === 'active' || status === 'inactive') &&
      (principal?.type === 'user_actor'
        ? !memberIds.has(principal.user_id)
        : principal === null && createdBy?.type === 'user' && !memberIds.has(createdBy.id)),
  );
  expect([title, by, unread]).toEqual(['Q4', 'ada', []]);
  expect(
    ofReason('organization_admin')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(admins.map(({ id }) => id).sort());
  expect(ofReason('workspace_admin').length).toBeGreaterThan(0);
  expect(ofReason('key_without_owner').length).toBeGreaterThan(0);
  expect(ofReason('inactive_member').length).toBeGreaterThan(0);
  expect(orphans.map(({ id }) => id)).toEqual(
    expect.arrayContaining(ofReason('key_without_owner').map(({ id }) => id)),
  );
  expect(outcome.data.reasons.map(({ reason, rows: count }) => [reason, count])).toEqual(
    outcome.data.reasons.map(({ reason }) => [reason, ofReason(reason).length]),
  );
  for (const { next } of rows)
    if (next) {
      const described = await booted.connector.planById(next.actionId, next.input, CONTEXT);
      expect([next, described.ok]).toEqual([next, true]);
    }
  expect(
    booted
      .log()
      .slice(before)
      .filter((line) => !line.startsWith('GET ')),
  ).toEqual([]);
});

it.each([
  ['/v1/organizations/api_keys', 'Not all API keys could be read'],
  ['/v1/organizations/workspaces', 'Not all workspaces could be read'],
])('says that %s could not be read', async (path, words) => {
  booted.simulator.faults.add({ kind: 'status', status: 500, times: 'always', match: { path } });

  const outcome = await create();

  expect(outcome).toMatchObject({
    ok: true,
    data: { review: { unread: [expect.stringContaining(words)] } },
    meta: { warnings: [expect.stringContaining(words)] },
  });
});

it('finds no one inactive where use could not be read, and keeps nothing without members', async () => {
  const analytics = { path: '/v1/organizations/analytics/usage' };
  booted.simulator.faults.add({ kind: 'status', status: 500, times: 'always', match: analytics });
  expect(await create()).toMatchObject({
    data: {
      review: {
        unread: [
          'Use by member could not be read, so members without activity are not found.',
          'Use by API key could not be read, so unused keys are not found.',
        ],
      },
    },
  });
  expect(added[0]?.rows.flatMap(({ reasons }) => reasons)).not.toContain('unused_key');
  expect(added[0]?.rows.flatMap(({ reasons }) => reasons)).not.toContain('inactive_member');
  const users = { path: '/v1/organizations/users' };
  booted.simulator.faults.add({ kind: 'status', status: 500, times: 'always', match: users });
  expect(await create()).toMatchObject({ ok: false });
  expect(added).toHaveLength(1);
});

it('does not take for gone who may not have been read', () => {
  const key = {
    id: 'apikey_1',
    name: 'k',
    status: 'active',
    scope: { type: 'organization' },
    principal: { type: 'user_actor', user_id: 'user_gone' },
    created_at: '2026-01-01T00:00:00Z',
    expires_at: null,
  };
  const read = { members: [], keys: [key], workspaces: [], workspaceMembers: [] } as unknown as ReadAccess;
  const at = { now: Date.parse('2026-11-20T10:30:00Z'), days: 60 };

  expect(foundAccess({ ...read, hasAllMembers: false }, at)).toEqual([]);
  expect(foundAccess({ ...read, hasAllMembers: false, usedKeys: new Set(['apikey_1']) }, at)).toEqual([]);
  expect(foundAccess({ ...read, hasAllMembers: false, usedKeys: new Set() }, at)).toMatchObject([
    { id: 'apikey_1', reasons: ['unused_key'], text: 'Is active and was not used in 60 days.' },
  ]);
  expect(foundAccess({ ...read, hasAllMembers: true }, at)).toMatchObject([
    { id: 'apikey_1', reasons: ['key_without_owner'], next: { input: { status: 'inactive' } } },
  ]);
});

it('keeps no review that is longer than one may be', async () => {
  const admin = organization.members.find(({ role }) => role === 'admin');
  if (!admin) throw new Error('no admin');
  for (let nth = 0; nth < 5_001; nth += 1) organization.members.insert({ ...admin, id: `user_many${nth}` });

  expect(await create()).toMatchObject({
    error: {
      code: 'conflict',
      message: expect.stringContaining('one review has 5,000 rows at most') as string,
    },
  });
  expect(added).toEqual([]);
});

it('says what to do where the host keeps no reviews', async () => {
  const bare = await bootSimulated();
  const outcomes = [
    await bare.connector.invoke('access_review_create', {}, CONTEXT),
    await bare.connector.invoke('access_review_list', {}, CONTEXT),
    await bare.connector.invoke(
      'access_review_decide',
      { review_id: 'arv_1', rows: [1], decision: 'keep' },
      CONTEXT,
    ),
  ];
  await bare.close();

  for (const outcome of outcomes)
    expect(outcome).toMatchObject({
      error: { code: 'conflict', fix: expect.stringContaining('sources: { access_reviews }') as string },
    });
  expect(bare.log()).toEqual([]);
});

it('names the list where there is no such review', async () => {
  const decide = { review_id: 'arv_none', rows: [1], decision: 'keep' as const };
  expect(await booted.connector.invoke('access_review_decide', decide, CONTEXT)).toMatchObject({
    error: { code: 'conflict', message: 'This connection has no access review with the id arv_none.' },
  });
  expect(
    await booted.connector.invoke('access_review_decide', { ...decide, rows: [1, 1] }, CONTEXT),
  ).toMatchObject({ error: { code: 'invalid_input' } });
});
