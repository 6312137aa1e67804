import { answers } from './world.mjs';
import { waitUntil } from './wait-until.mjs';

const LATER = new URL('later.mjs', import.meta.url).href;

/** Starts the platform of a world; what it logs as its own failure goes into `failures`. */
export function startPlatform({ processes, env }, failures, { later = false } = {}) {
  const onLine = (line) => {
    if (line.includes('"msg":"internal error"')) failures.push(`the platform logged ${line}`);
  };
  return processes.start('platform/dist/main.js', { env, onLine, preload: later ? [LATER] : [] });
}

/** Waits until a platform answers. @throws Error with its last words where it has ended instead. */
export async function untilReady({ url }, platform, signal) {
  const ready = async () => {
    const { exitCode, signalCode } = platform.child;
    if (exitCode !== null || signalCode !== null)
      throw new Error(`the platform ended by itself: ${platform.said()}`);
    return answers(`${url}/health`);
  };
  await waitUntil(ready, 'the start of the platform', { signal });
}
