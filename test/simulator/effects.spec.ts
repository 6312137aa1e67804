import type { FaultRequest } from '../../simulator/src/index.js';
import type { Booted } from './support/boot.js';
import { boot } from './support/boot.js';

const effects = ({ simulator }: Booted) => simulator.journal.entries().map(({ effect }) => effect);

const names = async ({ get }: Booted): Promise<string[]> =>
  (await get('/workspaces', { limit: 100 })).body.data.map(({ name }: { name: string }) => name);

it('records what changed: nothing for reads and refused writes', async () => {
  const booted = await boot();
  const { get, post, remove, demo } = booted;

  await get('/users');
  await post('/workspaces', { name: 'Made' });
  await post('/workspaces', { name: 42 });
  await remove(`/users/${demo.adminUserId}`);
  await remove(`/users/${demo.developerUserId}`);
  await remove('/nowhere');

  expect(effects(booted)).toEqual(['none', 'done', 'none', 'none', 'done', 'none']);
});

/** The faults that lose the response, each with what the client sees. */
const LOST: readonly (FaultRequest & { readonly applies?: boolean | undefined })[] = [
  { kind: 'status', status: 504 },
  { kind: 'reset' },
  { kind: 'timeout', after_ms: 0 },
  { kind: 'empty_body' },
  { kind: 'no_content' },
  { kind: 'html' },
  { kind: 'edge_page' },
  { kind: 'foreign_json' },
  { kind: 'raw_body', text: 'null' },
];

it.each(LOST.flatMap((fault) => [false, true].map((applies) => ({ ...fault, applies }))))(
  'says of $kind with applies $applies whether the request took effect',
  async (fault) => {
    const booted = await boot();
    booted.simulator.faults.add(fault as FaultRequest);

    await booted.post('/workspaces', { name: 'Lost' }).catch(() => undefined);

    expect(booted.simulator.journal.entries()).toMatchObject([
      { effect: fault.applies ? 'done' : 'none', fault: fault.kind },
    ]);
    expect((await names(booted)).includes('Lost')).toBe(fault.applies);
  },
);

it.each<FaultRequest>([
  { kind: 'slow', delay_ms: 1 },
  { kind: 'truncated' },
  { kind: 'reset_mid_body' },
  { kind: 'doubled_headers' },
  { kind: 'other_organization' },
  { kind: 'echoed_key', in: 'name' },
])('lets the request take effect under $kind', async (fault) => {
  const booted = await boot();
  booted.simulator.faults.add(fault);

  await booted.post('/workspaces', { name: 'Made' }).catch(() => undefined);

  expect(effects(booted)).toEqual(['done']);
  expect(await names(booted)).toContain('Made');
});

it('records no effect of a request that the API refuses, whatever the fault', async () => {
  const booted = await boot();
  booted.simulator.faults.add({ kind: 'reset', applies: true });

  await booted.post('/workspaces', { name: '' }).catch(() => undefined);

  expect(effects(booted)).toEqual(['none']);
});
