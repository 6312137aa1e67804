import { randomUUID } from 'node:crypto';
import type {
  Connection,
  ConnectionOwner,
  ConnectionPage,
  ConnectionRef,
  ConnectionStore,
  OpenConnection,
  SecretString,
} from 'anthropic-admin-connector';
import { CredentialVault, type CredentialKeys, type Fingerprinter } from 'anthropic-admin-connector/vault';
import type { Database } from '../database/database.js';
import {
  bindingOf,
  rowOf,
  connectionOf,
  revisionOf,
  SHOWN_COLUMNS,
  verdictOf,
  columnsOf,
  SEALED_COLUMNS,
  sealedOf,
  type RecordScope,
  type Condition,
} from './connection-row.js';
import { VAULT_DOMAIN } from '../security/vault-domain.js';

/** The dependencies of a connection store. */
export interface ConnectionStoreDeps extends RecordScope {
  readonly database: Database;
  readonly vault: CredentialVault;
  readonly fingerprinter: Fingerprinter;
}

type NewRow = ReturnType<typeof revisionOf> &
  ReturnType<typeof columnsOf> & { readonly fingerprint: Uint8Array };

/** Connections in the platform's database, their keys sealed by the vault. Every query names the tenant. */
export class DatabaseConnectionStore implements ConnectionStore {
  constructor(private readonly deps: ConnectionStoreDeps) {}

  async find(ref: ConnectionRef): Promise<Connection | undefined> {
    const row = await this.db
      .selectFrom('connections')
      .select(SHOWN_COLUMNS)
      .where(rowOf(ref))
      .executeTakeFirst();
    return row && connectionOf(row);
  }

  async list(
    { connector, tenantId }: ConnectionOwner,
    page?: ConnectionPage,
  ): Promise<readonly Connection[]> {
    const rows = await this.db
      .selectFrom('connections')
      .select(SHOWN_COLUMNS)
      .where('tenant_id', '=', tenantId)
      .where('connector', '=', connector)
      .where('key_id', 'is not', null)
      .$if(page?.after !== undefined, (query) => query.where('name', '>', page?.after ?? ''))
      .orderBy('name')
      .$if(page !== undefined, (query) => query.limit(page?.limit ?? 0))
      .execute();
    return rows.map(connectionOf);
  }

  /** @throws VaultError if the record was altered, or belongs to another tenant, connection or revision. */
  async open(ref: ConnectionRef): Promise<OpenConnection | undefined> {
    const row = await this.db
      .selectFrom('connections')
      .select([...SHOWN_COLUMNS, ...SEALED_COLUMNS])
      .where(rowOf(ref))
      .executeTakeFirst();
    const sealed = row && sealedOf(row);
    if (row === undefined || sealed === undefined) return undefined;
    // Bound to the requested names, because the names in a row prove nothing.
    const key = await this.deps.vault.open(sealed, bindingOf(this.deps, { ...ref, revision: row.revision }));
    return { connection: connectionOf(row), key };
  }

  async put(connection: Connection, key: SecretString, expected: number): Promise<boolean> {
    const sealed = await this.deps.vault.seal(key, bindingOf(this.deps, connection));
    const row = {
      ...revisionOf(connection),
      ...columnsOf(sealed),
      fingerprint: this.deps.fingerprinter.fingerprint(key, connection.tenantId),
    };
    return expected === 0 ? this.insert(connection, row) : this.replace(connection, row, expected);
  }

  async update(connection: Connection): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('connections')
      .set(verdictOf(connection))
      .where(rowOf(connection))
      .where('revision', '=', connection.revision)
      .where('key_id', 'is not', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async touch(connection: Connection, usedAt: string): Promise<void> {
    await this.db
      .updateTable('connections')
      .set({ used_at: usedAt })
      .where(rowOf(connection))
      .where('revision', '=', connection.revision)
      .where((where) => where.or([where('used_at', 'is', null), where('used_at', '<', usedAt)]))
      .execute();
  }

  delete(ref: ConnectionRef): Promise<boolean> {
    return destroyKey(this.deps.database, rowOf(ref));
  }

  private async insert({ connector, tenantId, name }: ConnectionRef, row: NewRow): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.db
      .insertInto('connections')
      .values({ id: randomUUID(), tenant_id: tenantId, connector, name, ...row })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }

  private async replace(ref: ConnectionRef, row: NewRow, expected: number): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('connections')
      .set(row)
      .where(rowOf(ref))
      .where('revision', '=', expected)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    await this.deps.database.engine.purge(this.db);
    return true;
  }

  private get db(): Database['db'] {
    return this.deps.database.db;
  }
}

const NO_KEY = { format: null, key_id: null, wrapped_key: null, payload: null, fingerprint: null };

/**
 * Destroys the key of a connection, then marks the connection deleted; its revision stays.
 * @returns whether there was a key.
 */
export async function destroyKey({ db, engine }: Database, is: Condition): Promise<boolean> {
  // A separate statement: even if the second one fails, the key is destroyed.
  const destroyed = await db
    .updateTable('connections')
    .set(NO_KEY)
    .where(is)
    .where('key_id', 'is not', null)
    .executeTakeFirst();
  await db
    .updateTable('connections')
    .set({ state: 'deleted', problem: null })
    .where(is)
    .where('key_id', 'is', null)
    .execute();
  if (destroyed.numUpdatedRows === 0n) return false;
  await engine.purge(db);
  return true;
}

/** The store of connections over an open database. */
export const connectionStoreOf = (
  database: Database,
  { provider, fingerprinter }: CredentialKeys,
  { environment }: RecordScope,
): DatabaseConnectionStore =>
  new DatabaseConnectionStore({
    database,
    vault: new CredentialVault(provider, VAULT_DOMAIN),
    fingerprinter,
    environment,
  });
