import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../database/database.js';
import type { Schema, SealedSetsTable } from '../database/schema.js';
import { versionAfter, type RowSeal } from '../security/seal.js';

const SHARDS = 256;

/** How long another process may go by what it has read of a set, milliseconds. */
export const SET_KEPT_MS = 1_000;

const DIGEST_CHARACTERS = 22;

/** A short digest of texts, for a member of a set or what belongs to it. */
export const digestOf = (...texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('base64url').slice(0, DIGEST_CHARACTERS);

/** The shard of a member. */
export const shardOf = (member: string): number => createHash('sha256').update(member).digest()[0] ?? 0;

/** Members by their digests, with a value each; values begin with a time, RFC 3339. */
export type Members = Readonly<Record<string, string>>;

/** What the members of a shard are to be that was altered. */
export type Rebuild = (transaction: Kysely<Schema>, shard: number) => Promise<Members>;

/** A shard is missing, was altered, or is older than one that was seen. */
export class AlteredSet extends Error {
  override readonly name = 'AlteredSet';

  constructor(readonly shard: number) {
    super('A sealed set of the database was altered or put back outside the platform.');
  }
}

/**
 * A set in the database, in shards that are sealed and whose versions grow: what SQL removes from the tables or puts back there
 * changes nothing in it, and an altered or older shard is noticed.
 */
export class SealedSet {
  /** The newest version that this process has seen of each shard. */
  readonly #seen = new Map<number, number>();
  readonly #read = new Map<number, { readonly at: number; readonly members: Promise<Members> }>();

  constructor(
    private readonly name: string,
    private readonly database: Pick<Database, 'db' | 'engine'>,
    private readonly seal: RowSeal,
  ) {}

  /**
   * The value of a member, at most a second old; of one that is not there, what the database says now.
   * @throws AlteredSet
   */
  async find(member: string): Promise<string | undefined> {
    const key = digestOf(member);
    return (await this.shardWith(member))[key] ?? (await this.members(shardOf(member), 0))[key];
  }

  /**
   * The members beside which a member would be, at most a second old.
   * @throws AlteredSet
   */
  shardWith(member: string): Promise<Members> {
    return this.members(shardOf(member), SET_KEPT_MS);
  }

  /** Reads the database again for the next question. */
  forgetRead(): void {
    this.#read.clear();
  }

  /**
   * Changes the value of a member in a transaction; undefined removes it. A shard that was altered starts again from what
   * `rebuild` gives.
   * @returns the value before.
   */
  async put(
    transaction: Kysely<Schema>,
    member: string,
    valueAfter: (before: string | undefined) => string | undefined,
    rebuild?: Rebuild,
  ): Promise<string | undefined> {
    const key = digestOf(member);
    let before: string | undefined;
    const changed = ({ [key]: found, ...others }: Members): Members => {
      before = found;
      const value = valueAfter(found);
      return value === undefined ? others : { ...others, [key]: value };
    };
    await this.change(transaction, shardOf(member), changed, rebuild);
    return before;
  }

  /** Removes the members for which a condition on their value holds; of shards that are whole. */
  async removeWhere(meant: (value: string) => boolean): Promise<void> {
    const rows = await this.rows().execute();
    for (const row of rows) {
      const members = this.opened(row.shard, row, false);
      if (!members || !Object.values(members).some(meant)) continue;
      await this.database.db
        .transaction()
        .execute((transaction) =>
          this.change(transaction, row.shard, (now) =>
            Object.fromEntries(Object.entries(now).filter(([, value]) => !meant(value))),
          ),
        );
      await this.members(row.shard, 0);
    }
  }

  /** Writes every shard, which must be there from then on. */
  async create(db: Kysely<Schema>, members: ReadonlyMap<string, string> = new Map()): Promise<void> {
    const shards = Array.from({ length: SHARDS }, (): Record<string, string> => ({}));
    for (const [member, value] of members) (shards[shardOf(member)] ?? {})[digestOf(member)] = value;
    await db
      .insertInto('sealed_sets')
      .values(shards.map((each, shard) => this.rowOf(shard, 1, each)))
      .execute();
  }

  /** The shards that were altered outside the platform; of a set that was created with all its shards also those that are missing. */
  async altered(isWhole: boolean): Promise<number[]> {
    const rows = new Map((await this.rows().execute()).map((row) => [row.shard, row]));
    const shards = isWhole ? Array.from({ length: SHARDS }, (_, shard) => shard) : [...rows.keys()];
    return shards.filter((shard) => this.opened(shard, rows.get(shard), false) === undefined);
  }

  /** Replaces a shard that was altered. */
  async rebuild(shard: number, rebuild: Rebuild): Promise<void> {
    await this.database.db
      .transaction()
      .execute((transaction) => this.change(transaction, shard, (now) => now, rebuild));
  }

  private members(shard: number, keptMs: number): Promise<Members> {
    const known = this.#read.get(shard);
    if (known && performance.now() - known.at < keptMs) return known.members;
    const members = this.rows()
      .where('shard', '=', shard)
      .executeTakeFirst()
      .then((row) => {
        const opened = this.opened(shard, row);
        if (opened) return opened;
        throw new AlteredSet(shard);
      });
    this.#read.set(shard, { at: performance.now(), members });
    members.catch(() => this.#read.get(shard)?.members === members && this.#read.delete(shard));
    return members;
  }

  private async change(
    transaction: Kysely<Schema>,
    shard: number,
    changed: (members: Members) => Members,
    rebuild: Rebuild = async () => ({}),
  ): Promise<void> {
    await transaction
      .insertInto('sealed_sets')
      .values({ name: this.name, shard, version: 0, entries: '{}', mac: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await transaction
      .selectFrom('sealed_sets')
      .selectAll()
      .where('name', '=', this.name)
      .where('shard', '=', shard)
      .$if(this.database.engine.locksRows, (query) => query.forUpdate())
      .executeTakeFirstOrThrow();
    const members = changed(this.opened(shard, row) ?? (await rebuild(transaction, shard)));
    const version = versionAfter(this.#seen.get(shard), row.version);
    await transaction
      .updateTable('sealed_sets')
      .set(this.rowOf(shard, version, members))
      .where('name', '=', this.name)
      .where('shard', '=', shard)
      .execute();
    this.#read.delete(shard);
  }

  private opened(shard: number, row: SealedSetsTable | undefined, notes = true): Members | undefined {
    if (!row || row.version < (this.#seen.get(shard) ?? 0)) return undefined;
    if (!this.seal.isWhole(row.mac, 'set', [this.name, shard, row.version, row.entries])) return undefined;
    if (notes) this.#seen.set(shard, row.version);
    return JSON.parse(row.entries) as Members;
  }

  private rowOf(shard: number, version: number, members: Members): SealedSetsTable {
    const entries = JSON.stringify(members);
    const mac = this.seal.macOf('set', [this.name, shard, version, entries]);
    return { name: this.name, shard, version, entries, mac };
  }

  private rows() {
    return this.database.db.selectFrom('sealed_sets').selectAll().where('name', '=', this.name);
  }
}

/** The sets of an installation: what is revoked, and the sessions, sign-in codes, service tokens, policies and approvals in force. */
export class SealedSets {
  readonly revocations: SealedSet;
  readonly sessions: SealedSet;
  readonly codes: SealedSet;
  readonly serviceTokens: SealedSet;
  readonly policies: SealedSet;
  readonly approvals: SealedSet;

  constructor(database: Pick<Database, 'db' | 'engine'>, seal: RowSeal) {
    const named = (name: string): SealedSet => new SealedSet(name, database, seal);
    [this.revocations, this.sessions, this.codes] = [named('revocations'), named('sessions'), named('codes')];
    this.serviceTokens = named('service-tokens');
    this.policies = named('policies');
    this.approvals = named('approvals');
  }
}
