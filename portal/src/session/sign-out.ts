import { request } from '../api/request.js';

const channel = new BroadcastChannel('integrations-portal-sign-out');

// Reloading discards everything that was shown, in every tab.
channel.addEventListener('message', () => window.location.reload());

/** Signs out in every tab of this browser. */
export async function signOut(): Promise<void> {
  await request<void>('v1/session', { method: 'DELETE' });
  channel.postMessage('signed out');
  window.location.reload();
}
