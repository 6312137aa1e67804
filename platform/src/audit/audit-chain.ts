import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Database } from '../database/database.js';
import { DatabaseClock } from '../database/database-clock.js';
import type { Engine } from '../database/engine.js';
import { moment, type AuditHeadsTable, type Schema } from '../database/schema.js';
import { personalTexts, withPersonIds } from './details.js';
import type { Person } from './persons/person-keys.js';
import {
  GENESIS,
  entryHash,
  rowOf,
  type AuditFacts,
  type ChainedEntry,
  type ChainHead,
  type HeadSeal,
} from './entry.js';

interface Waiting {
  readonly facts: DatedFacts;
  readonly resolve: (entry: ChainedEntry) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_BATCH = 100;

const HEADS_KEPT = 10_000;

const PERSONS_KEPT = 10_000;

/**
 * Writes entries into the chains of tenants. Entries of one tenant that arrive during a write are written together
 * afterwards: a chain grows by one transaction at a time, and one transaction per entry would make callers queue.
 */
export class AuditChain {
  readonly #waiting = new Map<string, Waiting[]>();
  /** Heads as this process left them. Each is compared with the one in the database when it is moved. */
  readonly #heads = new LRUCache<string, SealedHead>({ max: HEADS_KEPT });
  /** Persons that have a key, by tenant, text and the number of erasures since which they are known. */
  readonly #persons = new LRUCache<string, Person>({ max: PERSONS_KEPT });

  /** @param clock - the clock of the database, or the time in epoch milliseconds; entries have it. */
  constructor(
    private readonly database: Database,
    private readonly seal: HeadSeal,
    private readonly clock: DatabaseClock | (() => number) = new DatabaseClock(database),
  ) {}

  /**
   * Writes one entry; it is on disk when this resolves.
   * @throws BrokenChain where the chain was tampered with, and what the database throws.
   */
  append(facts: AuditFacts | IntentFacts): Promise<ChainedEntry> {
    const { clock } = this;
    if (typeof clock === 'function') return this.#queue({ ...facts, at: moment(clock()) });
    if (clock.offsetMs === undefined) return clock.measure().then(() => this.append(facts));
    return this.#queue({ ...facts, at: moment(clock.now(), clock.offsetMs) });
  }

  #queue(dated: DatedFacts): Promise<ChainedEntry> {
    return new Promise((resolve, reject) => {
      const entry = { facts: dated, resolve, reject };
      const line = this.#waiting.get(dated.tenantId);
      if (line) {
        line.push(entry);
        return;
      }
      this.#waiting.set(dated.tenantId, [entry]);
      void this.writeAll(dated.tenantId);
    });
  }

  private async writeAll(tenantId: string): Promise<void> {
    const line = this.#waiting.get(tenantId) ?? [];
    while (line.length > 0) {
      // An embedded database finishes before the event loop turns: without a turn no entry could join a batch.
      await turn();
      await this.write(tenantId, line.splice(0, MAX_BATCH));
    }
    this.#waiting.delete(tenantId);
  }

  private async write(tenantId: string, batch: readonly Waiting[]): Promise<void> {
    try {
      const { entries, head } = await extendChain(
        this.database,
        this.seal,
        tenantId,
        (on, from) =>
          this.#named(
            on,
            from,
            batch.map(({ facts }) => facts),
          ),
        this.#heads.get(tenantId),
      );
      this.#heads.set(tenantId, head);
      batch.forEach(({ resolve }, index) => resolve(entries[index] as ChainedEntry));
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  }

  /**
   * Puts ids in place of persons. What is known of them holds for as many erasures as the head has, and an entry is written only
   * together with the keys of its persons and only on that head: none can name a person who was erased meanwhile.
   */
  async #named(
    on: Kysely<Schema>,
    { tenantId, erasures }: SealedHead,
    facts: readonly DatedFacts[],
  ): Promise<NamedFacts> {
    if (!this.seal.persons) return { facts };
    const keyOf = (text: string): string => JSON.stringify([tenantId, erasures, text]);
    const persons = new Map<string, Person>();
    const unknown = new Set<string>();
    for (const text of facts.flatMap((each) => personalTexts(each))) {
      const person = this.#persons.get(keyOf(text));
      if (person) persons.set(text, person);
      else unknown.add(text);
    }
    if (unknown.size === 0) return { facts: facts.map((each) => withPersonIds(each, persons)) };
    const found = await this.seal.persons.find(on, tenantId, [...unknown]);
    const all = new Map([...persons, ...found.persons]);
    return {
      facts: facts.map((each) => withPersonIds(each, all)),
      keys: found.rows,
      written: () => found.persons.forEach((person, text) => this.#persons.set(keyOf(text), person)),
    };
  }
}

/** Events with ids in place of persons. */
export interface NamedFacts {
  readonly facts: readonly DatedFacts[];
  /** The keys of persons that had none. */
  readonly keys?: readonly object[];
  /** Called once the entries are written. */
  readonly written?: () => void;
}

/** A write about to be sent, whose entry its outcome will name. */
export type IntentFacts = Omit<AuditFacts, 'intent'> & { readonly intent: 'own' };

/** An event and its time (RFC 3339). */
export type DatedFacts = (AuditFacts | IntentFacts) & { readonly at: string };

/** The head of a chain with its seal, as it is in the database. */
export type SealedHead = ChainHead & {
  readonly mac: string | null;
  /** How often persons of the tenant were erased. */
  readonly erasures: number;
};

/** Entries that were added, and the head that they have made. */
export interface Extension {
  readonly entries: ChainedEntry[];
  readonly head: SealedHead;
}

