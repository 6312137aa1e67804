import type { AnthropicConnector } from '../../src/connector/connector.js';
import { outcomeError } from '../../src/kit/engine/connector-error.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';

let booted: Booted;
afterEach(() => booted.close());

const member = (role: string) => () => ({
  body: {
    id: 'user_1',
    type: 'user',
    email: 'ada@example.com',
    name: 'Ada',
    role,
    added_at: '2026-01-01T00:00:00Z',
  },
});

it('returns the request, and says what it is: not the answer', async () => {
  booted = await bootConnector();

  const plan = await booted.connector.plan('workspaces_create', { name: 'a' }, CONTEXT);

  expect(plan).toMatchObject({
    ok: true,
    data: { method: 'POST', path: '/v1/organizations/workspaces', body: { name: 'a' } },
    meta: { dryRun: true, attempts: 0 },
  });
  expect(plan.meta.unchecked).toBeUndefined();
  expect(booted.api.log()).toEqual([]);
});

it('checks limitations that take a read, and sends nothing but that read', async () => {
  booted = await bootConnector(member('admin'));

  const plan = await booted.connector.plan('users_remove', { user_id: 'user_1' }, CONTEXT);

  expect(plan).toMatchObject({ ok: false, error: { code: 'limited_operation' }, meta: { dryRun: true } });
  expect(booted.api.log()).toEqual(['GET /v1/organizations/users/user_1']);
});

const workspace = (fields: object) => () => ({
  body: { id: 'wrkspc_1', type: 'workspace', name: 'Production', archived_at: null, ...fields },
});

it.each([
  ['workspaces_archive', {}, { name: 'Default' }, 'default_workspace_fixed'],
  ['workspaces_update', { name: 'New' }, { name: 'Default' }, 'default_workspace_fixed'],
  ['workspaces_archive', {}, { archived_at: '2026-01-01T00:00:00Z' }, 'archived_workspace_fixed'],
  ['workspaces_update', { tags: {} }, { archived_at: '2026-01-01T00:00:00Z' }, 'archived_workspace_fixed'],
  ['workspace_members_remove', { user_id: 'user_1' }, { role: 'admin' }, 'inherited_workspace_role'],
])('tells by one read that %s %j of %j is refused by %s', async (action, more, found, limitation) => {
  booted = await bootConnector(workspace(found));

  const plan = await booted.connector.planById(action, { workspace_id: 'wrkspc_1', ...more }, CONTEXT);

  expect(plan).toMatchObject({ error: { limitation: { id: limitation } }, meta: { attempts: 1 } });
  expect(booted.api.log()).toHaveLength(1);
});

it.each([
  ['workspaces_archive', {}, {}],
  ['workspaces_update', { tags: {} }, { name: 'Default' }],
])('reads once and plans %s %j of %j', async (action, more, found) => {
  booted = await bootConnector(workspace(found));

  const plan = await booted.connector.planById(action, { workspace_id: 'wrkspc_1', ...more }, CONTEXT);

  expect(plan).toMatchObject({ ok: true, meta: { attempts: 1 } });
});

it('leaves a real run to the API where only a dry run reads', async () => {
  booted = await bootConnector(workspace({ name: 'Default' }));

  await booted.connector.invoke('workspaces_archive', { workspace_id: 'wrkspc_1' }, CONTEXT);

  expect(booted.api.log()).toEqual(['POST /v1/organizations/workspaces/wrkspc_1/archive']);
});

it('agrees with the invocation where the limitation does not apply', async () => {
  booted = await bootConnector(member('developer'));

  const plan = await booted.connector.plan('users_remove', { user_id: 'user_1' }, CONTEXT);

  expect(plan).toMatchObject({ ok: true, data: { method: 'DELETE' }, meta: { attempts: 1 } });
  expect(plan.meta.unchecked).toBeUndefined();
});

it('names what it could not check without a connection', async () => {
  booted = await bootConnector();
  const nobody = { ...CONTEXT, tenantId: 'nobody' };

  const simple = await booted.connector.plan('workspaces_create', { name: 'a' }, nobody);
  const looked = await booted.connector.plan('users_remove', { user_id: 'user_1' }, nobody);

  expect([simple.meta.unchecked, looked.meta.unchecked]).toEqual([['credential'], ['credential', 'look_up']]);
});

it('names the look-up where the API does not answer it', async () => {
  booted = await bootConnector(() => ({ status: 503, body: {} }));

  const plan = await booted.connector.plan('users_remove', { user_id: 'user_1' }, CONTEXT);

  expect(plan).toMatchObject({ ok: true, meta: { unchecked: ['look_up'] } });
});

it('fails where the look-up finds nothing, as the invocation would', async () => {
  booted = await bootConnector(() => ({
    status: 404,
    body: { type: 'error', error: { type: 'not_found_error', message: 'No.' } },
  }));

  expect(await booted.connector.plan('users_remove', { user_id: 'user_1' }, CONTEXT)).toMatchObject({
    error: { code: 'not_found' },
  });
});

it('marks the connection where the API refuses the key in a look-up, as an invocation does', async () => {
  const refused = { type: 'authentication_error', message: 'invalid x-api-key' };
  booted = await bootConnector(() => ({ status: 401, body: { type: 'error', error: refused } }));
  const { connector, api } = booted;

  const plans = [];
  for (const _ of [1, 2]) plans.push(await connector.plan('users_remove', { user_id: 'user_1' }, CONTEXT));

  expect(plans).toMatchObject([
    { error: { code: 'credential_rejected' } },
    { ok: true, meta: { unchecked: ['credential', 'look_up'] } },
  ]);
  expect(await connector.connections.find({ tenantId: 'acme', name: 'default' })).toMatchObject({
    state: 'failing',
  });
  expect(api.log()).toHaveLength(1);
});

