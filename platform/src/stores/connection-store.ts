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
import type { KeyUse } from 'anthropic-admin-connector/kit';
import type { Transaction } from 'kysely';
import {
  CredentialVault,
  VaultError,
  type CredentialKeys,
  type Fingerprinter,
} from 'anthropic-admin-connector/vault';
import type { Database } from '../database/database.js';
import { allowUse, requireIncluded } from './key-use/allow-use.js';
import { CallCounts } from './key-use/call-counts.js';
import { dayOf } from './key-use/hours.js';
import { NOTHING, policyOf, type KeyUsePolicy, type WithKeyUse } from './key-use/key-use-policy.js';
import {
  bindingOf,
  rowOf,
  connectionOf,
  revisionOf,
  SHOWN_COLUMNS,
  verdictOf,
  columnsOf,
  sealedOf,
  storedOf,
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
  /** Epoch milliseconds; the clock of the process if omitted. */
  readonly now?: () => number;
}

type NewRow = ReturnType<typeof revisionOf> &
  ReturnType<typeof columnsOf> & { readonly fingerprint: Uint8Array; readonly key_use: string | null };

/** Connections in the platform's database, their keys sealed by the vault. Every query names the tenant. */
export class DatabaseConnectionStore implements ConnectionStore {
  readonly #heads: RecordHeads;
  readonly #counts: CallCounts;

  constructor(private readonly deps: ConnectionStoreDeps) {
    this.#heads = new RecordHeads(RowSeal.from(deps.fingerprinter, deps.environment));
    this.#counts = new CallCounts(deps.database.db);
  }

