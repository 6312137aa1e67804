import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

it('creates a workspace and answers that its setup is incomplete', async () => {
  const { simulator, post, get } = await boot();
  simulator.faults.add({ kind: 'outcome', error_code: 'workspace_created_incomplete' });

  const answer = await post('/workspaces', { name: 'Incomplete' });

  const { error_code: code, workspace_id: id } = answer.body.error.details;
  expect([answer.status, code]).toEqual([503, 'workspace_created_incomplete']);
  expect((await get(`/workspaces/${id}`)).body).toMatchObject({ id, name: 'Incomplete' });
  expect(simulator.journal.entries()[0]).toMatchObject({ effect: 'done', fault: 'outcome', status: 503 });
});

it('changes one of several fields, and the same request finishes the change', async () => {
  const { simulator, post, get, demo } = await boot();
  const path = `/workspaces/${demo.productionWorkspaceId}`;
  const before = (await get(path)).body;
  simulator.faults.add({ kind: 'outcome', error_code: 'change_outcome_unknown' });
  const change = { name: 'Half', display_color: '#123456' };

  const answer = await post(path, change);
  const between = (await get(path)).body;
  const again = await post(path, change);

  expect(failure(answer)).toMatchObject({ status: 503, code: 'change_outcome_unknown' });
  expect(between).toEqual({ ...before, name: 'Half' });
  expect(again.body).toEqual({ ...before, ...change });
  expect(simulator.journal.entries()[1]).toMatchObject({ effect: 'partial' });
});

it('changes nothing of a single field whose outcome it does not know', async () => {
  const { simulator, post, get, demo } = await boot();
  const path = `/workspaces/${demo.productionWorkspaceId}`;
  const before = (await get(path)).body;
  simulator.faults.add({ kind: 'outcome', error_code: 'change_outcome_unknown' });

  await post(path, { name: 'Not yet' });

  expect((await get(path)).body).toEqual(before);
  expect(simulator.journal.entries()[1]).toMatchObject({ effect: 'none' });
});

it('archives a workspace and answers that storage was attached meanwhile', async () => {
  const { simulator, post, get, demo } = await boot();
  const path = `/workspaces/${demo.productionWorkspaceId}`;
  simulator.faults.add({ kind: 'outcome', error_code: 'storage_attached_during_archive' });

  const answer = await post(`${path}/archive`);

  expect(failure(answer)).toMatchObject({ status: 409, code: 'storage_attached_during_archive' });
  expect((await get(path)).body.archived_at).toBe('2026-11-24T12:34:56.000Z');
  expect(simulator.journal.entries()[0]).toMatchObject({ effect: 'done' });
});

it('does nothing while the authorization cannot be checked, and says how long to wait', async () => {
  const { simulator, post, get, demo } = await boot();
  const path = `/workspaces/${demo.productionWorkspaceId}`;
  simulator.faults.add({ kind: 'outcome', error_code: 'authorization_check_unavailable' });

  const answer = await post(`${path}/archive`);

  expect(failure(answer)).toMatchObject({ status: 503, code: 'authorization_check_unavailable' });
  expect(answer.headers.get('retry-after')).toBe('5');
  expect((await get(path)).body.archived_at).toBeNull();
});

it('applies a code only to the operations that the contract lists it for', async () => {
  const { simulator, get, post, demo } = await boot();
  simulator.faults.add({ kind: 'outcome', error_code: 'workspace_created_incomplete' });

  const others = [
    await get('/workspaces'),
    await post(`/workspaces/${demo.productionWorkspaceId}`, { name: 'Other' }),
    await post('/invites', { email: 'ada@example.com', role: 'user' }),
  ];

  expect(others.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(simulator.faults.list()).toHaveLength(1);
});

it('answers a request that it refuses anyhow with its own error', async () => {
  const { simulator, post } = await boot();
  simulator.faults.add({ kind: 'outcome', error_code: 'workspace_created_incomplete' });

  expect(failure(await post('/workspaces', { name: '' }))).toMatchObject({ status: 400 });
  expect(simulator.journal.entries()[0]).toMatchObject({ effect: 'none' });
});
