import { detailsOf } from '../audit/details.js';
import type { AuditFacts } from '../audit/entry.js';
import type { Principal } from '../http/request-context.js';
import { plainText, plainTextOrNull } from '../security/text.js';

/** How a person signs in. */
export const SIGN_IN_WAYS = ['link', 'oidc'] as const;

/** One of these. */
export type SignInWay = (typeof SIGN_IN_WAYS)[number];

/** A sign-in or sign-out, as an audit entry. */
export const sessionFacts = (
  event: 'signed_in' | 'signed_out' | 'ended_by_operator' | 'ended_by_revocation',
  { tenantId, actor }: Principal,
  { requestId, way }: { requestId?: string; way?: SignInWay },
): AuditFacts => ({
  tenantId,
  kind: 'session',
  action: `sessions.${event}`,
  actorId: plainText(actor.id),
  actorType: actor.type ?? null,
  connection: null,
  code: 'ok',
  requestId: plainTextOrNull(requestId),
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({ way }),
});
