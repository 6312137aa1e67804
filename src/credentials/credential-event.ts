import type { ConnectionRef } from './connection.js';

/** Something that happened to a connection, for the audit. Never holds any part of a key. */
export interface CredentialEvent extends ConnectionRef {
  readonly kind:
    | 'saved'
    | 'replaced'
    | 'refused'
    | 'pending'
    | 'undetermined'
    | 'identity_changed'
    | 'checked'
    | 'failing'
    | 'deleted';
  readonly actor: string;
  /** RFC 3339. */
  readonly at: string;
  readonly organizationId?: string;
  readonly problem?: string;
}

/** Receives every event of every connection; what it throws ends the operation. */
export type CredentialAudit = (event: CredentialEvent) => Promise<void> | void;
