import { setTimeout as delay } from 'node:timers/promises';
import type { Runtime } from 'anthropic-admin-connector';

/** The real clock; its timers do not keep the process alive. */
export const SYSTEM_RUNTIME: Runtime = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => delay(ms, undefined, { signal, ref: false }),
};
