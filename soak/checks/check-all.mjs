import { platformClient } from '../platform-client.mjs';
import { openPlatformStorage } from '../open-storage.mjs';
import { startPlatform, untilReady } from '../platform.mjs';
import { checkAudit } from './audit.mjs';
import { checkConnections } from './connections.mjs';
import { checkRepeats } from './repeats.mjs';
import { checkWrites } from './writes.mjs';

/** Runs all checks with a last platform, and returns the findings. */
export async function checkAll(environment, { ledger, tenants, watch, signal }) {
  const platform = startPlatform(environment, ledger.failures, { later: true });
  await untilReady(environment, platform, signal);
  const repeats = await checkRepeats(
    platformClient(environment, () => signal.aborted),
    ledger,
  );
  await watch.look();
  const storage = await openPlatformStorage(environment.env);
  try {
    const connections = await checkConnections(storage, ledger);
    const writes = await checkWrites(storage, ledger, watch.invites());
    const audit = await checkAudit(storage, tenants);
    return {
      findings: [...ledger.failures, ...connections, ...repeats.findings, ...writes, ...audit.findings],
      figures: {
        connections: ledger.connections.size,
        writes: ledger.writes.size,
        'writes without a response, repeated': repeats.repeated,
        'invites that reached the API': watch.invites().size,
        'audit entries': audit.entries,
        ...ledger.counts,
      },
    };
  } finally {
    await storage.database.close();
  }
}
