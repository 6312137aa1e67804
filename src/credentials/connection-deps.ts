import type { AdminKeyProvider } from './admin-key-provider.js';
import type { ConnectionRef } from './connection.js';
import type { ConnectionStore } from './connection-store.js';
import type { CredentialAudit, CredentialEvent } from './credential-event.js';

/** What the life of a connection needs. */
export interface ConnectionServiceDeps {
  readonly provider: AdminKeyProvider;
  readonly store: ConnectionStore;
  readonly audit?: CredentialAudit;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** RFC 3339. */
export const timestamp = ({ now }: ConnectionServiceDeps): string => new Date(now()).toISOString();

/** Writes an event down. */
export async function record(
  deps: ConnectionServiceDeps,
  { tenantId, name, actor }: ConnectionRef & { readonly actor: string },
  kind: CredentialEvent['kind'],
  more: Pick<CredentialEvent, 'organizationId' | 'problem'> = {},
): Promise<void> {
  await deps.audit?.({ tenantId, name, actor, kind, at: timestamp(deps), ...more });
}
