import { until } from '../platform/support/until.js';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';
import { ERAS, REVISIONS } from './support/clients.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
beforeEach(() => mcp.simulator.reset());
afterAll(() => mcp.close());

const asked = (): number => mcp.simulator.journal.entries().length;

/** The lines of the log of requests that ended without an answer. */
const cancelled = (): string[] => mcp.log.filter((line) => line.includes('"code":"cancelled"'));

it.each(ERAS)('tells a client of %s of each page of a long pull', async (_, connect) => {
  const client = await mcp.client({ with: connect });
  const told: number[] = [];

  const { outcome } = await client.call(
    'anthropic_users_list',
    { limit: 2, all: true },
    { onprogress: ({ progress }) => void told.push(progress) },
  );

  expect(outcome.ok).toBe(true);
  expect(told).toEqual(Array.from({ length: asked() }, (_, page) => page + 1));
});

it('stops a call of the current revision when the client cancels it', async () => {
  mcp.simulator.faults.add({ kind: 'slow', delay_ms: 3_000 });
  const client = await mcp.client();
  const [before, controller] = [cancelled().length, new AbortController()];

  const call = client.call('anthropic_users_list', { all: true, limit: 2 }, { signal: controller.signal });
  await until(() => asked() === 1);
  controller.abort();

  await expect(call).rejects.toThrow();
  await until(() => cancelled().length > before);
  expect(asked()).toBe(1);
});

it.each(REVISIONS)('stops a call of %s when the client goes away', async (_, connect) => {
  mcp.simulator.faults.add({ kind: 'slow', delay_ms: 3_000 });
  const client = await mcp.client({ with: connect });
  const before = cancelled().length;

  const call = client.call('anthropic_users_list', { all: true, limit: 2 }).catch((error: unknown) => error);
  await until(() => asked() === 1);
  await client.close();

  expect(await call).toBeInstanceOf(Error);
  await until(() => cancelled().length > before);
  expect(asked()).toBe(1);
});

it('ends a call at the deadline that a header names', async () => {
  mcp.simulator.faults.add({ kind: 'slow', delay_ms: 3_000 });
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'anthropic_users_list' } };

  const response = await mcp.post(call, { headers: { 'x-request-timeout-ms': '100' } });

  expect(await response.text()).toContain('"code":"timeout"');
});
