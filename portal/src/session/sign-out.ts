import { request } from '../api/request.js';

const channel = new BroadcastChannel('integrations-portal-sign-out');

// A fresh page is the one sure way to keep nothing of what was shown, in every tab.
channel.addEventListener('message', () => window.location.reload());

/** Signs out, here and in the other tabs of this browser. */
export async function signOut(): Promise<void> {
  await request<void>('v1/session', { method: 'DELETE' });
  channel.postMessage('signed out');
  window.location.reload();
}
