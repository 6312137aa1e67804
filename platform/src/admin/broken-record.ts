import { VaultError, type ConnectionRef, type VaultErrorCode } from 'anthropic-admin-connector';
import type { CredentialRecord } from '../stores/connections/credential-records.js';

/** A record that does not open, and why. */
export interface BrokenRecord extends ConnectionRef {
  readonly keyId: string;
  readonly code: VaultErrorCode;
  readonly message: string;
}

/**
 * Says of a record why it does not open.
 * @throws the error itself where the record is not at fault.
 */
export function brokenRecord({ binding, sealed }: CredentialRecord, error: unknown): BrokenRecord {
  if (!(error instanceof VaultError)) throw error;
  const { tenantId, name } = binding;
  return { tenantId, name, keyId: sealed.keyId, code: error.code, message: error.message };
}
