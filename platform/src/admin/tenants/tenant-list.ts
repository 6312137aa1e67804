import type { ConnectionState } from 'anthropic-admin-connector';
import type { Database } from '../../database/database.js';
import { WRITES } from '../../switches/switch-store.js';

/** A tenant that has a connection, an audit or settings of the operator, and what it has. */
export interface KnownTenant {
  readonly tenantId: string;
  /** Its connections by their state, without those that are deleted. */
  readonly connections: Readonly<Partial<Record<ConnectionState, number>>>;
  /** The connectors for which it is in read-only mode. */
  readonly readOnly: readonly string[];
  /** How many entries its audit has had. */
  readonly entries: number;
}

/** Lists tenants by their id, after `after`. */
export async function listTenants(
  { db }: Pick<Database, 'db'>,
  limit: number,
  after = '',
): Promise<KnownTenant[]> {
  const rows = await db
    .selectFrom((from) =>
      from
        .selectFrom('connections')
        .select('tenant_id')
        .where('key_id', 'is not', null)
        .union(from.selectFrom('audit_heads').select('tenant_id'))
        .union(from.selectFrom('tenants').select('tenant_id'))
        .as('known'),
    )
    .select('tenant_id')
    .where('tenant_id', '>', after)
    .orderBy('tenant_id')
    .limit(limit)
    .execute();
  return describe(
    { db },
    rows.map(({ tenant_id: tenantId }) => tenantId),
  );
}

/** One tenant; undefined where nothing is known of it. */
export async function findTenant(
  { db }: Pick<Database, 'db'>,
  tenantId: string,
): Promise<KnownTenant | undefined> {
  const [tenant] = await describe({ db }, [tenantId]);
  if (tenant && (tenant.entries > 0 || Object.keys(tenant.connections).length > 0)) return tenant;
  const row = await db
    .selectFrom('tenants')
    .select('tenant_id')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row && tenant;
}

async function describe({ db }: Pick<Database, 'db'>, tenantIds: readonly string[]): Promise<KnownTenant[]> {
  if (tenantIds.length === 0) return [];
  const counts = await db
    .selectFrom('connections')
    .select(['tenant_id', 'state', (row) => row.fn.countAll<number | string | bigint>().as('count')])
    .where('tenant_id', 'in', tenantIds)
    .where('key_id', 'is not', null)
    .groupBy(['tenant_id', 'state'])
    .execute();
  const switches = await db
    .selectFrom('action_switches')
    .select(['tenant_id', 'connector'])
    .where('tenant_id', 'in', tenantIds)
    .where('switched_off', '=', WRITES)
    .orderBy('connector')
    .execute();
  const heads = await db
    .selectFrom('audit_heads')
    .select(['tenant_id', 'seq'])
    .where('tenant_id', 'in', tenantIds)
    .execute();
  return tenantIds.map((tenantId) => ({
    tenantId,
    connections: Object.fromEntries(
      counts.filter((row) => row.tenant_id === tenantId).map(({ state, count }) => [state, Number(count)]),
    ),
    readOnly: switches.filter((row) => row.tenant_id === tenantId).map(({ connector }) => connector),
    entries: heads.find((row) => row.tenant_id === tenantId)?.seq ?? 0,
  }));
}
