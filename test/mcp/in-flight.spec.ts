import { jest } from '@jest/globals';
import { bootMcp } from './support/boot-mcp.js';
import { ERAS } from './support/clients.js';

/** A client waits for a minute, which a slow machine may need for a thousand of anything. */
const PATIENT = { timeout: 200_000 };
jest.setTimeout(240_000);

it.each(ERAS)('answers a client of %s a thousand calls in flight', async (_, connect) => {
  const mcp = await bootMcp({ env: { LOG_LEVEL: 'silent' } });
  const client = await mcp.client({ with: connect });

  const calls = await Promise.all(
    Array.from({ length: 1_000 }, (_, nth) =>
      client.call('anthropic_users_list', { limit: (nth % 10) + 1 }, PATIENT),
    ),
  );

  const counts = calls.map(({ outcome }) => (outcome.ok ? (outcome.data as { data: [] }).data.length : 0));
  expect(counts).toEqual(calls.map((_, nth) => (nth % 10) + 1));
  await mcp.close();
});
