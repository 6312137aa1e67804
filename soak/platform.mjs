import { answers } from './test-environment.mjs';
import { waitUntil } from './wait-until.mjs';

const CLOCK_AHEAD = new URL('clock-ahead.mjs', import.meta.url).href;

/** Starts the platform of an environment; internal errors that it logs are added to `failures`. */
export function startPlatform({ processes, env }, failures, { later = false } = {}) {
  const onLine = (line) => {
    if (line.includes('"msg":"internal error"')) failures.push(`the platform logged ${line}`);
  };
  return processes.start('platform/dist/main.js', { env, onLine, preload: later ? [CLOCK_AHEAD] : [] });
}

/** Waits until a platform responds. @throws Error with its output if it exited instead. */
export async function untilReady({ url }, platform, signal) {
  const ready = async () => {
    const { exitCode, signalCode } = platform.child;
    if (exitCode !== null || signalCode !== null)
      throw new Error(`the platform exited unexpectedly: ${platform.said()}`);
    return answers(`${url}/health`);
  };
  await waitUntil(ready, 'the start of the platform', { signal });
}
