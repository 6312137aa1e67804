import type { Connection, ConnectionRef } from './connection.js';
import type { SecretString } from './secret-string.js';

/**
 * Where connections are kept: the port that a host fills with its database. Keys go in and out as secrets;
 * what is written to disk must be encrypted by the implementation.
 */
export interface ConnectionStore {
  /** The connection without its key. */
  find(ref: ConnectionRef): Promise<Connection | undefined>;
  list(tenantId: string): Promise<readonly Connection[]>;
  /** The connection with its key, in one read, so that the two belong together. */
  open(ref: ConnectionRef): Promise<OpenConnection | undefined>;
  /**
   * Writes a new revision with its key.
   * @returns false where the stored revision is not `expected` (0: none stored): somebody else was first.
   */
  put(connection: Connection, key: SecretString, expected: number): Promise<boolean>;
  /** Changes what is known of a revision, not its key; does nothing where the revision has moved on. */
  update(connection: Connection): Promise<void>;
  /** @returns whether there was one. */
  delete(ref: ConnectionRef): Promise<boolean>;
}

/** A connection and its key. */
export interface OpenConnection {
  readonly connection: Connection;
  readonly key: SecretString;
}
