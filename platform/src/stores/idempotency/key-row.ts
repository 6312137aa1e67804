import type { IdempotencyState, IdempotentWrite, Outcome } from 'anthropic-admin-connector';
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { IdempotencyKeysTable, Schema } from '../../database/schema.js';

type Table = 'idempotency_keys';

/** Picks the row of a key. */
export const rowOf =
  ({ tenantId, key }: IdempotentWrite) =>
  (where: ExpressionBuilder<Schema, Table>): ExpressionWrapper<Schema, Table, SqlBool> =>
    where.and({ tenant_id: tenantId, key });

/** What a row says to somebody who comes with the same key. */
export function stateOf(row: IdempotencyKeysTable, write: IdempotentWrite, now: string): IdempotencyState {
  if (row.fingerprint !== write.fingerprint) return { state: 'other_input' };
  if (row.outcome !== null) return { state: 'done', outcome: JSON.parse(row.outcome) as Outcome };
  return { state: row.leased_until > now ? 'running' : 'lost' };
}
