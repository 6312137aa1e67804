import { failure } from './support/ask.js';
import type { BetaAsk } from './support/beta.js';
import { withBeta } from './support/beta.js';
import type { Booted } from './support/boot.js';
import { boot } from './support/boot.js';

const BETA = 'telemetry-destinations-2026-08-11';
const PATH = '/telemetry_destinations';

/** Makes a destination that covers the listed workspaces only. */
async function including(booted: Booted, ...ids: string[]): Promise<BetaAsk & { path: string }> {
  const ask = withBeta(booted, BETA);
  const workspaces = { type: 'include', workspace_ids: ids };
  const { body } = await ask.post(PATH, { endpoint_url: 'https://otel.example.com', workspaces });
  return { ...ask, path: `${PATH}/${body.id}` };
}

const listed = async ({ get, path }: BetaAsk & { path: string }): Promise<string[]> =>
  (await get(`${path}/workspaces`)).body.data.map(({ workspace_id: id }: { workspace_id: string }) => id);

it('adds a workspace, twice without harm, and lists the newest first', async () => {
  const booted = await boot();
  const { defaultWorkspaceId: first, productionWorkspaceId: second } = booted.demo;
  const destination = await including(booted, first);

  const added = await destination.post(`${destination.path}/workspaces/${second}`);
  booted.simulator.clock.advance(5_000);
  const again = await destination.post(`${destination.path}/workspaces/${second}`);

  expect(added.body).toMatchObject({ type: 'telemetry_destination_workspace', workspace_id: second });
  expect(again.body).toEqual(added.body);
  expect(await listed(destination)).toEqual([second, first]);
});

it('takes a workspace off the list, and answers 404 for one that is not on it', async () => {
  const booted = await boot();
  const id = booted.demo.productionWorkspaceId;
  const destination = await including(booted, id);

  const removed = await destination.remove(`${destination.path}/workspaces/${id}`);
  const again = await destination.remove(`${destination.path}/workspaces/${id}`);

  expect(removed.body).toMatchObject({ type: 'telemetry_destination_workspace_deleted', workspace_id: id });
  expect(failure(again)).toMatchObject({ status: 404 });
});

it('has no list where all workspaces are covered', async () => {
  const booted = await boot();
  const { get, post, remove } = withBeta(booted, BETA);
  const path = `${PATH}/${booted.demo.telemetryDestinationId}/workspaces`;

  expect((await get(path)).body).toEqual({ data: [], next_page: null });
  expect(failure(await post(`${path}/${booted.demo.productionWorkspaceId}`))).toMatchObject({ status: 400 });
  expect(failure(await remove(`${path}/${booted.demo.productionWorkspaceId}`))).toMatchObject({
    status: 400,
  });
});

it('refuses an archived and an unknown workspace', async () => {
  const booted = await boot();
  const destination = await including(booted);

  const archived = await destination.post(
    `${destination.path}/workspaces/${booted.demo.archivedWorkspaceId}`,
  );
  const unknown = await destination.post(`${destination.path}/workspaces/wrkspc_nothing`);

  expect([archived.status, unknown.status]).toEqual([400, 404]);
});

it('replaces the list by an update, and empties it when the type changes', async () => {
  const booted = await boot();
  const { defaultWorkspaceId: first, productionWorkspaceId: second } = booted.demo;
  const destination = await including(booted, first);
  const change = (workspaces: object) => destination.post(destination.path, { workspaces });

  await change({ type: 'include', workspace_ids: [second, second] });
  expect(await listed(destination)).toEqual([second]);
  await change({ type: 'include' });
  expect(await listed(destination)).toEqual([second]);
  await change({ type: 'exclude' });
  expect(await listed(destination)).toEqual([]);
});

it('filters destinations by the workspaces they cover', async () => {
  const booted = await boot();
  const { productionWorkspaceId: covered, defaultWorkspaceId: other } = booted.demo;
  const { get, path } = await including(booted, covered);
  const found = async (ids: string[]): Promise<number> =>
    (await get(PATH, { 'workspace_ids[]': ids })).body.data.length;

  expect(await found([covered])).toBe(2);
  expect(await found([other])).toBe(1);
  expect(await found(['wrkspc_unknown'])).toBe(0);
  expect((await get(path)).body.workspaces).toEqual({ type: 'include' });
});

it('pages through the list', async () => {
  const booted = await boot();
  const { data } = (await booted.get('/workspaces')).body;
  const ids = data.map(({ id }: { id: string }) => id);
  const { get, path } = await including(booted, ...ids);

  const first = (await get(`${path}/workspaces`, { limit: 3 })).body;
  const rest = (await get(`${path}/workspaces`, { limit: 100, page: first.next_page })).body;

  const seen = [...first.data, ...rest.data].map(({ workspace_id: id }) => id);
  expect(seen).toEqual([...ids].reverse());
  expect(rest.next_page).toBeNull();
});
