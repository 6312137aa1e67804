import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../seeded-random.mjs';
import { inviteClient } from './invite-client.mjs';
import { replaceClient, saveClient } from './connection-clients.mjs';

const CLIENTS = [saveClient, replaceClient, replaceClient, inviteClient, inviteClient];
const LONGEST_PAUSE_MS = 40;

/** Starts the clients, which run until they are stopped, even while the platform is down. */
export function startClients(shared, seed) {
  let stopped = false;
  const running = CLIENTS.map(async (make, clientId) => {
    const random = seededRandom(seed + clientId + 1);
    const step = make({ ...shared, random }, clientId);
    while (!stopped) {
      await step();
      await pause(random.below(LONGEST_PAUSE_MS));
    }
  });
  return {
    /** Resolves after the last response of every client. */
    stop: async () => {
      stopped = true;
      await Promise.all(running);
    },
  };
}
