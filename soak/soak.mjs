import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { clientOf } from './client.mjs';
import { diceOf } from './dice.mjs';
import { startLanes } from './lanes/lanes.mjs';
import { API_KEYS } from './lanes/saving.mjs';
import { Ledger } from './ledger.mjs';
import { startPlatform, untilReady } from './platform.mjs';
import { Watch } from './simulator.mjs';
import { judgeWorld } from './verdict/verdict.mjs';
import { waitUntil } from './wait-until.mjs';
import { makeWorld } from './world.mjs';

const TENANTS = ['acme', 'globex', 'initech'];
const MOST_ANSWERS = 25;
const LONGEST_MOMENT_MS = 60;
const LONGEST_START_MS = 700;
const KILLED_IN_START_ONE_IN = 8;
const OPERATOR_KILLED_ONE_IN = 4;

/** Kills a platform again and again while it works, and judges what is left. */
export async function soak({ databaseUrl, kills, seed, signal, onKill }) {
  const world = await makeWorld(databaseUrl, signal);
  try {
    const run = { ledger: new Ledger(), tenants: TENANTS, watch: new Watch(world), signal };
    await killAgainAndAgain(world, run, { kills, seed, onKill });
    return await judgeWorld(world, run);
  } finally {
    await world.end();
  }
}

async function killAgainAndAgain(world, { ledger, tenants, watch, signal }, { kills, seed, onKill }) {
  const dice = diceOf(seed);
  let stopped = false;
  const client = clientOf(world, () => stopped);
  let platform = startPlatform(world, ledger.failures);
  await untilReady(world, platform, signal);
  for (const tenant of tenants) {
    const connection = { tenant, name: 'default' };
    ledger.saved(connection, API_KEYS[0], await client.save(connection, API_KEYS[0]));
  }
  let operator = await startOperator(world, ledger);
  const lanes = startLanes({ client, ledger, tenants }, seed);
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      if (dice.oneIn(KILLED_IN_START_ONE_IN)) await pause(dice.below(LONGEST_START_MS));
      else await untilBusy(world, platform, ledger, dice, signal);
      if (dice.oneIn(OPERATOR_KILLED_ONE_IN)) {
        await world.processes.kill(operator);
        operator = await startOperator(world, ledger);
      }
      await world.processes.kill(platform);
      await watch.look();
      onKill(kill);
      if (kill < kills) platform = startPlatform(world, ledger.failures);
    }
  } finally {
    // Clients that nobody stops would wait for a platform for ever, and keep the whole command from its end.
    stopped = true;
    await world.processes.kill(platform);
    await lanes.stop();
    await world.processes.kill(operator);
  }
}

/** Waits until a platform has answered some requests, and then into the middle of others. */
async function untilBusy(world, platform, ledger, dice, signal) {
  const enough = ledger.answers + dice.below(MOST_ANSWERS);
  await untilReady(world, platform, signal);
  await waitUntil(() => ledger.answers >= enough, 'an answer of the platform', { signal });
  await pause(dice.below(LONGEST_MOMENT_MS));
}

async function startOperator({ processes, env, keyring }, { failures }) {
  // What a command that was killed leaves behind, and what its message says to do about it.
  await rm(`${keyring}.lock`, { force: true });
  const operator = processes.start('soak/operator.mjs', { env });
  void operator.ended.then(() => {
    if (operator.child.exitCode !== null) failures.push(`the operator ended by itself: ${operator.said()}`);
  });
  return operator;
}
