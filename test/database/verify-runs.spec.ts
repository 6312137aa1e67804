import { setImmediate as turn } from 'node:timers/promises';
import type { ChainReport } from '../../platform/src/audit/verify-chain.js';
import { verifyChain } from '../../platform/src/audit/verify-chain.js';
import { MOST_RUNS, VerifyRuns } from '../../platform/src/audit/verify-runs.js';
import { chainOf, disarm, facts, SEAL } from './support/audit.js';
import { testDatabase } from './support/test-database.js';

const live = (): AbortSignal => new AbortController().signal;

/** Runs that a test ends itself. */
function runs() {
  const begun: { tenantId: string; signal: AbortSignal; end: () => void }[] = [];
  const all = new VerifyRuns(
    (tenantId, signal) =>
      new Promise<ChainReport>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        const end = (): void => resolve({ tenantId, entries: 0, head: null, findings: [] });
        begun.push({ tenantId, signal, end });
      }),
  );
  return { all, begun };
}

test('the event loop serves others while a chain is verified, also one that was altered everywhere', async () => {
  const database = await testDatabase('libsql');
  const chain = chainOf(database);
  const details = { input: { text: 'x'.repeat(10_000) } };
  await Promise.all(Array.from({ length: 50 }, () => chain.append(facts({ details }))));
  await disarm(database);
  await database.db.updateTable('audit_entries').set({ actor_id: 'mallory' }).execute();

  let turns = 0;
  let isOver = false;
  const others = (async () => {
    for (; !isOver; turns += 1) await turn();
  })();
  const { findings } = await verifyChain(database.db, SEAL, 'acme');
  isOver = true;
  await others;

  expect(findings).toHaveLength(50);
  // Each altered entry is searched for in a thousand places.
  expect(turns).toBeGreaterThan(50);
});

test('requests of one tenant at the same time share a reading', async () => {
  const { all, begun } = runs();

  const asked = Array.from({ length: 20 }, () => all.report('acme', live()));
  begun[0]?.end();

  expect(new Set(await Promise.all(asked)).size).toBe(1);
  expect(begun).toHaveLength(1);

  const later = all.report('acme', live());
  begun[1]?.end();
  expect(await later).toMatchObject({ tenantId: 'acme' });
});

test('no tenant waits for another one, and beyond a number of tenants one is refused', async () => {
  const { all, begun } = runs();
  const busy = Array.from({ length: MOST_RUNS }, (_, nth) => all.report(`tenant${nth}`, live()));

  begun.at(-1)?.end();
  await busy.at(-1);
  const next = all.report('next', live());
  await expect(all.report('one-too-many', live())).rejects.toMatchObject({
    code: 'unavailable',
    details: { afterMs: 5000, resend: 'after_wait' },
  });
  for (const { end } of begun) end();
  await Promise.all([...busy, next]);

  expect(begun.map(({ tenantId }) => tenantId)).not.toContain('one-too-many');
});

test('a reading ends once nobody waits for it, and no sooner', async () => {
  const { all, begun } = runs();
  const clients = [new AbortController(), new AbortController()];
  const asked = clients.map(({ signal }) => all.report('acme', signal).catch(() => 'ended'));

  clients[0]?.abort();
  expect(begun[0]?.signal.aborted).toBe(false);
  clients[1]?.abort();

  expect(await Promise.all(asked)).toEqual(['ended', 'ended']);
  expect(begun[0]?.signal.aborted).toBe(true);
  const again = all.report('acme', live());
  begun[1]?.end();
  expect(await again).toMatchObject({ entries: 0 });
});
