import { setTimeout as pause } from 'node:timers/promises';
import { diceOf } from '../dice.mjs';
import { inviting } from './inviting.mjs';
import { replacing, saving } from './saving.mjs';

const LANES = [saving, replacing, replacing, inviting, inviting];
const LONGEST_PAUSE_MS = 40;

/** Starts the clients; they go on, platform or not, until they are stopped. */
export function startLanes(shared, seed) {
  let stopped = false;
  const running = LANES.map(async (make, lane) => {
    const dice = diceOf(seed + lane + 1);
    const step = make({ ...shared, dice }, lane);
    while (!stopped) {
      await step();
      await pause(dice.below(LONGEST_PAUSE_MS));
    }
  });
  return {
    /** Resolves when every client has had its last answer. */
    stop: async () => {
      stopped = true;
      await Promise.all(running);
    },
  };
}
