import { createHash } from 'node:crypto';
import type { ConnectionRef } from 'anthropic-admin-connector';
import type { Kysely, Transaction } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Engine } from '../database/engine.js';
import type { ConnectionsTable, RecordHeadsTable, Schema } from '../database/schema.js';
import { versionAfter, type RowSeal } from '../security/seal.js';

/** The columns of a connection that its tag covers, apart from its key. */
export type TaggedRow = Pick<
  ConnectionsTable,
  | 'tenant_id'
  | 'connector'
  | 'name'
  | 'revision'
  | 'state'
  | 'organization_id'
  | 'organization_name'
  | 'key_preview'
  | 'saved_by'
  | 'saved_at'
  | 'checked_at'
  | 'problem'
  | 'key_use'
>;

/** A head, and the shard of one connection; null where there is none. */
export interface HeadColumns {
  readonly version: number | null;
  readonly entries: string | null;
  readonly mac: string | null;
  readonly shard_version: number | null;
  readonly shard_entries: string | null;
  readonly shard_mac: string | null;
}

type Tags = Readonly<Record<string, string>>;
type Versions = Readonly<Record<string, number>>;

const TENANTS_KEPT = 10_000;
const TAG_CHARACTERS = 32;

/** Ends the entry of a record that has a policy for the use of its key. */
const HAS_KEY_USE = 'key-use';

/** Records are adopted before the column is there. */
const keyUseOf = ({ key_use: keyUse }: Partial<Pick<TaggedRow, 'key_use'>>): string | null => keyUse ?? null;

/** A tenant may have thousands of records: a change writes its shard, and a read reads no more. */
const SHARDS = 256;

/** The number of the row that is the head of a tenant: it has the versions of all shards. */
export const HEAD = -1;

/**
 * What each tenant's records are now. Shards lie outside the records and have a tag of each record that has a key; a head for
 * each tenant has the version of each shard. All are sealed, and the version of the head grows with each change, so an old row
 * that is put back does not match, nor does an old shard.
 */
export class RecordHeads {
  /** The newest version that this process has seen of a tenant: an older head was put back. */
  readonly #seen = new LRUCache<string, number>({ max: TENANTS_KEPT });

  constructor(private readonly seal: RowSeal) {}

  /** Whether a row is the one that was written last; a payload is compared where it is given. */
  isCurrent(row: TaggedRow, head: HeadColumns, payload?: Uint8Array | null): boolean {
    const tags = this.tagsOf(row.tenant_id, shardOf(row), head);
    if (!tags) return false;
    const [tag, digest] = (tags[idOf(row)] ?? '').split('.');
    if (tag !== this.tagOf(row)) return false;
    return payload === undefined || (payload !== null && digest === digestOf(payload));
  }

  /** The tags of a shard; undefined where it or the head is missing, was altered, or is older than one that was seen. */
  tagsOf(tenantId: string, shard: number, head: HeadColumns): Tags | undefined {
    const { shard_version: version, shard_entries: entries, shard_mac: mac } = head;
    if (version === null || entries === null) return undefined;
    if (this.versionsOf(tenantId, head)?.[shard] !== version) return undefined;
    if (!this.seal.isWhole(mac, 'record-head', [tenantId, shard, version, entries])) return undefined;
    return JSON.parse(entries) as Tags;
  }

  /** The versions of a tenant's shards; undefined where the head cannot be relied on. */
  versionsOf(
    tenantId: string,
    { version, entries, mac }: Pick<HeadColumns, 'version' | 'entries' | 'mac'>,
  ): Versions | undefined {
    if (version === null || entries === null) return undefined;
    if (!this.seal.isWhole(mac, 'record-head', [tenantId, HEAD, version, entries])) return undefined;
    const seen = this.#seen.get(tenantId) ?? 0;
    if (version < seen) return undefined;
    if (version > seen) this.#seen.set(tenantId, version);
    return JSON.parse(entries) as Versions;
  }

  /** The entry of a row in its tenant's head. */
  entryOf(row: TaggedRow, payload: Uint8Array): string {
    const mark = keyUseOf(row) === null ? '' : `.${HAS_KEY_USE}`;
    return `${this.tagOf(row)}.${digestOf(payload)}${mark}`;
  }

  /** Whether a connection was last written with a policy for the use of its key; false where the head cannot be relied on. */
  hasKeyUse(ref: ConnectionRef, head: HeadColumns): boolean {
    const entry = this.tagsOf(ref.tenantId, shardOf(ref), head)?.[idOf(ref)];
    return entry?.endsWith(`.${HAS_KEY_USE}`) === true;
  }

