import { createHash } from 'node:crypto';
import type { ConnectionRef } from 'anthropic-admin-connector';
import type { Kysely, Transaction } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Engine } from '../database/engine.js';
import type { ConnectionsTable, RecordHeadsTable, Schema } from '../database/schema.js';
import type { RowSeal } from '../security/seal.js';

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
>;

/** The columns of a head beside those of a connection; null where the tenant has none. */
export type HeadColumns = {
  readonly [Column in keyof Omit<RecordHeadsTable, 'tenant_id'>]: RecordHeadsTable[Column] | null;
};

/** The tags of a tenant's current records, by connection. */
type Tags = Readonly<Record<string, string>>;

const TENANTS_KEPT = 10_000;
const TAG_CHARACTERS = 32;

/**
 * What each tenant's records are now. A head lies outside the records: it has a tag of each record that has a key, a
 * version that grows with each change, and a seal, so an old row that is put back does not match it.
 */
export class RecordHeads {
  /** The newest version that this process has seen of a tenant: an older head was put back. */
  readonly #seen = new LRUCache<string, number>({ max: TENANTS_KEPT });

  constructor(private readonly seal: RowSeal) {}

  /** Whether a row is the one that was written last; a payload is compared where it is given. */
  isCurrent(row: TaggedRow, head: HeadColumns, payload?: Uint8Array | null): boolean {
    const tags = this.tagsOf(row.tenant_id, head);
    if (!tags) return false;
    const [tag, digest] = (tags[idOf(row)] ?? '').split('.');
    if (tag !== this.tagOf(row)) return false;
    return payload === undefined || (payload !== null && digest === digestOf(payload));
  }

  /** The tags of a head; undefined where it is missing, was altered, or is older than one that was seen. */
  tagsOf(tenantId: string, { version, entries, mac }: HeadColumns): Tags | undefined {
    if (version === null || entries === null) return undefined;
    if (!this.seal.isWhole(mac, 'record-head', [tenantId, version, entries])) return undefined;
    const seen = this.#seen.get(tenantId) ?? 0;
    if (version < seen) return undefined;
    if (version > seen) this.#seen.set(tenantId, version);
    return JSON.parse(entries) as Tags;
  }

  /** The entry of a row in its tenant's head. */
  entryOf(row: TaggedRow, payload: Uint8Array): string {
    return `${this.tagOf(row)}.${digestOf(payload)}`;
  }

  /**
   * Locks the head of a tenant until the transaction ends.
   * @returns its columns, and what changes the entry of one connection; null removes it. A head that is not whole begins
   * anew: none of its other records is current then, until its key is saved again.
   */
  async lock(
    transaction: Transaction<Schema>,
    { locksRows }: Pick<Engine, 'locksRows'>,
    tenantId: string,
  ): Promise<{
    readonly head: HeadColumns;
    readonly change: (ref: ConnectionRef, entry: string | null) => Promise<void>;
  }> {
    await transaction
      .insertInto('record_heads')
      .values({ tenant_id: tenantId, version: 0, entries: '{}', mac: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const head = await transaction
      .selectFrom('record_heads')
      .select(HEAD_COLUMNS)
      .where('tenant_id', '=', tenantId)
      .$if(locksRows, (query) => query.forUpdate())
      .executeTakeFirstOrThrow();
    const change = async (ref: ConnectionRef, entry: string | null): Promise<void> => {
      const { [idOf(ref)]: _before, ...others } = this.tagsOf(tenantId, head) ?? {};
      const tags = entry === null ? others : { ...others, [idOf(ref)]: entry };
      const version = Math.max(head.version, this.#seen.get(tenantId) ?? 0) + 1;
      await transaction
        .updateTable('record_heads')
        .set(this.sealed(tenantId, version, tags))
        .where('tenant_id', '=', tenantId)
        .execute();
    };
    return { head, change };
  }

  /** Writes the first head of a tenant, of records that were there before there were heads. */
  async adopt(db: Kysely<Schema>, tenantId: string, tags: Tags): Promise<void> {
    await db
      .insertInto('record_heads')
      .values({ tenant_id: tenantId, ...this.sealed(tenantId, 1, tags) })
      .execute();
  }

  private sealed(tenantId: string, version: number, tags: Tags): Omit<RecordHeadsTable, 'tenant_id'> {
    const entries = JSON.stringify(tags);
    return { version, entries, mac: this.seal.macOf('record-head', [tenantId, version, entries]) };
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
      ])
      .slice(0, TAG_CHARACTERS);
  }
}

/** The columns of a head. */
export const HEAD_COLUMNS = ['version', 'entries', 'mac'] as const;

/** The name of a connection in its tenant's head; no connector has a space in its name. */
export const idOf = ({ connector, name }: Pick<ConnectionRef, 'connector' | 'name'>): string =>
  `${connector} ${name}`;

const digestOf = (payload: Uint8Array): string =>
  createHash('sha256').update(payload).digest('hex').slice(0, TAG_CHARACTERS);
