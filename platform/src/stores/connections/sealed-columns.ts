import type { SealedCredential } from 'anthropic-admin-connector';
import type { ConnectionsTable } from '../../database/schema.js';

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

/** The record in a row; undefined where the key is destroyed. What is damaged is the vault's to judge. */
export function sealedOf({ format, key_id, wrapped_key, payload }: SealedRow): SealedCredential | undefined {
  if (key_id === null || wrapped_key === null) return undefined;
  return {
    format: format ?? 0,
    keyId: key_id,
    wrappedKey: wrapped_key,
    payload: payload ?? new Uint8Array(),
  };
}
