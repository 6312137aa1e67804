import { detailsOf } from '../audit/details.js';
import type { AuditFacts } from '../audit/entry.js';
import { plainText, plainTextOrNull } from '../security/text.js';
import type { Approval } from './approval.js';

/** What happens to approvals. */
export const APPROVAL_EVENTS = [
  'opened',
  'approved',
  'voted',
  'denied',
  'edited',
  'cancelled',
  'expired',
  'outdated',
  'interrupted',
  'applied',
] as const;

/** One of these. */
export type ApprovalEvent = (typeof APPROVAL_EVENTS)[number];

/** Who does it; the platform itself where it is absent. */
export interface ApprovalActor {
  readonly id: string;
  readonly type?: string | undefined;
  readonly requestId?: string;
}

/** The audit entry of what happens to an approval. */
export function approvalFacts(
  event: ApprovalEvent,
  approval: Approval,
  by?: ApprovalActor,
  note?: string,
): AuditFacts {
  const { id, tenantId, requester, action, connection, connector, body } = approval;
  const actor =
    by ?? (event === 'opened' ? { id: requester, type: body.requesterType ?? undefined } : undefined);
  return {
    tenantId,
    kind: 'setting',
    action: `approvals.${event}`,
    actorId: plainTextOrNull(actor?.id),
    actorType: actor?.type ?? null,
    connection: plainText(connection),
    code: 'ok',
    requestId: plainTextOrNull(by?.requestId),
    upstreamRequestId: null,
    durationMs: null,
    details: detailsOf({
      connector,
      approval: id,
      of: action,
      reason: plainText(body.terms.reason),
      note: plainTextOrNull(note) ?? undefined,
      run: plainTextOrNull(body.run?.requestId) ?? undefined,
    }),
  };
}
