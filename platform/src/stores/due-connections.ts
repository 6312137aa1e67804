import type { Connection, ConnectionState } from 'anthropic-admin-connector';
import type { Database } from '../database/database.js';
import { connectionOf, SHOWN_COLUMNS } from './connection-row.js';

/** States in which a check can change the verdict; a revoked key stays revoked. */
const WORTH_CHECKING: readonly ConnectionState[] = ['pending', 'active', 'failing'];

/** The number of connections with these connectors that a check can change. */
export async function countForCheck({ db }: Database, connectors: readonly string[]): Promise<number> {
  const { count } = await db
    .selectFrom('connections')
    .select((row) => row.fn.countAll<number | string | bigint>().as('count'))
    .where('connector', 'in', connectors)
    .where('state', 'in', WORTH_CHECKING)
    .where('key_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Connections of all tenants with these connectors that were last checked before a time (RFC 3339), oldest check
 * first.
 */
export async function dueForCheck(
  { db }: Database,
  connectors: readonly string[],
  before: string,
  limit: number,
): Promise<Connection[]> {
  const rows = await db
    .selectFrom('connections')
    .select(SHOWN_COLUMNS)
    .where('connector', 'in', connectors)
    .where('state', 'in', WORTH_CHECKING)
    .where('key_id', 'is not', null)
    .where((where) => where.or([where('checked_at', 'is', null), where('checked_at', '<', before)]))
    .orderBy('checked_at', (order) => order.asc().nullsFirst())
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(connectionOf);
}
