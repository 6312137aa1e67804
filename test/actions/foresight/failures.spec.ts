import type { FaultRequest } from 'anthropic-admin-simulator';
import type { HostPolicy } from '../../../src/index.js';
import { CONTEXT } from '../../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../../support/boot-simulated.js';

const PLAN = { ...CONTEXT, consequences: true } as const;
/** After a 429 the connector sends nothing for a while, which a test need not wait for. */
const SOON_MS = 1_000;

let denied: string | undefined;
const policy: HostPolicy = {
  decide: ({ action: { id } }) =>
    id === denied ? { effect: 'deny', reason: 'Not this read.' } : { effect: 'allow' },
};

let booted: Simulated;
beforeEach(async () => {
  booted = await bootSimulated({ maxRetries: 0, policy });
  denied = undefined;
});
afterEach(() => booted.close());

const archive = (deadlineMs = 30_000) =>
  booted.connector.plan(
    'workspaces_archive',
    { workspace_id: booted.simulator.demo.productionWorkspaceId },
    { ...PLAN, deadline: Date.now() + deadlineMs },
  );

const FAULTS: readonly (readonly [string, FaultRequest])[] = [
  ['429', { kind: 'status', status: 429, times: 'always' }],
  ['500', { kind: 'status', status: 500, times: 'always' }],
  ['403', { kind: 'status', status: 403, times: 'always' }],
  ['404', { kind: 'status', status: 404, times: 'always' }],
  ['no response', { kind: 'reset', times: 'always' }],
  ['half a response', { kind: 'truncated', times: 'always' }],
  ['a page of a proxy', { kind: 'html', status: 200, times: 'always' }],
  ['a list that goes on without a cursor', { kind: 'cut_page', form: 'missing_cursor', times: 'always' }],
];

describe.each(FAULTS)('after %s', (name, fault) => {
  it('does not know the keys, and counts nothing', async () => {
    booted.simulator.faults.add({ ...fault, match: { path: '/v1/organizations/api_keys' } });

    const plan = await archive(name === '429' ? SOON_MS : undefined);

    const texts = plan.ok ? plan.data.consequences.map(({ text }) => text).join('\n') : '';
    expect(plan).toMatchObject({
      ok: true,
      data: { unknown: expect.arrayContaining([expect.stringMatching(/^API keys unknown: /)]) as string[] },
    });
    if (name !== '429') expect(texts).toMatch(/members lose access/);
    expect(texts).not.toMatch(/API key/);
  });
});

it('does not know the use where the reports are not available, and says so', async () => {
  booted.simulator.faults.add({
    kind: 'status',
    status: 503,
    times: 'always',
    match: { path: '/v1/organizations/analytics/usage' },
  });

  const plan = await archive();

  expect(plan.ok && plan.data.unknown).toContain('Use of the keys unknown: the API is not available.');
  const texts = plan.ok ? plan.data.consequences.map(({ text }) => text) : [];
  expect(texts).toContain('3 API keys stop working.');
});

it('fails where the object does not exist, or the key is refused', async () => {
  expect(await booted.connector.plan('invites_delete', { invite_id: 'invite_none' }, PLAN)).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
});

it('has another digest while something is unknown', async () => {
  const known = await archive();
  booted.simulator.faults.add({
    kind: 'status',
    status: 500,
    times: 'always',
    match: { path: '/v1/organizations/api_keys' },
  });
  const unknown = await archive();

  expect(known.ok && unknown.ok && known.data.digest === unknown.data.digest).toBe(false);
});

it('reads nothing that a policy does not allow the caller to read', async () => {
  denied = 'api_keys_list';

  const plan = await archive();

  expect(plan.ok && plan.data.unknown).toContain('API keys unknown: a policy does not allow this read.');
});

it('has a budget of requests, and does not begin what it cannot end', async () => {
  const { simulator, connector } = booted;
  const organization = simulator.state.organization(simulator.demo.organizationId);
  const [first] = organization.workspaces.filter(({ archivedAt }) => archivedAt === null);
  const many = Array.from(
    { length: 60 },
    (_, nth) => ({ ...first, id: `wrkspc_many${nth}` }) as typeof first,
  );
  for (const one of many) if (one) organization.workspaces.insert(one);
  const before = simulator.journal.entries().length;

  const plan = await connector.plan('users_remove', { user_id: simulator.demo.userUserId }, PLAN);

  for (const one of many) if (one) organization.workspaces.remove(one.id);
  expect(plan.ok && plan.data.unknown).toContain(
    'Memberships in workspaces unknown: it takes more requests than a plan sends.',
  );
  expect(simulator.journal.entries().length - before).toBeLessThan(15);
});

it('has a budget of time, after which the rest is unknown', async () => {
  booted.simulator.faults.add({
    kind: 'slow',
    delay_ms: 5_000,
    times: 'always',
    match: { path: '/v1/organizations/api_keys' },
  });

  const plan = await archive(SOON_MS);

  expect(plan.ok && plan.data.unknown).toContain('API keys unknown: the API did not answer in time.');
});
