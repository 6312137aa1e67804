import type { Organization } from './admin-key-provider.js';
import type { KeyProblem } from './key-problem.js';

/** Where a connection stands: `failing` means that the API refused its key in use. */
export type ConnectionState = 'active' | 'failing';

/** A tenant's connection, by its name. */
export interface ConnectionRef {
  readonly tenantId: string;
  readonly name: string;
}

/** A saved credential as it may be shown: everything but the key. */
export interface Connection extends ConnectionRef {
  readonly state: ConnectionState;
  readonly organization: Organization;
  /** Prefix and last four characters of the key, computed once when it was saved. */
  readonly keyPreview: string;
  /** Goes up by one with each key. */
  readonly revision: number;
  readonly savedBy: string;
  /** RFC 3339. */
  readonly savedAt: string;
  /** When the key was last found valid, RFC 3339. */
  readonly checkedAt: string;
  /** Why the connection is failing. */
  readonly problem?: KeyProblem;
}
