import { useSyncExternalStore } from 'react';

const PAUSE_MS = 2_000;

let reachable = true;
let listeners: readonly (() => void)[] = [];

/** Subscribes to changes of the reachability of the platform; returns the unsubscribe function. */
export function onConnectivity(listener: () => void): () => void {
  listeners = [...listeners, listener];
  return () => {
    listeners = listeners.filter((other) => other !== listener);
  };
}

/** Whether the last request reached the platform. */
export const isReachable = (): boolean => reachable;

/** `isReachable` as a hook. */
export const useReachable = (): boolean => useSyncExternalStore(onConnectivity, isReachable);

/** Reports a request without a response; the platform is then polled until it is reachable. */
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
