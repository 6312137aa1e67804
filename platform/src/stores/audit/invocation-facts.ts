import type { AuditEntry, InvocationContext, InvocationFacts, Outcome } from 'anthropic-admin-connector';
import type { AuditFacts } from './chained-entry.js';
import { detailsOf } from './details.js';
import { plainText, plainTextOrNull } from './plain-text.js';
import { scrub } from './scrub.js';

/** A write that is about to be sent. */
export const intentOf = ({ action, input, context, requestId }: InvocationFacts): AuditFacts => ({
  ...whoOf(context),
  kind: 'intent',
  action: action.id,
  code: null,
  requestId: plainText(requestId),
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({
    input: scrub(input, action.secretInput),
    idempotencyKey: plainTextOrNull(context.idempotencyKey) ?? undefined,
  }),
});

/** An invocation that is over. Never the answer of the API: it is the tenant's, and may hold secrets. */
export const invocationOf = (
  { actionId, input, context, outcome }: AuditEntry,
  secretInput: readonly string[] | undefined,
): AuditFacts => ({
  ...whoOf(context),
  kind: 'invocation',
  action: plainText(actionId),
  code: outcome.ok ? 'ok' : outcome.error.code,
  requestId: plainText(outcome.meta.requestId),
  upstreamRequestId: plainTextOrNull(outcome.meta.upstreamRequestId),
  durationMs: outcome.meta.durationMs,
  details: detailsOf({
    input: scrub(input, secretInput),
    idempotencyKey: plainTextOrNull(context.idempotencyKey) ?? undefined,
    ...circumstancesOf(outcome),
  }),
});

function whoOf({
  tenantId,
  actor,
  connection,
}: InvocationContext): Pick<AuditFacts, 'tenantId' | 'actorId' | 'actorType' | 'connection'> {
  return {
    tenantId,
    actorId: plainTextOrNull(actor?.id),
    actorType: actor?.type ?? null,
    connection: plainText(connection ?? 'default'),
  };
}

function circumstancesOf(outcome: Outcome): Parameters<typeof detailsOf>[0] {
  const { attempts, organizationId, partial, replayed, dryRun } = outcome.meta;
  const { limitation, upstream } = outcome.ok ? {} : outcome.error;
  return {
    attempts,
    organizationId: plainTextOrNull(organizationId) ?? undefined,
    partial: partial?.reason,
    replayed,
    dryRun,
    limitation: limitation?.id,
    upstream: upstream && scrub({ status: upstream.status, type: upstream.type, code: upstream.code }),
  };
}
