import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';
import { ERAS } from './support/clients.js';

/** A client waits for a minute, which a slow machine may need for hundreds of anything. */
const PATIENT = { timeout: 600_000 };
jest.setTimeout(660_000);

/** The dispatcher of `fetch` gives up a connection after 10 seconds, while server and clients share this thread. */
const patient = new Agent({ connect: { timeout: PATIENT.timeout } });
const usual = getGlobalDispatcher();

let mcp: BootedMcp;
beforeAll(async () => {
  setGlobalDispatcher(patient);
  mcp = await bootMcp({
    env: { LOG_LEVEL: 'silent' },
    // All requests wait for the few connections at once, so the last one waits as long as all of them take.
    connector: { timeoutMs: PATIENT.timeout, requestTimeoutMs: PATIENT.timeout },
  });
});
afterAll(async () => {
  await mcp.close();
  setGlobalDispatcher(usual);
  await patient.close();
});

it.each(ERAS)('answers 300 calls of clients of %s, each on a connection of its own', async (_, connect) => {
  const client = await mcp.client({ with: connect });

  const calls = await Promise.all(
    Array.from({ length: 300 }, (_, nth) =>
      client.call('anthropic_users_list', { limit: (nth % 10) + 1 }, PATIENT),
    ),
  );

  const counts = calls.map(({ outcome }) =>
    outcome.ok ? (outcome.data as { data: [] }).data.length : outcome.error.message,
  );
  expect(counts).toEqual(calls.map((_, nth) => (nth % 10) + 1));
});

it('answers 300 calls in ten bodies', async () => {
  const batch = Array.from({ length: 30 }, (_, id) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'anthropic_users_list', arguments: { limit: (id % 10) + 1 } },
  }));

  const bodies = await Promise.all(Array.from({ length: 10 }, async () => (await mcp.post(batch)).text()));

  expect(bodies.join('').match(/"structuredContent":\{"ok":true/g)).toHaveLength(300);
});
