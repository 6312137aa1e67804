import type { SecretString } from '../vault/secret-string.js';
import type { KeyProblem, Organization } from './credential-provider.js';
import type { KeyUse } from './key-use.js';

/**
 * State of a connection. `pending`: saved before the API could check the key; `failing`: the API refused the key in
 * an invocation; `revoked`: a check found the key invalid; `deleted`: the key is destroyed, and the rest is kept to
 * prevent a revision from being used twice.
 */
export type ConnectionState = 'pending' | 'active' | 'failing' | 'revoked' | 'deleted';

/** Names a connection of a connector: the tenant and the name, which is unique within it. */
export interface ConnectionName {
  readonly tenantId: string;
  readonly name: string;
}

/** Identifies a connection among those of all connectors. */
export interface ConnectionRef extends ConnectionName {
  /** Id of the connector. */
  readonly connector: string;
}

/** Identifies the connections of a tenant with one connector. */
export type ConnectionOwner = Omit<ConnectionRef, 'name'>;

/** A saved credential without its key. */
export interface Connection extends ConnectionRef {
  readonly state: ConnectionState;
  /** Unknown while the connection is pending. */
  readonly organization?: Organization;
  /** The part of the key that may be shown, computed when the key was saved. */
  readonly keyPreview: string;
  /** Increases by one with each key. */
  readonly revision: number;
  readonly savedBy: string;
  /** RFC 3339. */
  readonly savedAt: string;
  /** When the API last gave a verdict on the key, RFC 3339. */
  readonly checkedAt?: string;
  /** When an invocation last used the key, RFC 3339; up to one minute behind. */
  readonly usedAt?: string;
  /** Why the connection is pending, failing or revoked. */
  readonly problem?: KeyProblem;
}

/** A connection and its key. */
export interface OpenConnection {
  readonly connection: Connection;
  readonly key: SecretString;
  /** Called once the invocation has ended without a request, where the store counts the invocations of a key. */
  readonly giveBack?: (() => Promise<void>) | undefined;
}

/** Selects a page of a tenant's connections. */
export interface ConnectionPage {
  /** Name of the last connection of the previous page; absent for the first page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/**
 * Stores connections: the port that a host implements with its database. Keys are passed as secrets; the
 * implementation must encrypt what it writes to disk.
 */
export interface ConnectionStore {
  /** The connection without its key; a deleted one as well, for its revision. Further fields of it are passed on. */
  find(ref: ConnectionRef): Promise<Connection | undefined>;
  /** A tenant's connections that are not deleted, sorted by name: a page of them, or all. */
  list(owner: ConnectionOwner, page?: ConnectionPage): Promise<readonly Connection[]>;
  /**
   * The connection and its key, in one read, so they are of the same revision; undefined once it is deleted.
   * @param use - the invocation that asks, for a store that limits what a key may be used for; absent for a check of the key.
   * @throws VaultError where the key cannot be decrypted; KeyUseRefused, before it is, where the invocation may not use it.
   */
  open(ref: ConnectionRef, use?: KeyUse): Promise<OpenConnection | undefined>;
  /**
   * Asked about a connection that `find` has just returned, as long as an invocation runs with its key; omit it where nothing limits
   * what a key may be used for.
   * @throws KeyUseRefused to end the invocation, unless it is a write that was sent.
   */
  stillAllows?(connection: Connection, use: KeyUse): Promise<void>;
  /**
   * Writes a new revision and its key.
   * @returns false where the stored revision is not `expected` (0: none is stored), so another write came first.
   */
  put(connection: Connection, key: SecretString, expected: number): Promise<boolean>;
  /**
   * Updates a revision without its key.
   * @returns false where the stored revision is another one: nothing was changed.
   */
  update(connection: Connection): Promise<boolean>;
  /** Sets `usedAt` (RFC 3339) and nothing else, so it does not overwrite a state that has just changed. */
  touch(connection: Connection, usedAt: string): Promise<void>;
  /**
   * Destroys the key permanently and marks the connection as deleted.
   * @returns whether there was a key.
   */
  delete(ref: ConnectionRef): Promise<boolean>;
}

/** An event in the life of a connection, for the audit. Holds no part of a key. */
export interface CredentialEvent<Problem extends string = string> extends ConnectionRef {
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
  /** State of the connection before the event; absent where there was none. */
  readonly from?: ConnectionState;
  /** State of the connection after the event; absent where there is none. */
  readonly to?: ConnectionState;
  /** Code of the problem with the key; `key_unreadable`, `key_not_checked`, or one of the vendor's. */
  readonly problem?: Problem;
}

/** A change of a stored key that is about to happen, for the audit. Holds no part of a key. */
export interface CredentialIntent extends ConnectionRef {
  readonly kind: 'save' | 'replace' | 'delete';
  readonly actor: string;
  /** RFC 3339. */
  readonly at: string;
}

/**
 * Receives each change of a stored key before it happens; a change may still fail afterwards.
 * @throws Error to prevent it: the operation rejects with a HostPortError of the port `audit`, and no key has changed.
 */
export type CredentialIntentAudit = (intent: CredentialIntent) => Promise<void> | void;

/**
 * Receives every event of every connection, once it has happened. An error that it throws is reported to
 * `onInternalError` and as a warning of the operation, which it does not undo.
 */
export type CredentialAudit = (event: CredentialEvent) => Promise<void> | void;
