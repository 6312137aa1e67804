import type { QueryKey } from '@tanstack/react-query';

const channel = new BroadcastChannel('integrations-portal');

/** Tells the other tabs of this browser that what these keys stand for has changed. */
export const announce = (keys: readonly QueryKey[]): void => channel.postMessage(keys);

/** Calls back with the keys of what another tab has changed. */
export function onAnnounced(callback: (keys: readonly QueryKey[]) => void): void {
  channel.addEventListener('message', ({ data }: MessageEvent<readonly QueryKey[]>) => callback(data));
}
