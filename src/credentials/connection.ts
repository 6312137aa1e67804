import type { Organization } from './admin-key-provider.js';
import type { KeyProblem } from './key-problem.js';

/**
 * Where a connection stands. `pending`: saved while the API could not be asked; `failing`: the API refused the key in
 * use; `revoked`: a check found the key invalid; `deleted`: the key is destroyed, what is left keeps its revision from
 * being given twice.
 */
export type ConnectionState = 'pending' | 'active' | 'failing' | 'revoked' | 'deleted';

/** A tenant's connection, by its name. */
export interface ConnectionRef {
  readonly tenantId: string;
  readonly name: string;
}

/** A saved credential as it may be shown: everything but the key. */
export interface Connection extends ConnectionRef {
  readonly state: ConnectionState;
  /** Unknown while the connection is pending. */
  readonly organization?: Organization;
  /** Prefix and last four characters of the key, computed once when it was saved. */
  readonly keyPreview: string;
  /** Goes up by one with each key. */
  readonly revision: number;
  readonly savedBy: string;
  /** RFC 3339. */
  readonly savedAt: string;
  /** When the API last gave a verdict on the key, RFC 3339. */
  readonly checkedAt?: string;
  /** When the key was last lent to an invocation, RFC 3339; a minute behind at most. */
  readonly usedAt?: string;
  /** Why the connection is pending, failing or revoked. */
  readonly problem?: KeyProblem;
}
