import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 25;

/**
 * Waits until something holds.
 * @throws Error where it does not within a time, or the signal's reason.
 */
export async function waitUntil(holds, what, { signal, withinMs = 180_000 } = {}) {
  for (const end = Date.now() + withinMs; !(await holds()); await pause(PAUSE_MS)) {
    signal?.throwIfAborted();
    if (Date.now() > end) throw new Error(`${what} did not happen within ${withinMs / 1000} seconds`);
  }
}
