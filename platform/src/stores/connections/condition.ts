import type { ConnectionRef } from 'anthropic-admin-connector';
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Schema } from '../../database/schema.js';

/** A condition on rows of the table of connections. */
export type Condition = (
  where: ExpressionBuilder<Schema, 'connections'>,
) => ExpressionWrapper<Schema, 'connections', SqlBool>;

/** Picks the one row of a tenant's connection. */
export const rowOf =
  (connector: string, { tenantId, name }: ConnectionRef): Condition =>
  (where) =>
    where.and({ tenant_id: tenantId, connector, name });
