import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;

/**
 * Waits until a URL is answered with a 2xx.
 * @throws Error where that does not happen within a minute.
 */
export async function untilAnswered(url, signal) {
  const until = Date.now() + PATIENCE_MS;
  while (!(await answers(url))) {
    signal.throwIfAborted();
    if (Date.now() > until) throw new Error(`${url} did not answer within ${PATIENCE_MS / 1000} seconds.`);
    await pause(PAUSE_MS);
  }
}

async function answers(url) {
  try {
    const { ok, body } = await fetch(url);
    await body?.cancel();
    return ok;
  } catch {
    return false;
  }
}
