import type { CredentialEvent } from 'anthropic-admin-connector';
import type { AuditFacts } from './chained-entry.js';
import { detailsOf } from './details.js';
import { plainText, plainTextOrNull } from './plain-text.js';

/** Events that are no success, and name no problem of the key. */
const NOT_OK: Readonly<Partial<Record<CredentialEvent['kind'], string>>> = {
  identity_changed: 'identity_changed',
  undetermined: 'upstream_unavailable',
};

/** Something that happened to a connection. */
export const credentialFactsOf = (event: CredentialEvent): AuditFacts => ({
  tenantId: event.tenantId,
  kind: 'credential',
  action: `connections.${event.kind}`,
  actorId: plainText(event.actor),
  actorType: null,
  connection: plainText(event.name),
  code: plainTextOrNull(event.problem) ?? NOT_OK[event.kind] ?? 'ok',
  requestId: null,
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({ organizationId: plainTextOrNull(event.organizationId) ?? undefined }),
});
