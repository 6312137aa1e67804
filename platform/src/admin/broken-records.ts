import type { ConnectionRef } from 'anthropic-admin-connector';
import { VaultError, type VaultErrorCode } from 'anthropic-admin-connector/vault';
import type { CredentialRecord } from '../stores/credential-records.js';
import { counted, shown, shownConnection } from './cli/text.js';

/** A record that does not open, and why. */
export interface BrokenRecord extends ConnectionRef {
  readonly keyId: string;
  readonly code: VaultErrorCode;
  readonly message: string;
}

/**
 * Reports why a record does not open.
 * @throws the error itself where the record is not at fault.
 */
export function brokenRecord({ binding, sealed }: CredentialRecord, error: unknown): BrokenRecord {
  if (!(error instanceof VaultError)) throw error;
  const { connector, tenantId, name } = binding;
  return { connector, tenantId, name, keyId: sealed.keyId, code: error.code, message: error.message };
}

const NAMED = 100;

/** Lists the records that do not open. */
export function brokenLines(broken: readonly BrokenRecord[]): string[] {
  if (broken.length === 0) return [];
  const more = broken.length - NAMED;
  return [
    `${counted(broken.length, 'record')} cannot be opened:`,
    ...broken
      .slice(0, NAMED)
      .map((record) => `  ${shownConnection(record)} (key ${shown(record.keyId)}): ${record.message}`),
    ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
  ];
}
