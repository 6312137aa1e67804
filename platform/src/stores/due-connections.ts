import type { Connection, ConnectionState } from 'anthropic-admin-connector';
import type { Database } from '../database/database.js';
import { connectionOf, SHOWN_COLUMNS, type Condition } from './connection-row.js';

/** States in which the verdict is expected to change or to stay good; a revoked key is checked less often. */
const WORTH_CHECKING: readonly ConnectionState[] = ['pending', 'active', 'failing'];

/** Leaves out the connections of tenants that the operator has disabled. */
const ofEnabledTenant: Condition = (where) =>
  where.and([
    where.not(
      where.exists((query) =>
        query
          .selectFrom('tenants')
          .select('tenants.tenant_id')
          .whereRef('tenants.tenant_id', '=', 'connections.tenant_id')
          .where('tenants.state', '=', 'disabled'),
      ),
    ),
  ]);

/** The number of connections with these connectors that a check can change. */
export async function countForCheck({ db }: Database, connectors: readonly string[]): Promise<number> {
  const { count } = await db
    .selectFrom('connections')
    .select((row) => row.fn.countAll<number | string | bigint>().as('count'))
    .where('connector', 'in', connectors)
    .where('state', 'in', WORTH_CHECKING)
    .where('key_id', 'is not', null)
    .where(ofEnabledTenant)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Until when a verdict was given that is checked again, RFC 3339. */
export interface CheckedBefore {
  readonly before: string;
  /** The same of revoked connections; undefined leaves those out. */
  readonly revokedBefore: string | undefined;
}

/** Connections of all tenants with these connectors whose last verdict is too old, the oldest first. */
export async function dueForCheck(
  { db }: Database,
  connectors: readonly string[],
  { before, revokedBefore }: CheckedBefore,
  limit: number,
): Promise<Connection[]> {
  const rows = await db
    .selectFrom('connections')
    .select(SHOWN_COLUMNS)
    .where('connector', 'in', connectors)
    .where('key_id', 'is not', null)
    .where(ofEnabledTenant)
    .where((where) =>
      where.or([
        where.and([
          where('state', 'in', WORTH_CHECKING),
          where.or([where('checked_at', 'is', null), where('checked_at', '<', before)]),
        ]),
        ...(revokedBefore === undefined
          ? []
          : [where.and([where('state', '=', 'revoked'), where('checked_at', '<', revokedBefore)])]),
      ]),
    )
    .orderBy('checked_at', (order) => order.asc().nullsFirst())
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(connectionOf);
}
