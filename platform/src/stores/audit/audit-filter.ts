import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Schema } from '../../database/schema.js';

/** Which entries of a tenant are wanted; what is left out is no condition. */
export interface AuditFilter {
  readonly action?: string;
  readonly actor?: string;
  /** `ok` or an error code. */
  readonly code?: string;
  readonly connection?: string;
  /** RFC 3339 in UTC with milliseconds, this moment included. */
  readonly from?: string;
  /** RFC 3339 in UTC with milliseconds, this moment left out. */
  readonly until?: string;
}

type Table = 'audit_entries';

/** The condition of a filter, within one tenant. */
export const within =
  (tenantId: string, { action, actor, code, connection, from, until }: AuditFilter) =>
  (where: ExpressionBuilder<Schema, Table>): ExpressionWrapper<Schema, Table, SqlBool> =>
    where.and([
      where('tenant_id', '=', tenantId),
      ...(action === undefined ? [] : [where('action', '=', action)]),
      ...(actor === undefined ? [] : [where('actor_id', '=', actor)]),
      ...(code === undefined ? [] : [where('code', '=', code)]),
      ...(connection === undefined ? [] : [where('connection', '=', connection)]),
      ...(from === undefined ? [] : [where('at', '>=', from)]),
      ...(until === undefined ? [] : [where('at', '<', until)]),
    ]);