  async find(ref: ConnectionRef): Promise<WithKeyUse | undefined> {
    const found = await this.read(ref, (row) => this.#heads.isCurrent(row, row));
    return found && shownOf(found);
  }

  async list(
    { connector, tenantId }: ConnectionOwner,
    page?: ConnectionPage,
  ): Promise<readonly WithKeyUse[]> {
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
          ? storedOf(row)
          : // It may have changed between the two queries.
            ((await this.find({ connector, tenantId, name: row.name })) ?? connectionOf(row)),
      ),
    );
  }

  /**
   * @param use - the invocation that asks; a check of the key is none, and always allowed.
   * @throws VaultError if the record was altered, is not the one that was written last, or belongs to another tenant,
   * connection or revision; KeyUseRefused if the policy of the connection does not allow the invocation.
   */
  async open(ref: ConnectionRef, use?: KeyUse): Promise<OpenConnection | undefined> {
    const found = await this.read(ref, (row) => this.#heads.isCurrent(row, row, row.payload));
    const sealed = found && sealedOf(found.row);
    if (found === undefined || sealed === undefined) return undefined;
    const { row, current } = found;
    const asked = use && current && row.key_use !== null && row.state === 'active';
    const giveBack = asked ? await this.allow(ref, row.key_use, use) : undefined;
    try {
      // Bound to the requested names, because the names in a row prove nothing.
      const key = await this.deps.vault.open(
        sealed,
        bindingOf(this.deps, { ...ref, revision: row.revision }),
      );
      if (!current) throw notCurrent();
      return { connection: storedOf(row), key, ...(giveBack ? { giveBack } : {}) };
    } catch (error) {
      await giveBack?.();
      throw error;
    }
  }

  /** @throws KeyUseRefused where the policy of a connection that was found does not include the invocation any longer. */
  async stillAllows(connection: WithKeyUse, use: KeyUse): Promise<void> {
    const { keyUse } = connection;
    if (keyUse) requireIncluded(connection, keyUse, use, (this.deps.now ?? Date.now)());
  }

  /**
   * Sets what the key of a connection may be used for; null removes it.
   * @returns `missing` where there is no connection, `not_current` where its record is not the one that was written last.
   */
  async setKeyUse(
    ref: ConnectionRef,
    policy: KeyUsePolicy | null,
  ): Promise<'done' | 'missing' | 'not_current'> {
    const key_use = policy === null ? null : JSON.stringify(policy);
    let found: 'missing' | 'not_current' = 'missing';
    const done = await this.changing(ref, async (transaction, { head, change }) => {
      const before = await taggedRow(transaction, ref);
      if (!before?.payload || before.key_id === null) return false;
      found = 'not_current';
      if (!this.#heads.isCurrent(before, head, before.payload)) return false;
      await transaction.updateTable('connections').set({ key_use }).where(rowOf(ref)).execute();
      await change(this.#heads.entryOf({ ...before, key_use }, before.payload));
      return true;
    });
    return done ? 'done' : found;
  }

  async put(connection: Connection, key: SecretString, expected: number): Promise<boolean> {
    const sealed = await this.deps.vault.seal(key, bindingOf(this.deps, connection));
    const written = await this.changing(connection, async (transaction, head) => {
      const row = {
        ...revisionOf(connection),
        ...columnsOf(sealed),
        fingerprint: this.deps.fingerprinter.fingerprint(key, connection.tenantId),
        key_use: await this.keptUse(transaction, connection, head.head),
      };
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
      const before = await taggedRow(transaction, connection);
      if (before?.revision !== connection.revision || before.key_id === null) return false;
      // A verdict would make an old row that was put back the current one.
      if (!before.payload || !this.#heads.isCurrent(before, head, before.payload)) return false;
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
        .set({ ...NO_KEY, state: 'deleted', problem: null, key_use: null })
        .where(rowOf(ref))
        .where('key_id', 'is not', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await change(null);
      // Its spend is read and kept no longer; the rows are removed by the ledger.
      await transaction
        .updateTable('ledger_syncs')
        .set({ state: 'gone', run: null })
        .where('tenant_id', '=', ref.tenantId)
        .where('connector', '=', ref.connector)
        .where('name', '=', ref.name)
        .execute();
      return true;
    });
    if (deleted) await this.deps.database.engine.purge(this.db);
    return deleted;
  }

  /** The calls that were counted today, in the time zone of a policy. */
  callsToday(ref: ConnectionRef, policy: KeyUsePolicy): Promise<number> {
    const { now = Date.now } = this.deps;
    return this.#counts.read({ ...ref, day: dayOf(policy, now()) });
  }

  /** The policy that stays with a replaced key; one that was altered, put back or removed past us allows nothing. */
  private async keptUse(
    transaction: Transaction<Schema>,
    ref: ConnectionRef,
    head: HeadColumns,
  ): Promise<string | null> {
    const before = await taggedRow(transaction, ref);
    if (before?.payload && this.#heads.isCurrent(before, head, before.payload)) return before.key_use;
    const hadOne = this.#heads.hasKeyUse(ref, head) || (before?.key_use ?? null) !== null;
    return hadOne ? JSON.stringify(NOTHING) : null;
  }

  private allow(ref: ConnectionRef, policy: string, use: KeyUse): ReturnType<typeof allowUse> {
    const { now = Date.now } = this.deps;
    return allowUse(this.#counts, ref, policyOf(policy), use, now());
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
const shownOf = ({ row, current }: Found): WithKeyUse =>
  current ? storedOf(row) : { ...connectionOf(row), state: 'failing', problem: KEY_UNREADABLE };

/** The error for a record that is not the one that was written last. */
const notCurrent = (): VaultError =>
  new VaultError(
    'not_authentic',
    'This record is not the one that was written last: an old row was put back, or its state, organization or problem was altered. Replace the credential of the connection, or delete it.',
  );

const NO_HEAD = { version: null, entries: null, mac: null };

const namesOf = ({ tenantId, connector, name }: ConnectionRef) => ({ tenant_id: tenantId, connector, name });

/** The row of a connection as its tag covers it, within a transaction that has locked the head. */
const taggedRow = (db: Transaction<Schema>, ref: ConnectionRef) =>
  db
    .selectFrom('connections')
    .select([...SHOWN_COLUMNS, 'payload'])
    .where(rowOf(ref))
    .executeTakeFirst();

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
