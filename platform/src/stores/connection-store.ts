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
import { KEY_UNREADABLE } from 'anthropic-admin-connector';
import type { Transaction } from 'kysely';
import {
  CredentialVault,
  VaultError,
  type CredentialKeys,
  type Fingerprinter,
} from 'anthropic-admin-connector/vault';
import type { Database } from '../database/database.js';
import {
  bindingOf,
  rowOf,
  connectionOf,
  revisionOf,
  SHOWN_COLUMNS,
  verdictOf,
  columnsOf,
  sealedOf,
  type RecordScope,
  type ShownRow,
} from './connection-row.js';
import { HEAD, RecordHeads, shardOf, withShard, type HeadColumns } from './record-heads.js';
import type { Schema } from '../database/schema.js';
import { RowSeal } from '../security/seal.js';
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
  readonly #heads: RecordHeads;

  constructor(private readonly deps: ConnectionStoreDeps) {
    this.#heads = new RecordHeads(RowSeal.from(deps.fingerprinter, deps.environment));
  }

  async find(ref: ConnectionRef): Promise<Connection | undefined> {
    const found = await this.read(ref, (row) => this.#heads.isCurrent(row, row));
    return found && shownOf(found);
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
    const heads = await this.db
      .selectFrom('record_heads')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('shard', 'in', [HEAD, ...new Set(rows.map(shardOf))])
      .execute();
    const byShard = new Map(heads.map((head) => [head.shard, head]));
    const top = byShard.get(HEAD) ?? NO_HEAD;
    return Promise.all(
      rows.map(async (row) =>
        this.#heads.isCurrent(row, withShard(top, byShard.get(shardOf(row))))
          ? connectionOf(row)
          : // It may have changed between the two queries.
            ((await this.find({ connector, tenantId, name: row.name })) ?? connectionOf(row)),
      ),
    );
  }

  /**
   * @throws VaultError if the record was altered, is not the one that was written last, or belongs to another tenant,
   * connection or revision.
   */
  async open(ref: ConnectionRef): Promise<OpenConnection | undefined> {
    const found = await this.read(ref, (row) => this.#heads.isCurrent(row, row, row.payload));
    const sealed = found && sealedOf(found.row);
    if (found === undefined || sealed === undefined) return undefined;
    const { row, current } = found;
    // Bound to the requested names, because the names in a row prove nothing.
    const key = await this.deps.vault.open(sealed, bindingOf(this.deps, { ...ref, revision: row.revision }));
    if (!current) throw notCurrent();
    return { connection: connectionOf(row), key };
  }

  async put(connection: Connection, key: SecretString, expected: number): Promise<boolean> {
    const sealed = await this.deps.vault.seal(key, bindingOf(this.deps, connection));
    const row = {
      ...revisionOf(connection),
      ...columnsOf(sealed),
      fingerprint: this.deps.fingerprinter.fingerprint(key, connection.tenantId),
    };
    const written = await this.changing(connection, async (transaction, head) => {
      const done =
        expected === 0
          ? await insert(transaction, connection, row)
          : await replace(transaction, connection, row, expected);
      if (done) await head.change(this.#heads.entryOf({ ...namesOf(connection), ...row }, sealed.payload));
      return done;
    });
    // The key that was replaced is overwritten in the files too.
    if (written && expected !== 0) await this.deps.database.engine.purge(this.db);
    return written;
  }

  async update(connection: Connection): Promise<boolean> {
    return this.changing(connection, async (transaction, { head, change }) => {
      const before = await transaction
        .selectFrom('connections')
        .select([...SHOWN_COLUMNS, 'payload'])
        .where(rowOf(connection))
        .where('revision', '=', connection.revision)
        .where('key_id', 'is not', null)
        .executeTakeFirst();
      // A verdict would make an old row that was put back the current one.
      if (!before?.payload || !this.#heads.isCurrent(before, head, before.payload)) return false;
      const verdict = verdictOf(connection);
      await transaction.updateTable('connections').set(verdict).where(rowOf(connection)).execute();
      await change(this.#heads.entryOf({ ...before, ...verdict }, before.payload));
      return true;
    });
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

  /** Destroys the key of a connection and marks it deleted; its revision stays. @returns whether there was a key. */
  async delete(ref: ConnectionRef): Promise<boolean> {
    const deleted = await this.changing(ref, async (transaction, { change }) => {
      const { numUpdatedRows } = await transaction
        .updateTable('connections')
        .set({ ...NO_KEY, state: 'deleted', problem: null })
        .where(rowOf(ref))
        .where('key_id', 'is not', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await change(null);
      return true;
    });
    if (deleted) await this.deps.database.engine.purge(this.db);
    return deleted;
  }

  /** Changes a record together with the head of its tenant, or neither. */
  private changing(
    ref: ConnectionRef,
    work: (transaction: Transaction<Schema>, head: LockedHead) => Promise<boolean>,
  ): Promise<boolean> {
    const { db, engine } = this.deps.database;
    const change = async (transaction: Transaction<Schema>): Promise<boolean> =>
      work(transaction, await this.#heads.lock(transaction, engine, ref));
    return db.isTransaction ? change(db as Transaction<Schema>) : db.transaction().execute(change);
  }

  /**
   * The row of a connection, and whether it is the current one; both parts are of one moment. It is read once more where
   * it is not, since another process may have changed it since this one saw a newer head.
   */
  private async read(ref: ConnectionRef, isCurrent: (row: FullRow) => boolean): Promise<Found | undefined> {
    const first = await this.row(ref);
    if (!first || first.key_id === null) return first && { row: first, current: true };
    if (isCurrent(first)) return { row: first, current: true };
    const again = await this.row(ref);
    return again && { row: again, current: again.key_id === null || isCurrent(again) };
  }

  private row(ref: ConnectionRef): Promise<FullRow | undefined> {
    return this.db
      .selectFrom('connections')
      .leftJoin('record_heads as head', (join) =>
        join.onRef('head.tenant_id', '=', 'connections.tenant_id').on('head.shard', '=', HEAD),
      )
      .leftJoin('record_heads as shard', (join) =>
        join.onRef('shard.tenant_id', '=', 'connections.tenant_id').on('shard.shard', '=', shardOf(ref)),
      )
      .select(SHOWN_COLUMNS.map((column) => `connections.${column}` as const))
      .select(['format', 'wrapped_key', 'payload', 'head.version', 'head.entries', 'head.mac'])
      .select(['shard.version as shard_version', 'shard.entries as shard_entries', 'shard.mac as shard_mac'])
      .where('connections.tenant_id', '=', ref.tenantId)
      .where('connector', '=', ref.connector)
      .where('name', '=', ref.name)
      .executeTakeFirst();
  }

  private get db(): Database['db'] {
    return this.deps.database.db;
  }
}

const NO_KEY = { format: null, key_id: null, wrapped_key: null, payload: null, fingerprint: null };

type LockedHead = Awaited<ReturnType<RecordHeads['lock']>>;
type FullRow = ShownRow & Parameters<typeof sealedOf>[0] & HeadColumns;

/** A row, and whether it is the one that was written last. */
interface Found {
  readonly row: FullRow;
  readonly current: boolean;
}

/** A row that somebody put back or altered says nothing of the key that it has. */
const shownOf = ({ row, current }: Found): Connection =>
  current ? connectionOf(row) : { ...connectionOf(row), state: 'failing', problem: KEY_UNREADABLE };

/** The error for a record that is not the one that was written last. */
const notCurrent = (): VaultError =>
  new VaultError(
    'not_authentic',
    'This record is not the one that was written last: an old row was put back, or its state, organization or problem was altered. Replace the credential of the connection, or delete it.',
  );

const NO_HEAD = { version: null, entries: null, mac: null };

const namesOf = ({ tenantId, connector, name }: ConnectionRef) => ({ tenant_id: tenantId, connector, name });

async function insert(db: Transaction<Schema>, ref: ConnectionRef, row: NewRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('connections')
    .values({ id: randomUUID(), ...namesOf(ref), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function replace(
  db: Transaction<Schema>,
  ref: ConnectionRef,
  row: NewRow,
  expected: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('connections')
    .set(row)
    .where(rowOf(ref))
    .where('revision', '=', expected)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
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
