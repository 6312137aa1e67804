import type { ConnectionRef } from 'anthropic-admin-connector';
import type { AuditChain } from '../audit/audit-chain.js';
import { detailsOf } from '../audit/details.js';
import type { AuditFacts, Json } from '../audit/entry.js';
import { plainText, plainTextOrNull } from '../security/text.js';
import type { DatabaseConnectionStore } from '../stores/connection-store.js';
import type { KeyUsePolicy } from '../stores/key-use/key-use-policy.js';

/** Who changes a policy; the operator has no id. */
export interface ChangedBy {
  readonly id?: string;
  readonly type?: string | undefined;
  readonly requestId?: string;
}

/** What became of a change. */
export interface ChangeResult {
  /** `missing`: there is no connection; `not_current`: its record was altered past the platform. */
  readonly status: 'done' | 'missing' | 'not_current';
  /** What could not be recorded of a change that was made. */
  readonly warnings?: readonly string[];
}

/** Changes what the keys of connections may be used for, with an entry in the audit before and after. */
export class KeyUseChanges {
  constructor(
    private readonly store: Pick<DatabaseConnectionStore, 'find' | 'setKeyUse'>,
    private readonly audit: Pick<AuditChain, 'append'>,
  ) {}

  /**
   * Sets the policy of a connection; null removes it.
   * @throws Error where the audit cannot be written; nothing has changed then.
   */
  async change(ref: ConnectionRef, policy: KeyUsePolicy | null, by: ChangedBy): Promise<ChangeResult> {
    const before = await this.store.find(ref);
    if (!before || before.state === 'deleted') return { status: 'missing' };
    const [intent, event] = policy === null ? (['clear', 'cleared'] as const) : (['set', 'set'] as const);
    const details = { policy: asJson(policy), before: asJson(before.keyUse) };
    await this.audit.append(factsOf(ref, by, 'intent', `connections.${intent}_key_use`, details));
    const status = await this.store.setKeyUse(ref, policy);
    if (status !== 'done') return { status };
    try {
      await this.audit.append(factsOf(ref, by, 'credential', `connections.key_use_${event}`, details));
      return { status };
    } catch {
      return { status, warnings: ['The audit entry of this change could not be written.'] };
    }
  }
}

const asJson = (policy: KeyUsePolicy | null | undefined): Json | undefined =>
  policy ? { ...policy } : undefined;

const factsOf = (
  { connector, tenantId, name }: ConnectionRef,
  { id, type, requestId }: ChangedBy,
  kind: 'intent' | 'credential',
  action: string,
  details: Readonly<Record<string, Json | undefined>>,
): AuditFacts => ({
  tenantId,
  kind,
  action,
  actorId: plainTextOrNull(id),
  actorType: type ?? null,
  connection: plainText(name),
  code: kind === 'intent' ? null : 'ok',
  requestId: plainTextOrNull(requestId),
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({ connector, ...details }),
});