/**
 * Adds entries to the end of a tenant's chain, all or none: by one statement that moves the head from where it was seen. Where another
 * process has moved it meanwhile, the head is read again; where that happens once more, it is locked until the entries are there.
 * @param named - the events, by the head that they follow.
 * @param known - the head as this process left it; it is read if omitted.
 * @throws BrokenChain where the head is not authentic.
 */
export async function extendChain(
  { db, engine }: Database,
  seal: HeadSeal,
  tenantId: string,
  named: (on: Kysely<Schema>, head: SealedHead) => Promise<NamedFacts>,
  known?: SealedHead,
): Promise<Extension> {
  const extend = async (on: Kysely<Schema>, head: SealedHead): Promise<Extension | undefined> => {
    const { facts, keys, written } = await named(on, head);
    const moved = await move(on, engine, seal, head, chained(head, facts), keys);
    if (moved) written?.();
    return moved;
  };
  const locked = (): Promise<Extension | undefined> =>
    db.transaction().execute(async (transaction) => {
      const head = await readHead(transaction, seal, tenantId, engine.locksRows);
      return extend(transaction, head);
    });
  const unlocked = async () => extend(db, await readHead(db, seal, tenantId));
  let done = (known && (await extend(db, known))) ?? (await unlocked());
  // A tenant without a head has no row to lock until another process has written the first one.
  while (done === undefined) done = await locked();
  return done;
}

async function move(
  db: Kysely<Schema>,
  engine: Engine,
  seal: HeadSeal,
  from: SealedHead,
  entries: ChainedEntry[],
  keys: readonly object[] = [],
): Promise<Extension | undefined> {
  const { tenantId, erasures } = from;
  const { seq, hash } = entries.at(-1) ?? from;
  const head = { tenantId, seq, hash, mac: seal.sealOf({ tenantId, seq, hash }), erasures };
  const moved = await engine.insertWhen(db, {
    when: from.seq === 0 ? firstHead(db, head) : nextHead(db, from, head),
    into: 'audit_entries',
    rows: entries.map(rowOf),
    ...(keys.length > 0 && { beside: { into: 'audit_keys', rows: keys } }),
  });
  return moved ? { entries, head } : undefined;
}

const firstHead = (db: Kysely<Schema>, { tenantId, seq, hash, mac }: SealedHead) =>
  db
    .insertInto('audit_heads')
    .values({ tenant_id: tenantId, seq, hash, mac })
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq');

const nextHead = (db: Kysely<Schema>, from: SealedHead, { tenantId, seq, hash, mac }: SealedHead) =>
  db
    .updateTable('audit_heads')
    .set({ seq, hash, mac })
    .where('tenant_id', '=', tenantId)
    .where('seq', '=', from.seq)
    .where('hash', '=', from.hash)
    .where('erasures', '=', from.erasures)
    // The seal as well: one that was altered is read again, and found.
    .where('mac', from.mac === null ? 'is' : '=', from.mac)
    .returning('seq');

async function readHead(
  db: Kysely<Schema>,
  seal: HeadSeal,
  tenantId: string,
  locks = false,
): Promise<SealedHead> {
  const row = await db
    .selectFrom('audit_heads')
    .select(['seq', 'hash', 'mac', 'erasures'])
    .where('tenant_id', '=', tenantId)
    .$if(locks, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) return { tenantId, seq: 0, hash: GENESIS, mac: null, erasures: 0 };
  const head = { tenantId, ...row };
  if (!seal.isWhole(head, row.mac)) throw new BrokenChain(tenantId);
  return head;
}

/** The head of a tenant as it is stored, locked where the engine locks rows; undefined where there is none. */
export const lockHead = (
  transaction: Transaction<Schema>,
  engine: Engine,
  tenantId: string,
): Promise<Selectable<AuditHeadsTable> | undefined> =>
  transaction
    .selectFrom('audit_heads')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(engine.locksRows, (query) => query.forUpdate())
    .executeTakeFirst();

/**
 * Adds an entry after a place in a chain whose head is locked, and moves the head to it.
 * @param more - further columns of the head.
 */
export async function appendLocked(
  transaction: Transaction<Schema>,
  seal: HeadSeal,
  after: ChainHead,
  facts: DatedFacts,
  more: { readonly erasures?: number } = {},
): Promise<ChainedEntry> {
  const { tenantId } = after;
  const [entry] = chained(after, [facts]) as [ChainedEntry];
  await transaction.insertInto('audit_entries').values(rowOf(entry)).execute();
  const { seq, hash } = entry;
  const moved = { seq, hash, mac: seal.sealOf({ tenantId, seq, hash }), ...more };
  await transaction
    .insertInto('audit_heads')
    .values({ tenant_id: tenantId, ...moved })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(moved))
    .execute();
  return entry;
}

/** Events in their places after a head, with their hashes. */
function chained(head: ChainHead, facts: readonly DatedFacts[]): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (const each of facts) {
    const { seq, hash: prevHash } = entries.at(-1) ?? head;
    const { intent, persons: _, ...rest } = each;
    const own = intent === 'own' ? seq + 1 : intent;
    const entry = { ...rest, ...(own !== undefined && { intent: own }), seq: seq + 1, prevHash };
    entries.push({ ...entry, hash: entryHash(entry) });
  }
  return entries;
}

/** A chain that was tampered with is not continued, because that would hide it. */
export class BrokenChain extends Error {
  override readonly name = 'BrokenChain';

  constructor(readonly tenantId: string) {
    super(
      `The head of the audit of tenant ${JSON.stringify(tenantId)} is not the one that was written, or was written under another key. Nothing is added to it, and so no write is sent. Run: npm run -s admin -- audit verify`,
    );
  }
}