  /**
   * Locks the head of a connection's tenant until the transaction ends.
   * @returns its columns, and what changes the entry of the connection; null removes it. A head that is not whole starts over:
   * none of its other records is current then, until its key is saved again.
   */
  async lock(
    transaction: Transaction<Schema>,
    { locksRows }: Pick<Engine, 'locksRows'>,
    ref: ConnectionRef,
  ): Promise<{ readonly head: HeadColumns; readonly change: (entry: string | null) => Promise<void> }> {
    const { tenantId } = ref;
    const shard = shardOf(ref);
    await transaction
      .insertInto('record_heads')
      .values({ tenant_id: tenantId, shard: HEAD, version: 0, entries: '{}', mac: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const read = (of: number) =>
      transaction
        .selectFrom('record_heads')
        .select(['version', 'entries', 'mac'])
        .where('tenant_id', '=', tenantId)
        .where('shard', '=', of);
    const top = await read(HEAD)
      .$if(locksRows, (query) => query.forUpdate())
      .executeTakeFirstOrThrow();
    const head = withShard(top, await read(shard).executeTakeFirst());
    const change = async (entry: string | null): Promise<void> => {
      const { [idOf(ref)]: _before, ...others } = this.tagsOf(tenantId, shard, head) ?? {};
      const tags = entry === null ? others : { ...others, [idOf(ref)]: entry };
      const known = this.versionsOf(tenantId, top);
      const version = versionAfter(this.#seen.get(tenantId), top.version, head.shard_version);
      const versions = { ...known, [shard]: version };
      await this.write(transaction, tenantId, shard, version, tags);
      await this.write(transaction, tenantId, HEAD, version, versions);
    };
    return { head, change };
  }

  /** Writes the first head and shards of a tenant, of records that were there before there were any. */
  async adopt(
    db: Kysely<Schema>,
    tenantId: string,
    rows: readonly (TaggedRow & Pick<ConnectionsTable, 'payload'>)[],
  ): Promise<void> {
    const shards = new Map<number, Record<string, string>>();
    for (const row of rows) {
      const tags = shards.get(shardOf(row)) ?? {};
      tags[idOf(row)] = this.entryOf(row, row.payload ?? new Uint8Array());
      shards.set(shardOf(row), tags);
    }
    for (const [shard, tags] of shards) await this.write(db, tenantId, shard, 1, tags);
    const versions = Object.fromEntries([...shards.keys()].map((shard) => [shard, 1]));
    await this.write(db, tenantId, HEAD, 1, versions);
  }

  private async write(
    db: Kysely<Schema>,
    tenantId: string,
    shard: number,
    version: number,
    values: Tags | Versions,
  ): Promise<void> {
    const entries = JSON.stringify(values);
    const mac = this.seal.macOf('record-head', [tenantId, shard, version, entries]);
    await db
      .insertInto('record_heads')
      .values({ tenant_id: tenantId, shard, version, entries, mac })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'shard']).doUpdateSet({ version, entries, mac }),
      )
      .execute();
  }

  private tagOf(row: TaggedRow): string {
    return this.seal
      .macOf('record', [
        row.tenant_id,
        row.connector,
        row.name,
        row.revision,
        row.state,
        row.organization_id,
        row.organization_name,
        row.key_preview,
        row.saved_by,
        row.saved_at,
        row.checked_at,
        row.problem,
        // Left out where there is none, as in records of before there were any.
        ...(keyUseOf(row) === null ? [] : [keyUseOf(row)]),
      ])
      .slice(0, TAG_CHARACTERS);
  }
}

/** A head together with one of its shards. */
export const withShard = (
  { version, entries, mac }: Pick<HeadColumns, 'version' | 'entries' | 'mac'>,
  shard: Pick<RecordHeadsTable, 'version' | 'entries' | 'mac'> | undefined,
): HeadColumns => ({
  version,
  entries,
  mac,
  shard_version: shard?.version ?? null,
  shard_entries: shard?.entries ?? null,
  shard_mac: shard?.mac ?? null,
});

/** The shard that has the tag of a connection. */
export const shardOf = (of: Pick<ConnectionRef, 'connector' | 'name'>): number =>
  (createHash('sha256').update(idOf(of)).digest()[0] ?? 0) % SHARDS;

/** The name of a connection in its tenant's head; no connector has a space in its name. */
export const idOf = ({ connector, name }: Pick<ConnectionRef, 'connector' | 'name'>): string =>
  `${connector} ${name}`;

const digestOf = (payload: Uint8Array): string =>
  createHash('sha256').update(payload).digest('hex').slice(0, TAG_CHARACTERS);
