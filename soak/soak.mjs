import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { platformClient } from './platform-client.mjs';
import { seededRandom } from './seeded-random.mjs';
import { startClients } from './workload/clients.mjs';
import { API_KEYS } from './workload/connection-clients.mjs';
import { Ledger } from './ledger.mjs';
import { startPlatform, untilReady } from './platform.mjs';
import { liftMemberLimit, Watch } from './simulator.mjs';
import { checkAll } from './checks/check-all.mjs';
import { waitUntil } from './wait-until.mjs';
import { createTestEnvironment } from './test-environment.mjs';

const TENANTS = ['acme', 'globex', 'initech'];
const MOST_ANSWERS = 25;
const LONGEST_MOMENT_MS = 60;
const LONGEST_START_MS = 700;
const KILLED_IN_START_ONE_IN = 8;
const OPERATOR_KILLED_ONE_IN = 4;

/** Kills a platform repeatedly under load, and checks the stored data. */
export async function soak({ databaseUrl, kills, seed, signal, onKill }) {
  const environment = await createTestEnvironment(databaseUrl, signal);
  try {
    const run = { ledger: new Ledger(), tenants: TENANTS, watch: new Watch(environment), signal };
    for (const key of API_KEYS) await liftMemberLimit(environment.api, key);
    await killAgainAndAgain(environment, run, { kills, seed, onKill });
    return await checkAll(environment, run);
  } finally {
    await environment.end();
  }
}

async function killAgainAndAgain(environment, { ledger, tenants, watch, signal }, { kills, seed, onKill }) {
  const random = seededRandom(seed);
  let stopped = false;
  const client = platformClient(environment, () => stopped);
  let platform = startPlatform(environment, ledger.failures);
  await untilReady(environment, platform, signal);
  for (const tenant of tenants) {
    const connection = { tenant, name: 'default' };
    ledger.saved(connection, API_KEYS[0], await client.save(connection, API_KEYS[0]));
  }
  let operator = await startOperator(environment, ledger);
  const clients = startClients({ client, ledger, tenants }, seed);
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      if (random.oneIn(KILLED_IN_START_ONE_IN)) await pause(random.below(LONGEST_START_MS));
      else await untilBusy(environment, platform, ledger, random, signal);
      if (random.oneIn(OPERATOR_KILLED_ONE_IN)) {
        await environment.processes.kill(operator);
        operator = await startOperator(environment, ledger);
      }
      await environment.processes.kill(platform);
      await watch.look();
      onKill(kill);
      if (kill < kills) platform = startPlatform(environment, ledger.failures);
    }
  } finally {
    // Otherwise the clients would wait for a platform forever, and the command would not exit.
    stopped = true;
    await environment.processes.kill(platform);
    await clients.stop();
    await environment.processes.kill(operator);
  }
}

/** Waits until a platform has responded to some requests and is processing others. */
async function untilBusy(environment, platform, ledger, random, signal) {
  const enough = ledger.answers + random.below(MOST_ANSWERS);
  await untilReady(environment, platform, signal);
  await waitUntil(() => ledger.answers >= enough, 'a response of the platform', { signal });
  await pause(random.below(LONGEST_MOMENT_MS));
}

async function startOperator({ processes, env, keyring }, { failures }) {
  // A killed command leaves a lock file, which its error message says to remove.
  await rm(`${keyring}.lock`, { force: true });
  const operator = processes.start('soak/operator.mjs', { env });
  void operator.ended.then(() => {
    if (operator.child.exitCode !== null)
      failures.push(`the operator exited unexpectedly: ${operator.said()}`);
  });
  return operator;
}
