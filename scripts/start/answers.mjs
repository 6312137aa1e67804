import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;
/** An answer that takes longer is asked for again. */
const ANSWER_MS = 2_000;

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

/** Whether a URL answers with a 2xx within two seconds. */
export async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    await response.text();
    return response.ok;
  } catch {
    return false;
  }
}
