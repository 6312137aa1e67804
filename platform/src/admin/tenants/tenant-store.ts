import type { AuditChain } from '../../audit/audit-chain.js';
import { detailsOf } from '../../audit/details.js';
import type { AuditFacts } from '../../audit/entry.js';
import type { Database } from '../../database/database.js';
import { moment, type TenantsTable } from '../../database/schema.js';
import type { RowSeal } from '../../security/seal.js';
import {
  tenantOf,
  tenantRow,
  UNSET,
  type StoredTenant,
  type TenantSettings,
} from '../../tenants/tenant-row.js';

/** What the operator does to a tenant, as the audit names it. */
export type TenantAction = 'tenants.disabled' | 'tenants.enabled' | 'tenants.quota_set';

/** Reads and changes what the operator has set for tenants. */
export class TenantStore {
  constructor(
    private readonly database: Pick<Database, 'db' | 'engine'>,
    private readonly seal: RowSeal,
    private readonly audit: Pick<AuditChain, 'append'>,
  ) {}

  /** The settings of a tenant; undefined where it has none. */
  async find(tenantId: string): Promise<StoredTenant | undefined> {
    return (await this.findAll([tenantId])).get(tenantId);
  }

  /** The settings of those tenants that have some. */
  async findAll(tenantIds: readonly string[]): Promise<Map<string, StoredTenant>> {
    if (tenantIds.length === 0) return new Map();
    const rows = await this.database.db
      .selectFrom('tenants')
      .selectAll()
      .where('tenant_id', 'in', tenantIds)
      .execute();
    return new Map(rows.map((row) => [row.tenant_id, tenantOf(this.seal, row)]));
  }

  /**
   * Changes what `change` names; of a row that was altered outside of the platform nothing else is kept.
   * @throws Error where the audit cannot be written, and nothing changes then
   */
  async change(
    tenantId: string,
    action: TenantAction,
    change: Partial<TenantSettings>,
  ): Promise<TenantSettings> {
    // An entry without a change does less harm than a change without an entry.
    await this.audit.append(factsOf(tenantId, action, change));
    const { db, engine } = this.database;
    return db.transaction().execute(async (transaction) => {
      const row = await transaction
        .selectFrom('tenants')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .$if(engine.locksRows, (query) => query.forUpdate())
        .executeTakeFirst();
      const next = { ...settingsIn(this.seal, row), ...change };
      const made = { version: (row?.version ?? 0) + 1, changedAt: moment(Date.now()) };
      const { tenant_id, ...columns } = tenantRow(this.seal, tenantId, next, made);
      await transaction
        .insertInto('tenants')
        .values({ tenant_id, ...columns })
        .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(columns))
        .execute();
      return next;
    });
  }
}

function settingsIn(seal: RowSeal, row: TenantsTable | undefined): TenantSettings {
  if (!row) return UNSET;
  const { altered: _altered, changedAt: _changedAt, ...settings } = tenantOf(seal, row);
  return settings;
}

const factsOf = (tenantId: string, action: TenantAction, change: Partial<TenantSettings>): AuditFacts => ({
  tenantId,
  kind: 'setting',
  action,
  actorId: null,
  actorType: null,
  connection: null,
  code: 'ok',
  requestId: null,
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({ ...change, by: 'operator' }),
});
