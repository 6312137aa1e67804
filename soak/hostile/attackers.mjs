/* Every hostile client, in a process of its own: its work delays no honest one. Sends its counts to its parent at the end. */
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../seeded-random.mjs';
import { hostileKey } from './keys.mjs';
import { AttackClient } from './attack-client.mjs';
import { ATTACKS } from './attacks/all-attacks.mjs';
import { Tally } from './tally.mjs';

const { urls, hostileApi, seed, only, options } = JSON.parse(process.argv[2]);
const TENANTS = ['mallory-0', 'mallory-1', 'mallory-2', 'mallory-3'];
const LAST_ANSWERS_MS = 5_000;

// Nothing else keeps the process alive while it waits to begin.
process.channel.ref();
const over = new AbortController();
const gone = new AbortController();
const tally = new Tally();
/** By email address: what each answer to an invite said. */
const writes = new Map();
const counts = {};
const shared = new AttackClient({ urls, tally, random: seededRandom(seed), signal: gone.signal, options });
Object.assign(shared, {
  count: (what) => (counts[what] = (counts[what] ?? 0) + 1),
  wrote: (email, { status, json }) =>
    writes.set(email, [
      ...(writes.get(email) ?? []),
      { status, effect: json?.error?.effect ?? null, email: json?.data?.email ?? null },
    ]),
  /** Asks the hostile API itself. */
  api: async (what, body) =>
    (await fetch(`${hostileApi}/__hostile/${what}`, { method: 'POST', body: JSON.stringify(body) })).json(),
});

await beConnected();
process.send({ ready: true });
await message('begin');
const running = ATTACKS.filter(({ name }) => only === undefined || name.includes(only)).flatMap(
  ({ name, workers, pauseMs, step }, nth) =>
    Array.from({ length: Math.max(1, Math.ceil(workers * options.scale)) }, async (_, worker) => {
      const client = Object.assign(shared.for(name), { random: seededRandom(seed + 1_000 * nth + worker) });
      while (!over.signal.aborted) {
        await step(client, { ended: over.signal }).catch((error) =>
          client.found(`the attack failed: ${error.stack}`),
        );
        await pause(client.random.below(2 * pauseMs), undefined, { signal: over.signal }).catch(() => {});
      }
    }),
);

await message('end');
over.abort();
await Promise.race([Promise.all(running), pause(LAST_ANSWERS_MS)]);
gone.abort();
await Promise.race([Promise.all(running), pause(LAST_ANSWERS_MS)]);
await shared.close();
const { attacks, findings } = tally;
process.send({ result: { attacks, findings, counts, writes: [...writes] } }, () => process.exit());

function message(expected) {
  return new Promise((resolve) => process.on('message', (given) => given === expected && resolve()));
}

/** The API is not hostile yet. */
async function beConnected() {
  for (const tenantId of TENANTS) {
    const answer = await shared.for('the first save').call('/v1/connectors/anthropic/connections/default', {
      method: 'PUT',
      body: { api_key: hostileKey(tenantId), confirm_organization_change: true },
      token: shared.token({ tenantId }),
    });
    if (answer.status !== 201) throw new Error(`the key of ${tenantId} was not saved: ${answer.text}`);
  }
}
