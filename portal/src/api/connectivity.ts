import { useSyncExternalStore } from 'react';

const PAUSE_MS = 2_000;

let reachable = true;
let listeners: readonly (() => void)[] = [];

/** Calls back whenever the platform goes away or is back; answers how to stop that. */
export function onConnectivity(listener: () => void): () => void {
  listeners = [...listeners, listener];
  return () => {
    listeners = listeners.filter((other) => other !== listener);
  };
}

/** Whether the platform was there when it was last asked. */
export const isReachable = (): boolean => reachable;

/** The same, for a component. */
export const useReachable = (): boolean => useSyncExternalStore(onConnectivity, isReachable);

/** Says that a request was not answered; the platform is then asked again and again until it is back. */
export function reportUnreachable(): void {
  if (!reachable) return;
  set(false);
  window.addEventListener('online', ask);
  window.setTimeout(ask, PAUSE_MS);
}

async function ask(): Promise<void> {
  if (reachable) return;
  if (await answers()) {
    window.removeEventListener('online', ask);
    set(true);
    return;
  }
  window.setTimeout(ask, PAUSE_MS);
}

const answers = (): Promise<boolean> =>
  fetch('health', { cache: 'no-store', signal: AbortSignal.timeout(PAUSE_MS * 2) }).then(
    ({ status }) => status < 502,
    () => false,
  );

function set(now: boolean): void {
  reachable = now;
  for (const listener of listeners) listener();
}
