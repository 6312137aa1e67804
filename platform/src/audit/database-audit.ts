import type {
  AuditEntry,
  CredentialAudit,
  CredentialEvent,
  InvocationAudit,
  InvocationContext,
  InvocationFacts,
  Outcome,
} from 'anthropic-admin-connector';
import { plainText, plainTextOrNull } from '../security/text.js';
import type { AuditChain } from './audit-chain.js';
import { detailsOf, scrub } from './details.js';
import type { AuditFacts } from './entry.js';

/** Writes invocations and events of credentials into the audit chain of their tenant. */
export class DatabaseAudit implements InvocationAudit {
  constructor(private readonly chain: AuditChain) {}

  /** @throws Error where the intent cannot be written; the write is not sent then. */
  async begin(facts: InvocationFacts): Promise<void> {
    await this.chain.append(intentOf(facts));
  }

  async end(entry: AuditEntry): Promise<void> {
    await this.chain.append(invocationOf(entry));
  }

  /** Writes an event of a credential. */
  readonly credential: CredentialAudit = async (event) => {
    await this.chain.append(credentialFactsOf(event));
  };
}

/** A write that is about to be sent. */
export const intentOf = ({ connector, action, input, context, requestId }: InvocationFacts): AuditFacts => ({
  ...whoOf(context),
  kind: 'intent',
  action: action.id,
  code: null,
  requestId: plainText(requestId),
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({
    connector,
    input: scrub(input),
    idempotencyKey: plainTextOrNull(context.idempotencyKey) ?? undefined,
  }),
});

/** A finished invocation. Never the API's response, which belongs to the tenant and may contain secrets. */
export const invocationOf = ({ connector, actionId, input, context, outcome }: AuditEntry): AuditFacts => ({
  ...whoOf(context),
  kind: 'invocation',
  action: plainText(actionId),
  code: outcome.ok ? 'ok' : outcome.error.code,
  requestId: plainText(outcome.meta.requestId),
  upstreamRequestId: plainTextOrNull(outcome.meta.upstreamRequestId),
  durationMs: outcome.meta.durationMs,
  details: detailsOf({
    connector,
    input: scrub(input),
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
  const { limitation, upstream, effect } = outcome.ok ? {} : outcome.error;
  return {
    attempts,
    organizationId: plainTextOrNull(organizationId) ?? undefined,
    partial: partial?.reason,
    replayed,
    dryRun,
    limitation: limitation?.id,
    effect: effect === 'none' ? undefined : effect,
    upstream: upstream && scrub({ status: upstream.status, type: upstream.type, code: upstream.code }),
  };
}

/** Events that are failures without a problem of the key. */
const NOT_OK: Readonly<Partial<Record<CredentialEvent['kind'], string>>> = {
  identity_changed: 'identity_changed',
  undetermined: 'upstream_unavailable',
};

/** An event of a connection. */
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
  details: detailsOf({
    connector: event.connector,
    organizationId: plainTextOrNull(event.organizationId) ?? undefined,
  }),
});
