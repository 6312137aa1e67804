import { clientOf } from '../client.mjs';
import { openWorld } from '../open-world.mjs';
import { startPlatform, untilReady } from '../platform.mjs';
import { judgeAudit } from './audit.mjs';
import { judgeConnections } from './connections.mjs';
import { judgeRepeats } from './repeats.mjs';
import { judgeWrites } from './writes.mjs';

/** Looks at everything that is left, with a last platform to ask, and tells what should not be. */
export async function judgeWorld(world, { ledger, tenants, watch, signal }) {
  const platform = startPlatform(world, ledger.failures, { later: true });
  await untilReady(world, platform, signal);
  const repeats = await judgeRepeats(
    clientOf(world, () => signal.aborted),
    ledger,
  );
  await watch.look();
  const storage = await openWorld(world.env);
  try {
    const connections = await judgeConnections(storage, ledger);
    const writes = await judgeWrites(storage, ledger, watch.invites());
    const audit = await judgeAudit(storage, tenants);
    return {
      findings: [...ledger.failures, ...connections, ...repeats.findings, ...writes, ...audit.findings],
      figures: {
        connections: ledger.connections.size,
        writes: ledger.writes.size,
        'writes cut off or repeated to the end': repeats.repeated,
        'invites that reached the API': watch.invites().size,
        'audit entries': audit.entries,
        ...ledger.counts,
      },
    };
  } finally {
    await storage.database.close();
  }
}
