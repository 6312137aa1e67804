import type { DropIn } from '../../drop-in/support/boot-drop-in.js';

/** An entry of the audit, as far as the tests look at it. */
export interface Entry {
  readonly kind: string;
  readonly action: string;
  readonly code: string | null;
  readonly actorId: string;
  readonly actorType: string;
  readonly upstreamRequestId: string | null;
  readonly details: object;
}

/** Switches an action off for the tenant. */
export async function switchOff(world: DropIn, actionId: string): Promise<void> {
  const path = `/v1/connectors/anthropic/actions/${actionId}/switch`;
  await asked(world, path, { method: 'PUT', body: JSON.stringify({ enabled: false }) });
}

/** Everything that was written down of the tenant, the oldest first. */
export async function audit(world: DropIn): Promise<Entry[]> {
  const { data } = (await asked(world, '/v1/audit?limit=1000')) as { data: Entry[] };
  return data.reverse();
}

async function asked({ origin, token }: DropIn, path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${origin}${path}`, { headers, ...init });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as unknown;
}