const LONG = { starting_at: '2026-06-01T00:00:00Z', ending_at: '2026-11-01T00:00:00Z' };

it('returns the checked input of an action made of several operations', async () => {
  booted = await bootConnector();

  expect(await booted.connector.plan('invites_reissue', { invite_id: 'invite_1' }, CONTEXT)).toMatchObject({
    data: { action: 'invites_reissue', input: { invite_id: 'invite_1' } },
  });
});

it.each([
  ['analytics_cost_list', LONG, { time_bucket_width: '1d' }],
  ['usage_report_messages', LONG, { limit: 1_000 }],
  ['usage_report_claude_code', { starting_at: '2026-09-01', ending_at: '2026-11-01' }, {}],
])('returns the checked input of %s where it takes several requests', async (action, range, more) => {
  booted = await bootConnector();
  const input = { ...range, ...more };

  expect(await booted.connector.planById(action, input, CONTEXT)).toMatchObject({ data: { action, input } });
  expect(booted.api.log()).toEqual([]);
});

it('is subject to switches and policy, and carries an approval as data', async () => {
  booted = await bootConnector(undefined, {
    policy: { decide: () => ({ effect: 'approval', reason: 'Two people.', approvalId: 'a-1' }) },
  });
  const input = { user_id: 'user_1' };

  for (const run of [booted.connector.planById, booted.connector.invokeById]) {
    expect(await run('users_remove', input, CONTEXT)).toMatchObject({
      error: { code: 'approval_required', approval: { id: 'a-1', reason: 'Two people.' } },
    });
  }
});

it('is told apart by a policy, which may say that an approval is outdated, or fail the call with an error of its own', async () => {
  const seen: unknown[] = [];
  const approval = { url: 'https://x.test/#a-2', state: 'pending', plan: { final: [] } };
  const error = outcomeError('not_found', { message: 'There is no such member.' });
  booted = await bootConnector(undefined, {
    policy: {
      decide: ({ dryRun }) => {
        seen.push(dryRun);
        return dryRun
          ? { effect: 'fail', error }
          : { effect: 'approval', reason: 'Two.', approvalId: 'a-2', approval, outdated: 'It has changed.' };
      },
    },
  });
  const { planById, invokeById } = booted.connector;

  const planned = await planById('users_remove', { user_id: 'user_1' }, CONTEXT);
  const invoked = await invokeById('users_remove', { user_id: 'user_1' }, CONTEXT);

  expect(seen).toEqual([true, undefined]);
  expect(planned).toMatchObject({ ok: false, error });
  expect(invoked).toMatchObject({
    error: {
      code: 'plan_outdated',
      message: 'It has changed. Policy requires approval for users_remove: Two.',
      fix: 'Wait for approval a-2 (https://x.test/#a-2), then invoke again.',
      approval: { id: 'a-2', reason: 'Two.', ...approval },
    },
  });
});

it('works destructured, as all methods do', async () => {
  booted = await bootConnector(() => ({ body: { data: [{ id: 'user_1' }], has_more: false } }));
  const { invoke, invokeById, plan, planById, items } = booted.connector;

  expect((await plan('users_list', {}, CONTEXT)).ok).toBe(true);
  expect((await planById('users_list', {}, CONTEXT)).ok).toBe(true);
  expect((await invoke('users_list', {}, CONTEXT)).ok).toBe(true);
  expect((await invokeById('users_list', {}, CONTEXT)).ok).toBe(true);
  for await (const user of items('users_list', {}, CONTEXT)) expect(user.id).toBe('user_1');
});

describe('items', () => {
  const page = ({ url }: { url: string }) => {
    const after = /after_id=user_(\d+)/.exec(url)?.[1] ?? '0';
    const id = `user_${Number(after) + 1}`;
    return { body: { data: [{ id }], has_more: true, first_id: id, last_id: id } };
  };

  it('ends after as many pages as its context allows, and reports each', async () => {
    booted = await bootConnector(page);
    const progress: unknown[] = [];
    const onProgress = (read: object): void => void progress.push(read);

    const ids: string[] = [];
    const context = { ...CONTEXT, maxPages: 2, onProgress };
    for await (const { id } of booted.connector.items('users_list', { limit: 1 }, context)) ids.push(id);

    expect(ids).toEqual(['user_1', 'user_2']);
    expect(progress).toEqual([
      { pages: 1, items: 1 },
      { pages: 2, items: 2 },
    ]);
  });

  it('throws an InvocationError for a context that cannot be used', async () => {
    booted = await bootConnector(page);
    const reading = booted.connector.items('users_list', {}, { ...CONTEXT, dryRun: true } as never);

    await expect(reading.next()).rejects.toMatchObject({
      name: 'InvocationError',
      error: { code: 'invalid_input', issues: [{ path: 'context.dryRun' }] },
    });
  });

  it('refuses an action that lists nothing', async () => {
    booted = await bootConnector(page);

    expect(() => booted.connector.items('users_get' as never, {} as never, CONTEXT)).toThrow(
      'users_get is not a list; call invoke() instead.',
    );
  });

  it('reads what a replaced invoke returns', async () => {
    booted = await bootConnector(page);
    const connector: AnthropicConnector = booted.connector;
    const data = { data: [{ id: 'user_9' }], has_more: false };
    connector.invoke = (async (actionId: string) => ({
      ok: true,
      actionId,
      data,
      meta: { requestId: 'x', durationMs: 0, attempts: 0 },
    })) as unknown as typeof connector.invoke;

    const ids: string[] = [];
    for await (const { id } of connector.items('users_list', {}, CONTEXT)) ids.push(id);

    expect([ids, booted.api.log()]).toEqual([['user_9'], []]);
  });
});
