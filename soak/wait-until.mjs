import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 25;

/**
 * Waits until a condition is true.
 * @throws Error after the timeout, or the reason of the signal.
 */
export async function waitUntil(holds, what, { signal, withinMs = 180_000 } = {}) {
  for (const end = Date.now() + withinMs; !(await holds()); await pause(PAUSE_MS)) {
    signal?.throwIfAborted();
    if (Date.now() > end) throw new Error(`${what} did not happen within ${withinMs / 1000} seconds`);
  }
}
