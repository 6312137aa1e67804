import type { Connection, ConnectionState } from 'anthropic-admin-connector';
import type { ConnectionsTable } from '../../database/schema.js';

/** The columns that say everything but the key, and whether there is one. */
export const SHOWN_COLUMNS = [
  'tenant_id',
  'name',
  'state',
  'revision',
  'organization_id',
  'organization_name',
  'key_preview',
  'saved_by',
  'saved_at',
  'checked_at',
  'used_at',
  'problem',
  'key_id',
] as const;

/** A row without key material. */
export type ShownRow = Pick<ConnectionsTable, (typeof SHOWN_COLUMNS)[number]>;

/** The connection that a row stands for. Without its key it is deleted, even where the second step of that is missing. */
export function connectionOf(row: ShownRow): Connection {
  return {
    tenantId: row.tenant_id,
    name: row.name,
    state: row.key_id === null ? 'deleted' : (row.state as ConnectionState),
    ...(row.organization_id === null
      ? {}
      : { organization: { id: row.organization_id, name: row.organization_name ?? '' } }),
    keyPreview: row.key_preview,
    revision: row.revision,
    savedBy: row.saved_by,
    savedAt: row.saved_at,
    ...(row.checked_at === null ? {} : { checkedAt: row.checked_at }),
    ...(row.used_at === null ? {} : { usedAt: row.used_at }),
    ...(row.problem === null ? {} : { problem: JSON.parse(row.problem) }),
  };
}

/** What a check or a failure may change of a row. */
export const verdictOf = ({
  state,
  organization,
  checkedAt,
  problem,
}: Connection): Pick<
  ConnectionsTable,
  'state' | 'organization_id' | 'organization_name' | 'checked_at' | 'problem'
> => ({
  state,
  organization_id: organization?.id ?? null,
  organization_name: organization?.name ?? null,
  checked_at: checkedAt ?? null,
  problem: problem === undefined ? null : JSON.stringify(problem),
});

/** What a new key changes of a row, besides the key. */
export const revisionOf = (
  connection: Connection,
): Omit<ShownRow, 'tenant_id' | 'name' | 'key_id' | 'used_at'> & { readonly used_at: string | null } => ({
  ...verdictOf(connection),
  revision: connection.revision,
  key_preview: connection.keyPreview,
  saved_by: connection.savedBy,
  saved_at: connection.savedAt,
  used_at: connection.usedAt ?? null,
});
