import type { ConnectionRef } from 'anthropic-admin-connector';
import type { AuditChain } from '../audit/audit-chain.js';
import { detailsOf } from '../audit/details.js';
import type { AuditFacts } from '../audit/entry.js';
import { plainText, plainTextOrNull } from '../security/text.js';
import type { DatabaseConnectionStore } from '../stores/connection-store.js';
import type { LedgerStore } from './ledger-store.js';

/** Who switches a ledger; the operator has no id. */
export interface SwitchedBy {
  readonly id?: string;
  readonly type?: string | undefined;
  readonly requestId?: string;
}

/** Switches the ledgers of connections on and off, with an entry in the audit before. */
export class LedgerChanges {
  constructor(
    private readonly connections: Pick<DatabaseConnectionStore, 'find'>,
    private readonly store: Pick<LedgerStore, 'switchOn' | 'switchOff'>,
    private readonly audit: Pick<AuditChain, 'append'>,
  ) {}

  /**
   * Switches the ledger of a connection on, or off with everything that it has kept.
   * @returns false where there is no connection
   * @throws Error where the audit cannot be written; nothing has changed then.
   */
  async change(ref: ConnectionRef, to: 'on' | 'off', by: SwitchedBy): Promise<boolean> {
    const found = await this.connections.find(ref);
    if (!found || found.state === 'deleted') return false;
    await this.audit.append(factsOf(ref, to, by));
    await (to === 'on' ? this.store.switchOn(ref) : this.store.switchOff(ref));
    return true;
  }
}

const factsOf = (
  { connector, tenantId, name }: ConnectionRef,
  to: 'on' | 'off',
  { id, type, requestId }: SwitchedBy,
): AuditFacts => ({
  tenantId,
  kind: 'setting',
  action: `ledger.switched_${to}`,
  actorId: plainTextOrNull(id),
  actorType: type ?? null,
  connection: plainText(name),
  code: 'ok',
  requestId: plainTextOrNull(requestId),
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({ connector, ...(id === undefined ? { by: 'operator' } : {}) }),
});
