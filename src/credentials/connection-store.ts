import type { Connection, ConnectionRef } from './connection.js';
import type { SecretString } from '../kit/vault/secret-string.js';

/**
 * Where connections are kept: the port that a host fills with its database. Keys go in and out as secrets;
 * what is written to disk must be encrypted by the implementation.
 */
export interface ConnectionStore {
  /** The connection without its key; a deleted one too, for its revision. */
  find(ref: ConnectionRef): Promise<Connection | undefined>;
  /** Connections of a tenant that are not deleted, in the order of their names: a page of them, or all. */
  list(tenantId: string, page?: ConnectionPage): Promise<readonly Connection[]>;
  /**
   * The connection with its key, in one read, so that the two belong together; undefined once it is deleted.
   * @throws VaultError where the key cannot be decrypted.
   */
  open(ref: ConnectionRef): Promise<OpenConnection | undefined>;
  /**
   * Writes a new revision with its key.
   * @returns false where the stored revision is not `expected` (0: none stored): somebody else was first.
   */
  put(connection: Connection, key: SecretString, expected: number): Promise<boolean>;
  /**
   * Changes what is known of a revision, not its key.
   * @returns false where the revision has moved on: nothing was changed.
   */
  update(connection: Connection): Promise<boolean>;
  /** Notes when the key was last lent, RFC 3339, and touches nothing else: a state that has just changed stays. */
  touch(connection: Connection, usedAt: string): Promise<void>;
  /**
   * Destroys the key for good and marks the connection deleted.
   * @returns whether there was one.
   */
  delete(ref: ConnectionRef): Promise<boolean>;
}

/** Which connections of a tenant, and how many. */
export interface ConnectionPage {
  /** The name that the page before ended with; the first page has none. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A connection and its key. */
export interface OpenConnection {
  readonly connection: Connection;
  readonly key: SecretString;
}
