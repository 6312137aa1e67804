import type { ActionId, InputOf, OutputOf } from '../../src/actions/index.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let booted: Simulated;
beforeEach(async () => {
  booted = await bootSimulated();
});
afterEach(() => booted.close());

/** The data of an invocation that has to succeed. */
async function run<Id extends ActionId>(id: Id, input: InputOf<Id>): Promise<OutputOf<Id>> {
  const outcome = await booted.connector.invoke(id, input as never, CONTEXT);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.data as OutputOf<Id>;
}

/** The error code of an invocation that has to fail. */
async function fails<Id extends ActionId>(id: Id, input: InputOf<Id>): Promise<[string, string | undefined]> {
  const outcome = await booted.connector.invoke(id, input as never, CONTEXT);
  if (outcome.ok) throw new Error(`${id} succeeded`);
  return [outcome.error.code, outcome.error.limitation?.id ?? outcome.error.upstream?.code];
}

it("an invite's life: sent, refused twice, re-issued, expired, re-issued again, withdrawn", async () => {
  const invite = { email: 'grace@example.com', role: 'developer' } as const;
  const sent = await run('invites_create', invite);
  expect(sent).toMatchObject({ ...invite, status: 'pending', type: 'invite' });
  expect(Date.parse(sent.expires_at) - Date.parse(sent.invited_at)).toBe(21 * DAY_MS);

  expect(await fails('invites_create', invite)).toEqual([
    'upstream_invalid_request',
    'invite_already_exists',
  ]);
  const second = await run('invites_reissue', { invite_id: sent.id });
  expect(await run('invites_list', { email: invite.email })).toMatchObject({
    data: [{ id: second.id, status: 'pending' }],
  });

  booted.simulator.clock.advance(22 * DAY_MS);
  expect(await run('invites_get', { invite_id: second.id })).toMatchObject({ status: 'expired' });
  const third = await run('invites_reissue', { invite_id: second.id });
  expect(await run('invites_delete', { invite_id: third.id })).toEqual({
    id: third.id,
    type: 'invite_deleted',
  });
  expect(await run('invites_list', { email: invite.email, statuses: ['pending'] })).toMatchObject({
    data: [],
  });
});

it('an accepted invite cannot be re-issued', async () => {
  expect(await fails('invites_reissue', { invite_id: booted.simulator.demo.acceptedInviteId })).toEqual([
    'conflict',
    undefined,
  ]);
});

it('a member through roles and workspaces, and out', async () => {
  const { developerUserId: user_id, productionWorkspaceId, adminUserId } = booted.simulator.demo;
  const { id: workspace_id } = await run('workspaces_create', { name: 'Journey' });

  const member = { workspace_id, user_id };
  await run('workspace_members_add', { ...member, workspace_role: 'workspace_user' });
  await run('workspace_members_update', { ...member, workspace_role: 'workspace_developer' });
  expect(await run('workspace_members_get', member)).toEqual({
    ...member,
    workspace_role: 'workspace_developer',
    type: 'workspace_member',
  });
  await run('workspace_members_remove', member);
  expect(await fails('workspace_members_get', member)).toEqual(['not_found', undefined]);

  const inherited = { workspace_id: productionWorkspaceId, user_id: adminUserId };
  expect(await fails('workspace_members_remove', inherited)).toEqual([
    'limited_operation',
    'inherited_workspace_role',
  ]);

  expect(await run('users_update', { user_id, role: 'billing' })).toMatchObject({
    id: user_id,
    role: 'billing',
  });
  expect(await run('users_remove', { user_id })).toEqual({ id: user_id, type: 'user_deleted' });
  expect(await fails('users_get', { user_id })).toEqual(['not_found', undefined]);
});

it('an admin is not removed before being demoted, by the alternative as it was handed back', async () => {
  const { adminUserId: user_id } = booted.simulator.demo;
  const refused = await booted.connector.invoke('users_remove', { user_id }, CONTEXT);
  const alternative = refused.ok ? undefined : refused.error.limitation?.alternative;
  expect(booted.log().filter((line) => line.startsWith('DELETE'))).toEqual([]);

  const demoted = await booted.connector.invokeById(alternative!.actionId, alternative!.input, CONTEXT);
  expect(demoted).toMatchObject({ ok: true, data: { id: user_id, role: 'user' } });
  expect(await run('users_remove', { user_id })).toEqual({ id: user_id, type: 'user_deleted' });
});

