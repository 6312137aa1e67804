import type {
  Connection,
  ConnectionRef,
  CredentialBinding,
  ConnectionState,
  SealedCredential,
} from 'anthropic-admin-connector';
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Schema, ConnectionsTable } from '../database/schema.js';
import { policyOf, type WithKeyUse } from './key-use/key-use-policy.js';

/** The installation that the records of a store belong to. */
export interface RecordScope {
  /** PLATFORM_ENVIRONMENT. */
  readonly environment: string;
}

/** The binding of one revision's record, which opens with no other binding. */
export const bindingOf = (
  { environment }: RecordScope,
  { connector, tenantId, name, revision }: ConnectionRef & Pick<Connection, 'revision'>,
): CredentialBinding => ({ environment, connector, tenantId, name, revision });

/** A condition on rows of the table of connections. */
export type Condition = (
  where: ExpressionBuilder<Schema, 'connections'>,
) => ExpressionWrapper<Schema, 'connections', SqlBool>;

/** Picks the one row of a tenant's connection. */
export const rowOf =
  ({ connector, tenantId, name }: ConnectionRef): Condition =>
  (where) =>
    where.and({ tenant_id: tenantId, connector, name });

/** All columns except the key, and whether there is a key. */
export const SHOWN_COLUMNS = [
  'tenant_id',
  'connector',
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
  'key_use',
] as const;

/** A row without key material. */
export type ShownRow = Pick<ConnectionsTable, (typeof SHOWN_COLUMNS)[number]>;

/** The connection in a row. Without its key it is deleted, even if the second step of the deletion is missing. */
export function connectionOf(row: ShownRow): Connection {
  return {
    connector: row.connector,
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
    ...(row.problem === null ? {} : { problem: JSON.parse(row.problem) as Connection['problem'] }),
  };
}

/** The connection in a current row, with what its key may be used for. */
export const storedOf = (row: ShownRow): WithKeyUse => ({
  ...connectionOf(row),
  ...(row.key_use === null ? {} : { keyUse: policyOf(row.key_use) }),
});

/** The columns that a check or a failure changes. */
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

/** The columns that a new key changes, besides the key. */
export const revisionOf = (
  connection: Connection,
): Omit<ShownRow, 'tenant_id' | 'connector' | 'name' | 'key_id' | 'key_use' | 'used_at'> & {
  readonly used_at: string | null;
} => ({
  ...verdictOf(connection),
  revision: connection.revision,
  key_preview: connection.keyPreview,
  saved_by: connection.savedBy,
  saved_at: connection.savedAt,
  used_at: connection.usedAt ?? null,
});

/** The columns of an encrypted key. */
export const SEALED_COLUMNS = ['format', 'key_id', 'wrapped_key', 'payload'] as const;

type SealedRow = Pick<ConnectionsTable, (typeof SEALED_COLUMNS)[number]>;

/** The columns of a record. */
export const columnsOf = ({ format, keyId, wrappedKey, payload }: SealedCredential): SealedRow => ({
  format,
  key_id: keyId,
  wrapped_key: wrappedKey,
  payload,
});

/** The record in a row; undefined where the key is destroyed. The vault detects damage. */
export function sealedOf({ format, key_id, wrapped_key, payload }: SealedRow): SealedCredential | undefined {
  if (key_id === null || wrapped_key === null) return undefined;
  return {
    format: format ?? 0,
    keyId: key_id,
    wrappedKey: wrapped_key,
    payload: payload ?? new Uint8Array(),
  };
}
