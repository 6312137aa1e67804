import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, platformClient } from '../platform-client.mjs';
import { seededRandom } from '../seeded-random.mjs';

const CLIENTS = 6;
const LONGEST_PAUSE_MS = 120;
const REPEATS = 40;

/** Clients that write through any of the platforms in rotation, as a balancer has them, and repeat a write with its key until there is an outcome. */
export function startLoad({ inRotation, ledger, tenants, seed, faultOf }) {
  let stopped = false;
  const clients = new Map([...inRotation].map((url) => [url, platformClient({ url }, () => stopped)]));
  const running = Array.from({ length: CLIENTS }, async (_, id) => {
    const random = seededRandom(seed + id + 1);
    for (let number = 0; !stopped; number += 1) {
      const key = `o${id}-${number}`;
      const write = { tenant: random.pick(tenants), email: `${key}@example.com`, key };
      for (let attempt = 0; attempt < REPEATS; attempt += 1) {
        // A fault that begins or ends meanwhile may be the reason as well.
        const before = faultOf();
        const answer = await clients.get(random.pick([...inRotation])).invite(write);
        ledger.wrote(write, answer, before === faultOf() ? before : { name: `${before.name}, which ended` });
        if (stopped || ['ok', 'outcome_unknown'].includes(codeOf(answer))) break;
        await pause(random.below(4 * LONGEST_PAUSE_MS));
      }
      await pause(random.below(LONGEST_PAUSE_MS));
    }
  });
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(running);
    },
  };
}