it('a workspace from creation to archive, with its keys', async () => {
  const { productionWorkspaceId: workspace_id, defaultWorkspaceId } = booted.simulator.demo;
  const created = await run('workspaces_create', {
    name: 'Søk',
    tags: { team: 'search' },
    display_color: '#112233',
  });
  expect(created).toMatchObject({
    name: 'Søk',
    tags: { team: 'search' },
    display_color: '#112233',
    archived_at: null,
  });
  expect(
    await run('workspaces_update', { workspace_id: created.id, tags: { team: null, tier: 'a' } }),
  ).toMatchObject({ tags: { tier: 'a' } });

  const before = await run('api_keys_list', { workspace_id, status: 'active' });
  expect(before.data.length).toBeGreaterThan(0);
  await run('workspaces_archive', { workspace_id });
  expect(await run('api_keys_list', { workspace_id, status: 'active' })).toMatchObject({ data: [] });
  expect(await run('workspaces_list', { ids: [workspace_id] })).toMatchObject({ data: [] });
  expect(await run('workspaces_list', { ids: [workspace_id], include_archived: true })).toMatchObject({
    data: [{ id: workspace_id }],
  });

  expect(await fails('workspaces_archive', { workspace_id: defaultWorkspaceId })).toEqual([
    'limited_operation',
    'default_workspace_fixed',
  ]);
  expect(await fails('workspaces_update', { workspace_id: defaultWorkspaceId, name: 'Mine' })).toEqual([
    'limited_operation',
    'default_workspace_fixed',
  ]);
});

it('a key to archived, by the alternative of deleting it', async () => {
  const { activeApiKeyId: api_key_id } = booted.simulator.demo;
  await run('api_keys_update', { api_key_id, name: 'Renamed', status: 'inactive' });
  expect(await run('api_keys_get', { api_key_id })).toMatchObject({ name: 'Renamed', status: 'inactive' });
  await run('api_keys_update', { api_key_id, status: 'active' });

  const refused = await booted.connector.invoke('api_keys_delete', { api_key_id }, CONTEXT);
  const alternative = refused.ok ? undefined : refused.error.limitation?.alternative;
  const archived = await booted.connector.invokeById(alternative!.actionId, alternative!.input, CONTEXT);

  expect(archived).toMatchObject({ ok: true, data: { id: api_key_id, status: 'archived' } });
  expect(await fails('api_keys_update', { api_key_id, status: 'active' })).toEqual([
    'upstream_invalid_request',
    undefined,
  ]);
});

it('a report over two pages, whose costs and tokens agree with one page of each', async () => {
  const window = { starting_at: '2026-09-01T00:00:00Z', ending_at: '2026-10-16T00:00:00Z' };
  const tokens = await run('usage_report_messages', { ...window, limit: 45, group_by: ['model'] });
  const costs = await run('cost_report_get', { ...window, limit: 45 });
  expect([tokens.data.length, costs.data.length]).toEqual([45, 45]);
  expect(booted.log()).toHaveLength(4);

  const tail = await run('cost_report_get', {
    starting_at: '2026-10-10T00:00:00Z',
    ending_at: '2026-10-16T00:00:00Z',
  });
  expect(costs.data.slice(-6)).toEqual(tail.data);
  expect(tokens.data.every((bucket) => bucket.results.every(({ model }) => typeof model === 'string'))).toBe(
    true,
  );
});

it('a page of members leads to the next, and back', async () => {
  const first = await booted.connector.invoke('users_list', { limit: 10 }, CONTEXT);
  const next = first.ok ? first.page!.next! : {};
  const second = await booted.connector.invoke('users_list', { limit: 10, ...next }, CONTEXT);
  const firstOfSecond = second.ok ? second.data.first_id! : '';
  const back = await booted.connector.invoke('users_list', { limit: 10, before_id: firstOfSecond }, CONTEXT);

  expect(back.ok && back.data.data).toEqual(first.ok && first.data.data);
});

it('Claude Code usage of a day, and the organization behind the key', async () => {
  const report = await run('usage_report_claude_code', { starting_at: '2026-11-18', limit: 5 });
  expect(report.data.length).toBeGreaterThan(0);
  expect(await run('organization_get', {})).toMatchObject({
    type: 'organization',
    id: booted.simulator.demo.organizationId,
  });
});
